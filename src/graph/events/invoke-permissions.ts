/**
 * Who may invoke a function: permissions of its resource policy -> `invokeAllowed` edges, and whether one covers a trigger.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 *
 * Invariant: a permission is compared in all that Lambda compares: function and qualifier, action, principal, source and
 * source account; each may be unknown.
 */
import { and } from "../../resolve/guard.ts";
import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { globMatches } from "../access/glob.ts";
import { matchesSome } from "../access/pattern.ts";
import { arnTokens, patternOf, type TokenContext, textTokens } from "../access/tokens.ts";
import { functionsNamed } from "../functions/function-name.ts";
import { type GraphNode, type InvokeAllowedEdge, isOutside, type NodeIndex, type TriggersEdge } from "../model.ts";
import type { Ternary } from "../ternary.ts";
import { endsOf } from "./triggers.ts";

const permissionType = "AWS::Lambda::Permission";

/** `invokeAllowed` edges: permission -> function. */
export function invokeAllowedEdges(index: NodeIndex): readonly InvokeAllowedEdge[] {
  return index.nodesOfType(permissionType).flatMap((permission) =>
    endsOf(index, valueAt(permission.properties, ["FunctionName"])).map(({ guard, value: { end, value } }) => {
      const property = (name: string): Value => valueAt(permission.properties, [name]);
      const principal = property("Principal");
      const target = "role" in end ? end.logicalId : spell(value);
      return {
        kind: "invokeAllowed",
        id: `invokeAllowed:${permission.id}>${"role" in end ? end.id : spell(value)}`,
        source: permission,
        target: end,
        guard: and(permission.guard, guard),
        declaration: permission.origin,
        declaredBy: permission,
        evidence: [
          { node: permission.origin, message: `${permission.logicalId} lets ${whoOf(principal)} invoke ${target}` },
        ],
        principal,
        sourceArn: property("SourceArn"),
        sourceAccount: property("SourceAccount"),
        functionName: value,
        action: property("Action"),
      };
    }),
  );
}

function whoOf(principal: Value): string {
  return alternativesOf(principal)
    .map(({ value }) => spell(value))
    .join(" or ");
}

/** Services that deliver events, by the kind of delivery. */
const principals: Readonly<Partial<Record<TriggersEdge["via"], string>>> = {
  notification: "s3.amazonaws.com",
  eventbridge: "events.amazonaws.com",
  topic: "sns.amazonaws.com",
};

/** The service that invokes the function; undefined where none needs a permission (Lambda polls queues itself). */
export function invokerOf(trigger: TriggersEdge): string | undefined {
  return principals[trigger.via];
}

export interface Fit {
  readonly fits: Ternary;
  /** What keeps the permission from covering the trigger, as a clause; null where nothing surely does. */
  readonly mismatch: string | null;
}

/** Whether a permission covers a trigger. @throws Split where the world does not decide what the permission says. */
export function fitOf(index: NodeIndex, permission: InvokeAllowedEdge, trigger: TriggersEdge, world: World): Fit {
  const context: TokenContext = { index, world };
  const unknown: Reason[] = [];
  for (const test of [functionFits, actionFits, principalFits, sourceFits, accountFits]) {
    const { fits, mismatch } = test(permission, trigger, context);
    if (fits === false) return { fits, mismatch };
    if (fits !== true) unknown.push(...fits);
  }
  const [first, ...rest] = unknown;
  return { fits: first === undefined ? true : [first, ...rest], mismatch: null };
}

/** Whether a permission is about the invoking service, or about the source of the trigger. */
export function concerns(
  index: NodeIndex,
  permission: InvokeAllowedEdge,
  trigger: TriggersEdge,
  world: World,
): boolean {
  const context: TokenContext = { index, world };
  if (principalFits(permission, trigger, context).fits !== false) return true;
  const arn = world.read(permission.sourceArn);
  return arn.kind !== "absent" && comesFrom(arn, trigger.source, context) === true;
}

type Test = (permission: InvokeAllowedEdge, trigger: TriggersEdge, context: TokenContext) => Fit;

