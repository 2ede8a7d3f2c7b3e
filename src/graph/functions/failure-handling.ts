/**
 * What becomes of an event that cannot be processed: whether the keeper of an intake hands it on, or it is gone.
 *
 * By the way in: for what Lambda calls asynchronously, the function's dead-letter queue or the destination on failure of
 * the qualifier that is invoked; for a queue, its own redrive policy; for a stream, the destination of the mapping or
 * pipe. For workflows see workflow-failures.ts.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
import { alternativesOf, readAt, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import type { Intake } from "../events/intakes.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { either, some, type Ternary } from "../ternary.ts";
import { type FailureDestination, failureDestinations } from "./failure-destinations.ts";
import { functionsNamed, qualifierNamed } from "./function-name.ts";
import { keepsExecutions } from "./workflow-failures.ts";

/** Whether what the consumer cannot process is kept somewhere. */
export function keepsFailures(index: NodeIndex, intake: Intake, world: World): Ternary {
  if (intake.way === "workflow") return keepsExecutions(intake.keeper, world);
  if (intake.hidden !== undefined) return [intake.hidden];
  const covered = some(destinationsOf(index, intake, world), ({ doubt }) => (doubt === undefined ? true : [doubt]));
  const escape = intake.way === "asynchronous" ? escapeOf(index, intake.consumer) : null;
  return either(covered, () => (escape === null ? false : [escape]));
}

/** The destinations that take what the intake's consumer cannot process. */
export function destinationsOf(index: NodeIndex, intake: Intake, world: World): readonly FailureDestination[] {
  const own = declaredBy(index, intake.keeper, world);
  return intake.way === "asynchronous" ? [...own, ...configured(index, intake, world)] : own;
}

function declaredBy(index: NodeIndex, node: GraphNode, world: World): readonly FailureDestination[] {
  const declared = failureDestinations(index).get(node) ?? [];
  return declared.filter(({ covers, guard }) => covers === "processing" && world.holds(guard));
}

/** Those of configurations of asynchronous invocation, which are for exactly one qualifier. */
function configured(index: NodeIndex, { consumer, qualifier }: Intake, world: World): readonly FailureDestination[] {
  return invokeConfigs(index, consumer).flatMap((config) => {
    const written = readAt(config.properties, ["Qualifier"], world);
    const named = qualifierNamed(index, written);
    if ((named !== undefined && named !== qualifier) || !world.holds(config.guard)) return [];
    const doubt = named === undefined ? reasonOf(written) : undefined;
    const found = declaredBy(index, config, world);
    return doubt === undefined ? found : found.map((destination) => ({ ...destination, doubt }));
  });
}

/** All configurations of a function's asynchronous invocation, whatever qualifier they are for. */
export function invokeConfigs(index: NodeIndex, fn: GraphNode): readonly GraphNode[] {
  return configsByFunction(index).get(fn) ?? [];
}

const configsByFunction = oncePerGraph((index) => {
  const byFunction = new Map<GraphNode, GraphNode[]>();
  for (const config of index.nodesOfType("AWS::Lambda::EventInvokeConfig")) {
    const named = alternativesOf(valueAt(config.properties, ["FunctionName"])).flatMap(
      ({ value }) => functionsNamed(index, value).certain,
    );
    for (const node of new Set(named.map((name) => name.node))) fileUnder(byFunction, node, config);
  }
  return byFunction;
});
