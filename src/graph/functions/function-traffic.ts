/**
 * How many of a function run at once: what starts it, whether that grows with the traffic, and what bounds it.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
import { alternativesOf, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import type { Graph, GraphNode, TriggersEdge } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { either, every, some, type Ternary } from "../ternary.ts";
import { functionsNamed } from "./function-name.ts";

/** Whether something keeps the number of concurrent executions down: a reservation, or all that starts the function. */
export function hasBoundedConcurrency(graph: Graph, fn: GraphNode, world: World): Ternary {
  if (readAt(fn.properties, ["ReservedConcurrentExecutions"], world).kind !== "absent") return true;
  const starts = startsOf(graph, fn, world);
  return starts.callers || starts.triggers.length === 0
    ? false
    : every(starts.triggers, (edge) => isBounded(edge, world));
}

function isBounded({ declaredBy, via, source }: TriggersEdge, world: World): Ternary {
  if (isSchedule(source, world)) return true;
  if (via !== "queue") return false;
  // A mapping of a stream calls one function a shard.
  if (source.role !== "queue") return true;
  return readAt(declaredBy.properties, ["ScalingConfig", "MaximumConcurrency"], world).kind !== "absent";
}

/**
 * Whether the number of calls follows the traffic: requests, uploads, messages. A schedule, a rotation of secrets and other
 * chores of the account call one at a time; what nothing here may start is called by others, as often as they like.
 */
export function followsTraffic(graph: Graph, fn: GraphNode, world: World): Ternary {
  const { callers, triggers } = startsOf(graph, fn, world);
  const isStarted = triggers.length > 0 || graph.edgesTo("invokeAllowed", fn).some((edge) => world.holds(edge.guard));
  return either(callers || !isStarted, () => some(triggers, (edge) => !isSchedule(edge.source, world)));
}

interface Starts {
  /** Whether requests come in: an API, a load balancer, a URL, a service that asks for an answer. */
  readonly callers: boolean;
  readonly triggers: readonly TriggersEdge[];
}

function startsOf(graph: Graph, fn: GraphNode, world: World): Starts {
  const permitted = graph.edgesTo("invokeAllowed", fn).some((edge) => {
    const principal = textOf(world.read(edge.principal));
    return principal !== undefined && requesters.has(principal) && world.holds(edge.guard);
  });
  const urls = (functionUrls(graph).get(fn) ?? []).some((url) => world.holds(url.guard));
  const triggers = graph.edgesTo("triggers", fn).filter((edge) => world.holds(edge.guard));
  return { callers: permitted || urls, triggers };
}

/** Services that call a function for each request of somebody. */
const requesters: ReadonlySet<string> = new Set([
  "apigateway.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "cognito-idp.amazonaws.com",
  "lex.amazonaws.com",
  "lexv2.amazonaws.com",
  "connect.amazonaws.com",
  "iot.amazonaws.com",
  "edgelambda.amazonaws.com",
  "appsync.amazonaws.com",
]);

const functionUrls = oncePerGraph((index) => {
  const byFunction = new Map<GraphNode, GraphNode[]>();
  const properties = [
    ["AWS::Lambda::Url", "TargetFunctionArn"],
    ["AWS::AppSync::DataSource", "LambdaConfig", "LambdaFunctionArn"],
  ] as const;
  for (const [type, ...path] of properties) {
    for (const node of index.nodesOfType(type)) {
      const named = alternativesOf(valueAt(node.properties, path)).flatMap(
        ({ value }) => functionsNamed(index, value).certain,
      );
      for (const called of new Set(named.map((name) => name.node))) fileUnder(byFunction, called, node);
    }
  }
  return byFunction;
});

/** A rule that has a schedule and no pattern. */
function isSchedule(source: GraphNode, world: World): boolean {
  if (source.type !== "AWS::Events::Rule") return false;
  const pattern = readAt(source.properties, ["EventPattern"], world);
  return pattern.kind === "absent" && reasonOf(pattern) === undefined;
}
