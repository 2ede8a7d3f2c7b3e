/**
 * A graph x an architecture -> which nodes each component is, in all worlds.
 *
 * Every node that a component's roles and selector mean is bound: none is preferred because it conforms. A node that names
 * its component (`Metadata: {Stackplumb: {component: NAME}}`) is that one and no other, and where some do, the component is
 * those. A component without a selector does not take what one with a selector means, nor an optional one what a required
 * one takes; `bind` gives one node several parts.
 * Invariant: linear in nodes times components; only `writableBy` and `readableBy` look at pairs, of a few. The order is that
 * of the templates.
 * Not here: which of several an exact count means; see settle-counts.ts.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { instancesOf } from "../../graph/network/container-hosts.ts";
import { isRole } from "../../graph/role.ts";
import { volumesOf } from "../../graph/stores/volumes-of.ts";
import { isUnknown, type Ternary } from "../../graph/ternary.ts";
import { and, type Guard, never, not, or } from "../../resolve/guard.ts";
import { possibleWorlds } from "../../resolve/possible-worlds.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { childOf } from "../../source/node.ts";
import { explore, guardWhere, isComplete, leavesOf } from "../explore.ts";
import { uniqueReasons } from "../outcome.ts";
import { maximalStepsTogether } from "../run.ts";
import { tooManyWorlds } from "../too-many-worlds.ts";
import type { Architecture, Component } from "./architecture.ts";
import type { Match, Matches } from "./bound-nodes.ts";
import { inWorld } from "./in-world.ts";
import { type Selection, selects } from "./select-node.ts";

/** Worlds that are looked at for one candidate. */
const maximalWorlds = 32;

export interface MatchingContext extends Pick<Selection, "graph" | "registry"> {
  /** Nodes that do not get to say which component they are. */
  readonly unpinned?: ReadonlySet<GraphNode>;
}

export function matchComponents(architecture: Architecture, context: MatchingContext): Matches {
  const found = new Map<string, readonly Match[]>();
  const byName = new Map(architecture.components.map((component) => [component.name, component]));
  const pins = pinsIn(context.graph.nodes.filter((node) => context.unpinned?.has(node) !== true));
  const pending = new Set<string>();
  const together = { left: maximalStepsTogether };
  const matchesOf = (name: string): readonly Match[] | undefined => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const target = architecture.bind[name];
    const component = byName.get(name);
    if (component === undefined || pending.has(name)) return undefined;
    pending.add(name);
    const matches =
      (target === undefined ? undefined : matchesOf(target)) ??
      matchesFor(component, pins, { ...context, matchesOf, together }, context.graph.nodes);
    pending.delete(name);
    found.set(name, matches);
    return matches;
  };
  for (const { name } of architecture.components) matchesOf(name);
  return withoutTaken(architecture, found, pins);
}

/** The components that nodes name themselves. */
type Pins = ReadonlyMap<GraphNode, ReadonlySet<string>>;

function pinsIn(nodes: readonly GraphNode[]): Pins {
  const pins = new Map<GraphNode, ReadonlySet<string>>();
  for (const node of nodes) {
    const names = pinsOf(node);
    if (names.size > 0) pins.set(node, names);
  }
  return pins;
}

/** The components that a node says it is. */
export function pinsOf({ declaration, part }: GraphNode): ReadonlySet<string> {
  const written = part === "" ? childOf(childOf(declaration.metadata, "Stackplumb"), "component") : undefined;
  const items = written?.kind === "sequence" ? written.items : written === undefined ? [] : [written];
  return new Set(items.flatMap((item) => (item.kind === "scalar" ? [item.text] : [])));
}

function matchesFor(
  component: Component,
  pins: Pins,
  selection: Selection,
  nodes: readonly GraphNode[],
): readonly Match[] {
  const isAsked = ({ role }: GraphNode): boolean => component.roles.some((asked) => isRole(role, asked));
  const named = [...pins].filter(([, names]) => names.has(component.name)).map(([node]) => node);
  // What SAM makes beside a function has the function's metadata.
  const pinned = named.some(isAsked) ? named.filter(isAsked) : named;
  if (pinned.length > 0) return pinned.map((node) => sure(node, node.guard));
  const candidates =
    component.of === null
      ? nodes.filter((node) => node.role !== "infra" && isAsked(node)).map((node) => sure(node, node.guard))
      : partsOf(selection.matchesOf(component.of) ?? [], selection).filter(({ node }) => isAsked(node));
  const meant = candidates
    .filter(({ node }) => !pins.has(node))
    .map((candidate) => selected(candidate, component, selection));
  return withoutHosts(meant, selection.graph).filter(
    ({ when, maybe }) => when.kind !== "false" || maybe.kind !== "false",
  );
}

