/**
 * Whether anybody can upload: compute of the app, browsers with a role of an identity pool, an API or a file server with a role
 * of its own, that may put objects into a bucket.
 *
 * Invariant: "no" is said only where the whole app and every role in it is seen, and none writes to a bucket that is
 * defined elsewhere.
 */
import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { can } from "../access/can.ts";
import { globMatches } from "../access/glob.ts";
import { speaksOfAction } from "../access/matches.ts";
import { policiesOf } from "../access/policies.ts";
import { principalOf } from "../access/principals.ts";
import { requestFor } from "../access/request.ts";
import { resourcePoliciesOf } from "../access/resource-policies.ts";
import { effectOf, elementOf, statementsOf } from "../access/statement.ts";
import { literalOf, partsOf } from "../arn.ts";
import { escapeOf } from "../escape.ts";
import { missingStacks } from "../missing-stacks.ts";
import type { Graph, GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isRole } from "../role.ts";
import { either, some, type Ternary, unlessOpen } from "../ternary.ts";

const put = "s3:PutObject";

/** @throws Split where the world does not decide which role something has */
export function canAnybodyUpload(graph: Graph, world: World): Ternary {
  const buckets = graph.nodes.filter((node) => node.role === "object" && world.test(node.guard) !== false);
  const writers = writersOf(graph, world);
  const open = buckets.filter((bucket) => resourcePoliciesOf(graph, bucket).length > 0);
  const here = some(writers, (writer) =>
    // Who has no permission to put anything needs to be asked only of buckets that may let it in themselves.
    some(speaksOfPutting(graph, writer, world) ? buckets : open, (bucket) => {
      const answer = can(graph, writer, put, bucket, world);
      if (answer.answer !== "unknown") return answer.answer === "yes";
      const [first, ...rest] = answer.reasons;
      return first === undefined ? false : [first, ...rest];
    }),
  );
  const elsewhere = either(here, () => some(writers, (writer) => writesElsewhere(graph, writer, world)));
  return either(elsewhere, () => unlessOpen(missingStacks(graph)));
}

function speaksOfPutting(index: NodeIndex, writer: GraphNode, world: World): boolean {
  const { role, reason } = principalOf(index, writer, world);
  if (role === undefined) return reason !== null;
  const request = requestFor({ role }, put, writer, { index, world });
  return (
    escapeOf(index, role) !== null ||
    policiesOf(index, role).some(
      ({ statements, ofAws }) =>
        ofAws === "unlisted" ||
        statements.open.length > 0 ||
        statements.items.some((statement) => speaksOfAction(statement, request) !== false),
    )
  );
}

/** Each role once, by the first of those who have it. */
function writersOf(graph: Graph, world: World): readonly GraphNode[] {
  const seen = new Set<unknown>();
  const computes = graph.nodes.filter((node) => node.part === "" && isRole(node.role, "compute"));
  return [...computes, ...rolesOfOthers(graph)].filter((node) => {
    if (world.test(node.guard) === false) return false;
    const key = principalOf(graph, node, world).role ?? node;
    return !seen.has(key) && seen.add(key);
  });
}

/** Who uploads without being compute, by who may assume the role. */
const uploaders = /^(?:apigateway|appsync|transfer|states|cognito-identity)\.amazonaws\.com$/;

const rolesOfOthers = oncePerGraph((index): readonly GraphNode[] =>
  index.nodesOfType("AWS::IAM::Role").filter((role) => trusted(role, uploaders)),
);

/** Roles that browsers and phones get from an identity pool. */
export const identityPoolRoles = oncePerGraph((index): readonly GraphNode[] =>
  index.nodesOfType("AWS::IAM::Role").filter((role) => trusted(role, /^cognito-identity\.amazonaws\.com$/)),
);

/** In some world. */
function trusted(role: GraphNode, by: RegExp): boolean {
  const document = valueAt(role.properties, ["AssumeRolePolicyDocument"]);
  return statementsOf(document, role.logicalId).items.some(({ value }) =>
    alternativesOf(valueAt(value, ["Principal"])).some(({ value: principal }) =>
      ["Service", "Federated"].some((kind) =>
        alternativesOf(valueAt(principal, [kind])).some(({ value: named }) =>
          (named.kind === "list" ? named.items : [named]).some((item) => by.test(textOf(item) ?? "")),
        ),
      ),
    ),
  );
}

/** Whether a statement lets it put objects somewhere that is no bucket of the app. */
function writesElsewhere(index: NodeIndex, writer: GraphNode, world: World): Ternary {
  const { role } = principalOf(index, writer, world);
  if (role === undefined) return false;
  return some(policiesOf(index, role), ({ statements }) =>
    some(statements.items, (statement) => {
      if (effectOf(statement, world) !== "Allow") return false;
      const actions = elementOf(statement, "Action", world);
      const puts = actions.items.some((action) => globMatches((textOf(action) ?? "").toLowerCase(), put.toLowerCase()));
      if (actions.negated || !puts) return false;
      const resources = elementOf(statement, "Resource", world).items;
      return some(resources, (resource) => {
        const undecided = partsOf(resource).find(({ kind }) => kind === "unknown");
        if (undecided?.kind === "unknown") return [undecided.reason];
        const literal = literalOf(partsOf(resource));
        return literal?.startsWith("arn:aws:s3:::") === true && [outside(literal)];
      });
    }),
  );
}

function outside(arn: string): Reason {
  return {
    kind: "outside",
    name: arn,
    stack: "",
    message: `the bucket behind ${arn} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
}