const fits: Fit = { fits: true, mismatch: null };

const functionFits: Test = (permission, trigger, { index, world }) => {
  const named = world.read(permission.functionName);
  const invoked = world.read(trigger.targetValue);
  if (isOutside(trigger.target)) return fits;
  const node: GraphNode = trigger.target;
  const qualifiers = (value: Decided): readonly string[] =>
    functionsNamed(index, value)
      .certain.filter((name) => name.node === node)
      .map(({ qualifier }) => qualifier);
  const [allowed] = qualifiers(named);
  const [wanted] = qualifiers(invoked);
  if (allowed === undefined || wanted === undefined || allowed === wanted) return fits;
  const spelled = (qualifier: string): string =>
    qualifier === "" ? `${node.logicalId} without a qualifier` : `${node.logicalId}:${qualifier.split("/").at(-1)}`;
  return { fits: false, mismatch: `it is for ${spelled(allowed)}, and ${spelled(wanted)} is invoked` };
};

const actionFits: Test = (permission, _trigger, { world }) => {
  const action = world.read(permission.action);
  const text = textOf(action);
  if (text === undefined) return action.kind === "unknown" ? { fits: [action.reason], mismatch: null } : fits;
  if (globMatches(text.toLowerCase(), "lambda:invokefunction")) return fits;
  return { fits: false, mismatch: `it allows ${text}, not lambda:InvokeFunction` };
};

const principalFits: Test = (permission, trigger, context) => {
  const service = invokerOf(trigger);
  const principal = context.world.read(permission.principal);
  if (service === undefined || textOf(principal) === "*") return fits;
  const matched = matchesSome(textTokens(principal, context), service.split(""));
  if (matched !== false) return { fits: matched, mismatch: null };
  return { fits: false, mismatch: `its principal is ${spell(principal)}, not ${service}` };
};

const sourceFits: Test = (permission, trigger, context) => {
  const arn = context.world.read(permission.sourceArn);
  if (arn.kind === "absent") return fits;
  const matched = comesFrom(arn, trigger.source, context);
  if (matched !== false) return { fits: matched, mismatch: null };
  return { fits: false, mismatch: `its SourceArn is ${spell(arn)}, which is not ${trigger.source.logicalId}` };
};

/** Whether a SourceArn, which may have wildcards, is of what the event comes from. */
function comesFrom(arn: Decided, source: GraphNode, context: TokenContext): Ternary {
  const pattern = patternOf(arn, context);
  if (source.type === "Custom::S3BucketNotifications") {
    const name = textTokens(valueAt(source.properties, ["BucketName"]), context);
    return matchesSome(pattern, [..."arn:aws:s3:::".split(""), ...name]);
  }
  const own = arnTokens(source, context);
  const matched = matchesSome(pattern, own);
  if (matched !== false || source.type !== "AWS::Events::Rule") return matched;
  // The ARN of a rule on a bus of its own has the name of the bus before that of the rule.
  const start = own.length - [...own].reverse().indexOf("/");
  const bus = valueAt(source.properties, ["EventBusName"]);
  return bus.kind === "absent"
    ? false
    : matchesSome(pattern, [...own.slice(0, start), { kind: "some" }, "/", ...own.slice(start)]);
}

const accountFits: Test = (permission, trigger, { world }) => {
  const account = world.read(permission.sourceAccount);
  if (account.kind === "absent" || (account.kind === "identity" && account.symbol.kind === "pseudo")) return fits;
  if (account.kind === "unknown") return { fits: [account.reason], mismatch: null };
  const own = trigger.source.stack.stack.account;
  const text = textOf(account);
  if (text === undefined || text === own) return fits;
  if (own !== undefined)
    return { fits: false, mismatch: `its SourceAccount is ${text}, and ${trigger.source.logicalId} is in ${own}` };
  const reason: Reason = {
    kind: "account",
    name: text,
    stack: trigger.source.stack.stack.name,
    message: `whether the stack is deployed to account ${text} is not known`,
    settle: null,
  };
  return { fits: [reason], mismatch: null };
};
