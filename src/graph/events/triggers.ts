/**
 * What an event is delivered to: the ends of `triggers` edges, and how such an edge is made.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, type Guarded } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { SourceNode } from "../../source/node.ts";
import { functionsNamed } from "../functions/function-name.ts";
import { identify } from "../identity.ts";
import type { Evidence, GraphNode, NodeIndex, Outside, TriggersEdge } from "../model.ts";
import type { Role } from "../role.ts";

export interface Delivery {
  readonly source: GraphNode;
  readonly via: TriggersEdge["via"];
  readonly to: Value;
  /** What the configuration says that the target is. */
  readonly role?: Role;
  /** Types to which a bare name may refer. */
  readonly types?: readonly string[];
  /** Tells deliveries apart that differ in nothing else: the state of a workflow. */
  readonly key?: string;
  readonly settings?: Value;
  readonly pattern?: Value;
  readonly guard: Guard;
  /** The line that a reviewer would edit. */
  readonly declaration: SourceNode;
  readonly declaredBy: GraphNode;
  readonly events?: readonly string[];
  readonly prefix?: Value | undefined;
  readonly suffix?: Value | undefined;
  /** Hops before the delivery itself. */
  readonly before?: readonly Evidence[];
}

/** One edge for each thing that the target may be. */
export function triggersEdges(index: NodeIndex, delivery: Delivery): readonly TriggersEdge[] {
  const { source, via, events = [], prefix, suffix, declaration, declaredBy, settings, pattern } = delivery;
  const apart = delivery.key === undefined ? "" : `:${delivery.key}`;
  return endsOf(index, delivery.to, delivery.types).map(({ guard, value: { end, value } }) => {
    const target = "role" in end ? end.id : spell(value);
    const what = events.length > 0 ? ` on ${events.join(", ")}` : "";
    return {
      kind: "triggers",
      id: `triggers:${source.id}>${target}:${via}:${events.join(",")}:${[prefix, suffix].map((v) => (v === undefined ? "" : spell(v))).join("*")}${apart}`,
      source,
      target: end,
      guard: and(source.guard, declaredBy.guard, delivery.guard, guard, "role" in end ? end.guard : and()),
      declaration,
      declaredBy,
      evidence: [
        ...(delivery.before ?? []),
        { node: declaration, message: `${declaredBy.logicalId} ${verbs[via]} ${nameOf(end, value)}${what}` },
      ],
      via,
      events,
      prefix,
      suffix,
      ...(settings !== undefined && { settings }),
      ...(pattern !== undefined && pattern.kind !== "absent" && { pattern }),
      targetValue: value,
      ...roleOf(end, delivery.role),
    };
  });
}

function roleOf(end: GraphNode | Outside, expected: Role | undefined): { readonly targetRole?: Role } {
  const role = "role" in end ? end.role : expected;
  return role === undefined ? {} : { targetRole: role };
}

const verbs: Readonly<Record<TriggersEdge["via"], string>> = {
  notification: "notifies",
  eventbridge: "sends the event to",
  queue: "hands the messages to",
  topic: "delivers to",
  pipe: "pipes to",
  workflow: "calls",
};

function nameOf(end: GraphNode | Outside, value: Decided): string {
  return "role" in end ? end.logicalId : spell(value);
}

interface End {
  readonly end: GraphNode | Outside;
  readonly value: Decided;
}

/** What a value names, in all worlds: functions by any of their names, else a resource, else something outside. */
export function endsOf(index: NodeIndex, to: Value, types: readonly string[] = []): readonly Guarded<End>[] {
  return alternativesOf(to).flatMap(({ guard, value }): readonly Guarded<End>[] => {
    if (value.kind === "absent") return [];
    const functions = functionsNamed(index, value);
    const { certain, possible, reason } = identify(index, value, types);
    const nodes =
      functions.certain.length > 0 ? functions.certain.map(({ node }) => node) : certain.map(({ node }) => node);
    if (nodes.length > 0) return nodes.map((node) => ({ guard, value: { end: node, value } }));
    const why = reason ?? (possible.length > 0 ? maybe(possible[0]?.node, value) : null);
    return [{ guard, value: { end: { kind: "outside", reason: why, value }, value } }];
  });
}

function maybe(node: GraphNode | undefined, value: Decided): Reason {
  return {
    kind: "name",
    name: spell(value),
    stack: node?.stack.stack.name ?? "",
    message: `whether ${spell(value)} is ${node?.logicalId ?? "in the app"} is decided at deployment`,
    settle: null,
  };
}
