/**
 * Whether an AWS service may do something in its own name: S3 send to a queue, EventBridge publish to a topic, SNS use a key.
 *
 * Services have no policies of their own: the resource's policy decides alone.
 * Invariant: "no" is said only where no policy outside the app can say otherwise: the resource has one here (most have
 * room for one), or does not escape.
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "../model.ts";
import { either, isUnknown, type Ternary } from "../ternary.ts";
import { uniqueHops } from "./can.ts";
import { requestFor } from "./request.ts";
import { resourcePoliciesOf } from "./resource-policies.ts";
import { decide } from "./rules.ts";

/**
 * @param service its principal: `s3.amazonaws.com`, `events.amazonaws.com`, `sns.amazonaws.com`
 * @param action `sqs:SendMessage`, without wildcards
 * @param source the resource for which the service calls (the bucket, rule or topic), for `aws:SourceArn`; undefined where
 *   it is not known
 * @throws Split where the world does not decide what a policy says
 */
export function serviceMay(
  index: NodeIndex,
  service: string,
  action: string,
  resource: GraphNode,
  source: GraphNode | undefined,
  world: World,
): Answer {
  const caller = { role: undefined, service: { principal: service, source } };
  const request = requestFor(caller, action, resource, { index, world });
  const ofResource = resourcePoliciesOf(index, resource);
  const { allowed, evidence } = decide({ ofCaller: [], ofResource, boundary: undefined, decides: "either" }, request);
  const isAlone = !ofResource.some((policy) => world.holds(policy.guard));
  if (allowed === false && isAlone && isAllowedByDefault(service, resource)) return { answer: "yes", evidence: [] };
  const answer = either(allowed, () => elsewhere(index, resource, isAlone));
  if (answer === true) return { answer: "yes", evidence: uniqueHops(evidence) };
  const hops = evidence.length > 0 ? uniqueHops(evidence) : [silence(service, action, resource, isAlone)];
  return isUnknown(answer) ? { answer: "unknown", reasons: answer, evidence: hops } : { answer: "no", evidence: hops };
}

/** Types whose policies are made of statements that several stacks may add. */
const additive: ReadonlySet<string> = new Set(["AWS::Lambda::Function", "AWS::Events::EventBus"]);

function elsewhere(index: NodeIndex, resource: GraphNode, isAlone: boolean): Ternary {
  if (resource.type === "AWS::Logs::LogGroup") return [accountWide(resource)];
  const escape = isAlone || additive.has(resource.type) ? escapeOf(index, resource) : null;
  return escape === null ? false : [escape];
}

/** Resource policies of CloudWatch Logs belong to the account and the region. */
function accountWide({ logicalId, stack }: GraphNode): Reason {
  const message = `the account's resource policies for log groups, which decide about ${logicalId}, are not all in this app`;
  return { kind: "policy", name: logicalId, stack: stack.stack.name, message, settle: null };
}

/**
 * The policy of a topic to which nobody gives one lets the owner's own alarms publish.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function isAllowedByDefault(service: string, { type }: GraphNode): boolean {
  return type === "AWS::SNS::Topic" && service === "cloudwatch.amazonaws.com";
}

function silence(service: string, action: string, { origin, logicalId }: GraphNode, isAlone: boolean): Evidence {
  const policy = isAlone ? `${logicalId} has no policy that lets` : `the policy of ${logicalId} does not let`;
  return { node: origin, message: `${policy} ${service} do ${action}` };
}