/** Instances that carry the tasks of a service are where it runs: where both are meant, the service is. */
function withoutHosts(matches: readonly Match[], graph: Graph): readonly Match[] {
  const carriedBy = new Map<GraphNode, Guard>();
  for (const { node, when } of matches)
    for (const host of instancesOf(graph, node)) carriedBy.set(host, or(carriedBy.get(host) ?? never, when));
  return matches.map((match) => {
    const carries = carriedBy.get(match.node);
    if (carries === undefined) return match;
    return { ...match, when: and(match.when, not(carries)), maybe: and(match.maybe, not(carries)) };
  });
}

function sure(node: GraphNode, when: Guard): Match {
  return { node, when, maybe: never, reasons: [] };
}

/** The volumes of what a component is bound to, and of the instances that it runs on. */
function partsOf(owners: readonly Match[], { graph }: Selection): readonly Match[] {
  const parts = new Map<GraphNode, Match>();
  for (const owner of owners) {
    const owning = [owner.node, ...instancesOf(graph, owner.node)];
    for (const { value: node, guard } of owning.flatMap((each) => volumesOf(graph, each))) {
      const before = parts.get(node);
      parts.set(node, {
        node,
        when: or(before?.when ?? never, and(guard, owner.when)),
        maybe: or(before?.maybe ?? never, and(guard, owner.maybe)),
        reasons: uniqueReasons([...(before?.reasons ?? []), ...owner.reasons]),
      });
    }
  }
  return [...parts.values()].map((match) => ({ ...match, maybe: and(match.maybe, not(match.when)) }));
}

/** What is left of a candidate by the component's selector, in all worlds. */
function selected(candidate: Match, { where }: Component, selection: Selection): Match {
  if (where === null) return candidate;
  const { node } = candidate;
  const ask = (world: World): { readonly is: Ternary } | undefined =>
    world.holds(node.guard) ? { is: selects(where, node, selection, world) } : undefined;
  const within = possibleWorlds(selection.graph.stacks);
  const exploration = explore((world) => inWorld(() => ask(world)), { limit: maximalWorlds, within });
  const reasons = leavesOf(exploration).flatMap(({ answer: { is } }): readonly Reason[] => (isUnknown(is) ? is : []));
  if (!isComplete(exploration)) reasons.push(tooManyWorlds(exploration));
  const yes = guardWhere(exploration, (answer) => answer?.is === true);
  const open = guardWhere(exploration, (answer) => answer === undefined || isUnknown(answer.is));
  return {
    node,
    when: and(candidate.when, yes),
    maybe: or(and(candidate.maybe, or(yes, open)), and(candidate.when, open)),
    reasons: uniqueReasons([...candidate.reasons, ...reasons]),
  };
}

/** Less special components leave to more special ones what is theirs. */
function withoutTaken(architecture: Architecture, found: Matches, pins: Pins): Matches {
  const rankOf = ({ where, of, optional, name }: Component): number =>
    architecture.bind[name] !== undefined ? 3 : where !== null || of !== null ? 2 : optional ? 0 : 1;
  const takenBy = new Map<GraphNode, number>();
  for (const component of architecture.components) {
    for (const { node, when } of found.get(component.name) ?? [])
      if (when === node.guard || when.kind === "true")
        takenBy.set(node, Math.max(takenBy.get(node) ?? 0, Math.min(2, rankOf(component))));
  }
  return new Map(
    architecture.components.map((component) => {
      const rank = rankOf(component);
      const matches = (found.get(component.name) ?? []).filter(
        ({ node }) => pins.get(node)?.has(component.name) === true || rank >= (takenBy.get(node) ?? 0),
      );
      return [component.name, matches];
    }),
  );
}
