/**
 * What a flow needs of its two ends, whatever is between them: that one is told of the other, has it attached, or may use it.
 *
 * "No" is said only where it is proven: who is not told the name of something that has a name of its own, or that others
 * know, may know it all the same.
 */
import { canAny } from "../../graph/access/can.ts";
import { placeToGrant } from "../../graph/access/place-to-grant.ts";
import { escapeOf } from "../../graph/escape.ts";
import { type Evidence, type Graph, type GraphNode, isOutside } from "../../graph/model.ts";
import { nodeNamed } from "../../graph/named-nodes.ts";
import { isRole } from "../../graph/role.ts";
import { databasesBehind } from "../../graph/stores/database-connections.ts";
import { volumesOf } from "../../graph/stores/volumes-of.ts";
import { both, isUnknown, negated, type Ternary, unlessOpen } from "../../graph/ternary.ts";
import { readAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import { actorsOf } from "./actors-of.ts";
import type { Need } from "./architecture.ts";
import { listed } from "./describe-parts.ts";
import { ternaryOf } from "./path-hops.ts";

export type EndNeed = Extract<Need, { kind: "references" | "attached" | "can" }>;

export interface EndAnswer {
  readonly holds: Ternary;
  readonly wrong: string;
  readonly at: SourceNode;
  readonly evidence: readonly Evidence[];
}

/** @throws Split where the world does not decide what the answer rests on */
export function needBetween(graph: Graph, need: EndNeed, from: GraphNode, to: GraphNode, world: World): EndAnswer {
  let first: EndAnswer | undefined;
  let open: EndAnswer | undefined;
  for (const { node: actor, doubts } of actorsOf(graph, from, world)) {
    const found = needOf(graph, need, actor, to, world);
    const answer = { ...found, holds: both(found.holds, () => negated(unlessOpen(doubts))) };
    if (answer.holds === true) return answer;
    if (isUnknown(answer.holds)) open ??= answer;
    first ??= answer;
  }
  return open ?? first ?? needOf(graph, need, from, to, world);
}

function needOf(graph: Graph, need: EndNeed, from: GraphNode, to: GraphNode, world: World): EndAnswer {
  switch (need.kind) {
    case "references":
      return isTold(graph, from, to, world);
    case "attached": {
      const holds = volumesOf(graph, from).some(({ value, guard }) => value === to && world.holds(guard));
      return { holds, wrong: `${to.logicalId} is not attached to ${from.logicalId}`, at: to.origin, evidence: [] };
    }
    case "can":
      return mayUse(graph, need.actions, from, to, world);
  }
}

/** A database is also told of by its secret, and by the proxy before it; what a state of a workflow calls is named there. */
function isTold(graph: Graph, from: GraphNode, to: GraphNode, world: World): EndAnswer {
  const called = graph.edgesFrom("triggers", from).find(({ via, target, guard }) => {
    return via === "workflow" && target === to && world.holds(guard);
  });
  if (called !== undefined) return { holds: true, wrong: "", at: called.declaration, evidence: called.evidence };
  for (const { target, guard, evidence, declaration } of graph.edgesFrom("references", from)) {
    if (isOutside(target) || !world.holds(guard)) continue;
    const isIt = target === to || leadsTo(graph, target, to, world);
    if (isIt) return { holds: true, wrong: "", at: declaration, evidence };
  }
  const wrong = `nothing tells ${from.logicalId} where ${to.logicalId} is`;
  return { holds: unlessOpen(mayKnow(graph, to)), wrong, at: from.origin, evidence: [] };
}

function leadsTo(graph: Graph, told: GraphNode, to: GraphNode, world: World): boolean {
  if (told.type === "AWS::RDS::DBProxy") return databasesBehind(graph, told, world).includes(to);
  if (told.type !== "AWS::SecretsManager::Secret") return false;
  return graph.nodesOfType("AWS::SecretsManager::SecretTargetAttachment").some(({ guard, properties }) => {
    if (!world.holds(guard)) return false;
    const names = (property: string, node: GraphNode): boolean =>
      nodeNamed(graph, readAt(properties, [property], world), node.type, world).node === node;
    return names("SecretId", told) && names("TargetId", to);
  });
}

/** Why somebody may know something that nothing in the app tells it. */
function mayKnow(graph: Graph, to: GraphNode): readonly Reason[] {
  const escape = escapeOf(graph, to);
  if (escape !== null) return [escape];
  if (graph.physicalNames(to).every(({ kind }) => kind === "absent")) return [];
  const message = `${to.logicalId} has a name of its own, which code may know`;
  return [{ kind: "name", name: to.logicalId, stack: to.stack.stack.name, message, settle: null }];
}

function mayUse(graph: Graph, actions: readonly string[], from: GraphNode, to: GraphNode, world: World): EndAnswer {
  const wrong = `${from.logicalId} is not allowed ${listed(actions, "or")} on ${to.logicalId}`;
  if (!isRole(from.role, "compute") && from.role !== "workflow") {
    const edge = graph.edgesFrom("fronts", from).find(({ target, guard }) => target === to && world.holds(guard));
    const holds: Ternary = edge !== undefined;
    return { holds, wrong, at: from.origin, evidence: edge?.evidence ?? [] };
  }
  const answer = canAny(graph, from, actions, to, world);
  const holds = ternaryOf(answer);
  if (holds !== false)
    return { holds, wrong, at: answer.evidence.at(-1)?.node ?? from.origin, evidence: answer.evidence };
  const place = placeToGrant(graph, from, to, world);
  return { holds, wrong, at: place.node, evidence: [...answer.evidence, place] };
}
