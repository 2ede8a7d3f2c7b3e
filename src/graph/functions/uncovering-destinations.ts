/**
 * Destinations that look as if they covered an intake and do not: the reason why a template with a dead-letter queue
 * still loses events, and where its author would look first.
 */
import type { World } from "../../resolve/world.ts";
import type { Intake } from "../events/intakes.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { type FailureDestination, failureDestinations } from "./failure-destinations.ts";
import { destinationsOf, invokeConfigs } from "./failure-handling.ts";

export function uncoveringHops(index: NodeIndex, intake: Intake, world: World): readonly Evidence[] {
  const covering = new Set(destinationsOf(index, intake, world).map(({ origin }) => origin));
  const near = new Set([intake.consumer, ...invokeConfigs(index, intake.consumer), ...declarersOf(intake)]);
  return [...near]
    .flatMap((node) => failureDestinations(index).get(node) ?? [])
    .filter(
      ({ origin, guard, declaredBy }) => !covering.has(origin) && world.holds(guard) && world.holds(declaredBy.guard),
    )
    .map((destination) => ({ node: destination.origin, message: whyNot(destination, intake) }));
}

function declarersOf({ edges }: Intake): readonly GraphNode[] {
  return edges.map(({ declaredBy }) => declaredBy);
}

function whyNot({ declaredBy, property, covers }: FailureDestination, { way }: Intake): string {
  const what = `${property.split(".", 1)[0]} of ${declaredBy.logicalId}`;
  if (covers === "delivery") return `${what} takes only what cannot be delivered`;
  if (declaredBy.type === "AWS::Lambda::EventSourceMapping") return `${what} is for streams, not for queues`;
  return way === "asynchronous"
    ? `${what} is for another alias or version`
    : `${what} takes only what the function is handed asynchronously`;
}
