/**
 * Why an event of S3 does not get through EventBridge: the bucket does not send it, the rule listens on another bus or to no
 * such event, the target does not let EventBridge in.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 *
 * Invariant: an obstacle is named only where nothing in the app or outside of it can take it away.
 */
import { readAt, textOf } from "../../resolve/reading.ts";
import type { Decided } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { canAny } from "../access/can.ts";
import { serviceMay } from "../access/service-access.ts";
import { escapeOf } from "../escape.ts";
import { identify } from "../identity.ts";
import { type Graph, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";
import { both, isUnknown, negated, some, type Ternary, unlessOpen } from "../ternary.ts";
import {
  acceptsBucket,
  acceptsName,
  acceptsSomeEvent,
  bucketFields,
  patternOf,
  speaksOfCalls,
  speaksOfS3,
} from "./bucket-pattern.ts";
import { sendsToEventBridge } from "./event-bridge.ts";
import { fitOf } from "./invoke-permissions.ts";
import { permissionsFor } from "./trigger-permissions.ts";

/** Whether it stands in the way, and how that is told. */
export interface Obstacle {
  readonly stands: Ternary;
  /** A clause: `Uploads does not send its events to EventBridge`. */
  readonly message: string;
}

/** @throws Split where the world does not decide it. */
function obstaclesTo(graph: Graph, trigger: TriggersEdge, world: World): readonly Obstacle[] {
  if (trigger.via !== "eventbridge" || isOutside(trigger.target)) return [];
  const { source, target } = trigger;
  if (source.role === "object") return beforeRule(graph, source, target, world);
  if (source.type !== "AWS::Events::Rule") return [];
  return [
    ...strayNames(graph, source, world),
    behindRule(graph, trigger, target, world),
    ...unseenBuckets(graph, source),
  ];
}

function beforeRule(graph: Graph, bucket: GraphNode, rule: GraphNode, world: World): readonly Obstacle[] {
  const pattern = patternOf(rule);
  const found: Obstacle[] = [
    {
      stands: negated(acceptsSomeEvent(pattern, { index: graph, world })),
      message: `the detail-type that ${rule.logicalId} asks for is none that S3 has`,
    },
  ];
  found.push({
    stands: negated(acceptsName(pattern, bucket, { index: graph, world })),
    message: `${rule.logicalId} asks for another bucket name than that of ${bucket.logicalId}, by which the event calls it`,
  });
  if (!speaksOfCalls(pattern)) {
    found.push({
      stands: negated(sendsToEventBridge(graph, bucket, world)),
      message: `${bucket.logicalId} does not send its events to EventBridge`,
    });
  }
  found.push({
    stands: negated(hearsS3(graph, rule, world)),
    message: `${rule.logicalId} listens on another bus than the default one, where S3 sends its events`,
  });
  return found;
}

/**
 * A rule that asks for a bucket by a name that no bucket of the app has, beside a bucket that sends its events to a rule that is
 * not there: one of the two names is wrong, or both ends are in other hands.
 */
function strayNames(graph: Graph, rule: GraphNode, world: World): readonly Obstacle[] {
  const context = { index: graph, world };
  const fields = bucketFields(patternOf(rule));
  if (!speaksOfS3(patternOf(rule)) || speaksOfCalls(patternOf(rule)) || fields.length === 0) return [];
  if (graph.edgesTo("triggers", rule).length > 0) return [];
  return graph.nodesOfType("AWS::S3::Bucket").flatMap((bucket) => {
    const isUnheard = graph.edgesFrom("triggers", bucket).every(({ via }) => via !== "eventbridge");
    if (!isUnheard || bucket.stack !== rule.stack || sendsToEventBridge(graph, bucket, world) !== true) return [];
    const escape = escapeOf(graph, bucket);
    const other = negated(some(fields, (field) => acceptsBucket(field, bucket, context)));
    const stands = both(other, () => (escape === null ? true : [escape]));
    const message = `${rule.logicalId} asks for the events of another bucket than ${bucket.logicalId}, which nothing else listens to`;
    return [{ stands, message }];
  });
}

/** Whether a bucket sends its events is its own setting, which is not here where no bucket of the app is asked for. */
function unseenBuckets(graph: Graph, rule: GraphNode): readonly Obstacle[] {
  const pattern = patternOf(rule);
  if (!speaksOfS3(pattern) || speaksOfCalls(pattern) || graph.edgesTo("triggers", rule).length > 0) return [];
  const message = `whether the bucket that ${rule.logicalId} listens to sends its events to EventBridge is set outside this app`;
  const settle = "judge the stack that defines the bucket together with this one";
  const stands: Ternary = [{ kind: "outside", name: rule.logicalId, stack: rule.stack.stack.name, message, settle }];
  return [{ stands, message }];
}

/** AWS services send to the default bus; another bus hears them where a rule forwards them. */
function hearsS3(graph: Graph, rule: GraphNode, world: World): Ternary {
  const name = readAt(rule.properties, ["EventBusName"], world);
  if (name.kind === "absent" || textOf(name) === "default") return true;
  if (name.kind === "unknown") return [name.reason];
  const { certain, reason } = identify(graph, name, ["AWS::Events::EventBus"]);
  const bus = certain[0]?.node;
  if (bus !== undefined) return graph.edgesTo("triggers", bus).some((edge) => world.test(edge.guard) !== false);
  // A bus outside the app may get the events from a rule outside the app.
  const outside = {
    kind: "outside",
    name: rule.logicalId,
    stack: rule.stack.stack.name,
    message: `the bus of ${rule.logicalId} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
  return unlessOpen([reason ?? outside]);
}

const actions: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::SQS::Queue", ["sqs:SendMessage"]],
  ["AWS::SNS::Topic", ["sns:Publish"]],
  ["AWS::StepFunctions::StateMachine", ["states:StartExecution"]],
  ["AWS::Events::EventBus", ["events:PutEvents"]],
]);

function behindRule(graph: Graph, trigger: TriggersEdge, target: GraphNode, world: World): Obstacle {
  const service = "events.amazonaws.com";
  const message = `nothing lets EventBridge ${target.type === "AWS::Lambda::Function" ? "invoke" : "hand events to"} ${target.logicalId}`;
  const role = roleOf(trigger, world);
  if (role.kind !== "absent") return byRole(graph, role, target, world);
  if (target.type === "AWS::Lambda::Function") {
    const { items, open } = permissionsFor(graph, trigger, world);
    const permitted = some(items, (permission) => fitOf(graph, permission, trigger, world).fits);
    return { stands: negated(permitted === true ? true : permitted === false ? unlessOpen(open) : permitted), message };
  }
  if (target.type === "AWS::StepFunctions::StateMachine")
    return { stands: true, message: `${trigger.source.logicalId} has no role with which to start ${target.logicalId}` };
  const [action] = actions.get(target.type) ?? [];
  if (action === undefined || target.type === "AWS::Events::EventBus") return { stands: false, message };
  const { answer, ...rest } = serviceMay(graph, service, action, target, trigger.source, world);
  return { stands: answer === "unknown" && "reasons" in rest ? unlessOpen(rest.reasons) : answer === "no", message };
}

/** The role of the target, else of the rule. */
function roleOf({ settings, source }: TriggersEdge, world: World): Decided {
  const own = settings === undefined ? undefined : readAt(settings, ["RoleArn"], world);
  return own === undefined || own.kind === "absent" ? readAt(source.properties, ["RoleArn"], world) : own;
}

function byRole(graph: Graph, named: Decided, target: GraphNode, world: World): Obstacle {
  const { certain, reason } = identify(graph, named, ["AWS::IAM::Role"]);
  const role = certain.find(({ node }) => node.type === "AWS::IAM::Role")?.node;
  const message = `${role?.logicalId ?? "its role"} may not start ${target.logicalId}`;
  if (role === undefined) return { stands: reason === null ? false : [reason], message };
  const wanted = actions.get(target.type) ?? (target.type === "AWS::Lambda::Function" ? ["lambda:InvokeFunction"] : []);
  if (wanted.length === 0) return { stands: false, message };
  const asked = canAny(graph, role, wanted, target, world);
  return { stands: asked.answer === "unknown" ? unlessOpen(asked.reasons) : asked.answer === "no", message };
}

/** The first obstacle that surely stands, else why it is not known. */
export function firstObstacle(graph: Graph, trigger: TriggersEdge, world: World): Obstacle | undefined {
  const all = obstaclesTo(graph, trigger, world);
  return all.find(({ stands }) => stands === true) ?? all.find(({ stands }) => isUnknown(stands));
}
