/**
 * `EventInvokeConfig` -> how a function is invoked asynchronously, the queues and topics that SAM makes for what it hands
 * on, and the role's right to hand it on.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventinvokeconfiguration.html
 */
import type { MappingNode, SourceNode } from "../../source/node.ts";
import { and, conditionNamed, getAtt, ifElse, not, noValue, ref } from "../../template/intrinsic-call.ts";
import type { Alias } from "./alias.ts";
import { compose, type Draft, type NodeData, pick } from "./draft.ts";
import { sendPolicy } from "./events/stream.ts";
import type { RoleDraft } from "./policies/role.ts";
import { branchesOf, given, isNoValue, literal, mappingAt } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { shortHash } from "./sameness.ts";

const made = new Map([
  ["SQS", { type: "AWS::SQS::Queue", suffix: "Queue", reference: "DestinationQueue" }],
  ["SNS", { type: "AWS::SNS::Topic", suffix: "Topic", reference: "DestinationTopic" }],
]);

export function expandEventInvokeConfig(fn: SamResource, role: RoleDraft, alias: Alias | undefined): void {
  const config = mappingAt(fn.properties, "EventInvokeConfig");
  if (config === undefined) return;
  const logicalId = `${fn.logicalId}EventInvokeConfig`;
  const destinations = mappingAt(config, "DestinationConfig");
  const outcomes: Record<string, Draft> = {};
  for (const outcome of ["OnSuccess", "OnFailure"]) {
    const wish = mappingAt(destinations, outcome);
    const destination = wish && destinationOf(fn, role, wish, `${logicalId}${outcome}`);
    if (wish !== undefined && destination !== undefined)
      outcomes[outcome] = compose(wish, { Destination: destination });
  }
  fn.generate(
    logicalId,
    "AWS::Lambda::EventInvokeConfig",
    compose(
      config,
      { FunctionName: ref(fn.logicalId), Qualifier: alias?.name ?? "$LATEST", DestinationConfig: outcomes },
      pick(config, ["MaximumEventAgeInSeconds", "MaximumRetryAttempts"]),
    ),
    { origin: config, ...(alias && { dependsOn: [alias.logicalId] }) },
  );
}

/** The ARN that an outcome is handed on to; SAM makes a queue or a topic where none is given. */
function destinationOf(fn: SamResource, role: RoleDraft, wish: MappingNode, logicalId: string): Draft {
  const typeNode = given(wish, "Type");
  const type = literal(typeNode) ?? "";
  const present = given(wish, "Destination");
  const generated = made.get(type);
  const missing = whenMissing(fn, present, `${fn.logicalId}EventInvokeConfig`);
  const destination =
    missing === undefined ? present : generated && madeDestination(fn, wish, generated, logicalId, missing);
  if (destination === undefined) {
    fn.report(
      "sam-property",
      "a destination of EventInvokeConfig needs a Type, and Destination unless the Type is SQS or SNS",
      typeNode ?? wish,
    );
    return undefined;
  }
  const policy = sendPolicy(type, destination, logicalId);
  if (policy === undefined)
    fn.report("sam-property", "Type must be SQS, SNS, EventBridge, Lambda or S3Bucket", typeNode ?? wish);
  else role.allow(policy, wish);
  return destination;
}

interface Missing {
  /** When there is none; always, where that is undefined. */
  readonly condition: string | undefined;
  /** What it is otherwise. */
  readonly otherwise: NodeData;
}

function whenMissing(fn: SamResource, destination: SourceNode | undefined, prefix: string): Missing | undefined {
  const always = { condition: undefined, otherwise: noValue };
  if (destination === undefined) return always;
  const branches = branchesOf(destination);
  if (branches === undefined) return undefined;
  const { condition, then, otherwise } = branches;
  if (isNoValue(then)) return isNoValue(otherwise) ? always : { condition, otherwise };
  if (!isNoValue(otherwise)) return undefined;
  const negated = `NOT${condition}${shortHash(prefix)}`;
  fn.expansion.condition(negated, not(conditionNamed(condition)), destination);
  return { condition: negated, otherwise: then };
}

function madeDestination(
  fn: SamResource,
  wish: MappingNode,
  { type, suffix, reference }: { type: string; suffix: string; reference: string },
  logicalId: string,
  { condition, otherwise }: Missing,
): NodeData {
  const id = `${logicalId}${suffix}`;
  fn.generate(
    id,
    type,
    {},
    { origin: wish, inherited: { ...fn.inherited, condition: bothConditions(fn, condition, wish) } },
  );
  fn.expansion.renamed.set(`${fn.logicalId}.${reference}`, id);
  const arn = type === "AWS::SNS::Topic" ? ref(id) : getAtt(id, "Arn");
  return condition === undefined ? arn : ifElse(condition, arn, otherwise);
}

function bothConditions(fn: SamResource, condition: string | undefined, origin: SourceNode): string | undefined {
  const own = fn.inherited.condition;
  if (condition === undefined || own === undefined) return condition ?? own;
  const both = `${own}AND${condition}${shortHash(fn.logicalId)}`;
  fn.expansion.condition(both, and([conditionNamed(own), conditionNamed(condition)]), origin);
  return both;
}
