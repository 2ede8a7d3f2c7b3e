/**
 * Whether a bucket refuses requests that come over plain HTTP.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 *
 * Invariant: only a Deny for everybody whose one condition is that the transport is not secure does it, on objects read and
 * written. One that names a part of the bucket or of its users leaves the rest open.
 */
import { booleanOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { both, either, every, some, type Ternary, unlessOpen } from "../ternary.ts";
import { allOf, deniesAll, speaksOfAction } from "./matches.ts";
import { requestFor } from "./request.ts";
import { resourcePoliciesOf } from "./resource-policies.ts";
import { conditionsOf, effectOf, principalsOf, type Statement } from "./statement.ts";

const actions = ["s3:GetObject", "s3:PutObject"];

/** @throws Split where the world does not decide what the policy says */
export function refusesPlainHttp(index: NodeIndex, bucket: GraphNode, world: World): Ternary {
  const policies = resourcePoliciesOf(index, bucket).filter((policy) => world.holds(policy.guard));
  const context = { index, world };
  const refused = every(actions, (action) => {
    // Access points have policies of their own, but no road around the bucket's.
    const [target] = requestFor({ role: undefined }, action, bucket, context).targets;
    const request = requestFor({ role: undefined }, action, bucket, context, target === undefined ? [] : [target]);
    return some(policies, ({ statements }) =>
      either(
        some(statements.items, (statement) =>
          allOf(
            () => isDenial(statement, world),
            () => isForEverybody(statement, world),
            () => speaksOfAction(statement, request),
            () => deniesAll(statement, request, target ?? []),
            () => asksForInsecure(statement, world),
            () => world.holds(statement.guard),
          ),
        ),
        () => unlessOpen(statements.open),
      ),
    );
  });
  const escape = policies.length === 0 ? escapeOf(index, bucket) : null;
  return either(refused, () => escape !== null && [escape]);
}

function isDenial(statement: Statement, world: World): Ternary {
  const effect = effectOf(statement, world);
  return typeof effect === "object" && effect !== null ? [effect] : effect === "Deny";
}

function isForEverybody(statement: Statement, world: World): Ternary {
  const { items, open, negated } = principalsOf(statement, world);
  if (negated) return false;
  return either(
    items.some(({ kind }) => kind === "*"),
    () => unlessOpen(open),
  );
}

function asksForInsecure(statement: Statement, world: World): Ternary {
  const { items, open } = conditionsOf(statement, world);
  const only = every(items, ({ operator, key, values }) => {
    if (key.toLowerCase() !== "aws:securetransport" || !/^bool(?:ifexists)?$/i.test(operator)) return false;
    return some(values.items, (value) => {
      const reason = reasonOf(value);
      return reason === undefined ? booleanOf(value) === false : [reason];
    });
  });
  // Without a condition everybody is refused, over HTTP too.
  return both(only, () => (open.length === 0 ? true : unlessOpen(open)));
}
