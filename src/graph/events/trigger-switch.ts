/**
 * What is switched off on the way of an event: a mapping, a rule, a pipe, a function that may not run at all.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 *
 * Invariant: only what is off in every deployment counts. What a parameter or a condition decides is a switch that somebody
 * wants to have.
 */
import { alternativesOf, booleanOf, numberOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided } from "../../resolve/value.ts";
import { type Evidence, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";

interface Switch {
  readonly property: string;
  readonly isOff: (value: Decided) => boolean;
  readonly says: string;
}

const switches: ReadonlyMap<string, Switch> = new Map([
  [
    "AWS::Lambda::EventSourceMapping",
    { property: "Enabled", isOff: (value) => booleanOf(value) === false, says: "is not enabled" },
  ],
  ["AWS::Events::Rule", { property: "State", isOff: (value) => textOf(value) === "DISABLED", says: "is disabled" }],
  ["AWS::Pipes::Pipe", { property: "DesiredState", isOff: (value) => textOf(value) === "STOPPED", says: "is stopped" }],
  [
    "AWS::Lambda::Function",
    {
      property: "ReservedConcurrentExecutions",
      isOff: (value) => numberOf(value) === 0,
      says: "may not run: its reserved concurrency is 0",
    },
  ],
]);

/** What is off of a trigger: what delivers, and what is started. */
export function switchedOff({ declaredBy, target }: TriggersEdge): readonly Evidence[] {
  const nodes = isOutside(target) || target === declaredBy ? [declaredBy] : [declaredBy, target];
  return nodes.flatMap((node) => offOf(node) ?? []);
}

/** Why a mapping, rule, pipe or function does nothing in every deployment; undefined where it may. */
export function offOf(node: GraphNode): Evidence | undefined {
  const found = switches.get(node.type);
  if (found === undefined) return undefined;
  const [only, ...others] = alternativesOf(valueAt(node.properties, [found.property]));
  if (only === undefined || others.length > 0 || !found.isOff(only.value)) return undefined;
  if (only.value.from !== undefined || (only.value.assumed?.length ?? 0) > 0) return undefined;
  return { node: only.value.origin ?? node.origin, message: `${node.logicalId} ${found.says}` };
}
