/**
 * In which order CloudFormation creates the resources of a stack: what a declaration refers to, or says it depends on, is
 * there before it. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
 *
 * Invariant: a dependency carries the guard under which the reference stands; one in the branch that a condition does not
 * take is none. Stacks are ordered by their exports and parents, which is not looked at here.
 */
import { and, type Guard, not } from "../resolve/guard.ts";
import { namesIn } from "../resolve/substitution.ts";
import type { World } from "../resolve/world.ts";
import type { SourceNode } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";
import { fileUnder } from "./file-under.ts";
import type { Evidence, GraphNode, NodeIndex } from "./model.ts";
import { oncePerGraph } from "./once-per-graph.ts";

/** One resource waits for another. */
export interface Dependency {
  readonly from: GraphNode;
  readonly to: GraphNode;
  readonly guard: Guard;
  readonly evidence: Evidence;
}

/**
 * The dependencies by which `a` waits for `b`, in order; undefined where it does not.
 * @throws Split where the world does not decide it.
 */
export function waitsFor(
  index: NodeIndex,
  a: GraphNode,
  b: GraphNode,
  world: World,
): readonly Dependency[] | undefined {
  const possible = pathTo(index, a, b, (guard) => world.test(guard) !== false);
  if (possible === undefined) return undefined;
  const certain = pathTo(index, a, b, (guard) => world.test(guard) === true);
  if (certain !== undefined) return certain;
  // Deciding what stands on this path brings the answer nearer; the question is asked again in both worlds.
  for (const { guard } of possible) world.holds(guard);
  return possible;
}

/** Whether `a` is created after `b`. @throws Split where the world does not decide it. */
export function dependsOn(index: NodeIndex, a: GraphNode, b: GraphNode, world: World): boolean {
  return waitsFor(index, a, b, world) !== undefined;
}

/**
 * The circle of dependencies that leads from `a` over `via` back to `a`; undefined where there is none.
 * @throws Split where the world does not decide it.
 */
export function cycleThrough(
  index: NodeIndex,
  a: GraphNode,
  via: GraphNode,
  world: World,
): readonly Dependency[] | undefined {
  const there = waitsFor(index, a, via, world);
  const back = there === undefined ? undefined : waitsFor(index, via, a, world);
  return there === undefined || back === undefined ? undefined : [...there, ...back];
}

function pathTo(
  index: NodeIndex,
  from: GraphNode,
  to: GraphNode,
  holds: (guard: Guard) => boolean,
): readonly Dependency[] | undefined {
  const before = new Map<GraphNode, Dependency>();
  const waiting: GraphNode[] = [from];
  for (let i = 0; i < waiting.length; i++) {
    for (const dependency of dependenciesOf(index).get(waiting[i] ?? from) ?? []) {
      if (before.has(dependency.to) || !holds(dependency.guard)) continue;
      before.set(dependency.to, dependency);
      if (dependency.to === to) return backFrom(dependency, from, before);
      waiting.push(dependency.to);
    }
  }
  return undefined;
}

function backFrom(
  last: Dependency,
  from: GraphNode,
  before: ReadonlyMap<GraphNode, Dependency>,
): readonly Dependency[] {
  const path = [last];
  for (let first = last; first.from !== from; ) {
    const previous = before.get(first.from);
    if (previous === undefined) break;
    path.push(previous);
    first = previous;
  }
  return path.reverse();
}

const dependenciesOf = oncePerGraph((index): ReadonlyMap<GraphNode, readonly Dependency[]> => {
  const found = new Map<GraphNode, Dependency[]>();
  for (const from of index.nodes) {
    if (from.part !== "") continue;
    const seen = new Set<string>();
    for (const { name, guard, at, verb } of namesOf(from)) {
      const to = index.nodeOf(from.stack.stack.name, name);
      if (to === undefined || to.part !== "") continue;
      if (guard.kind === "true" && seen.has(name)) continue;
      if (guard.kind === "true") seen.add(name);
      const evidence: Evidence = { node: at, message: `${from.logicalId} ${verb} ${to.logicalId}` };
      fileUnder(found, from, { from, to, guard: and(guard, from.guard, to.guard), evidence });
    }
  }
  return found;
});

interface NameInside {
  readonly name: string;
  readonly guard: Guard;
  readonly at: SourceNode;
  readonly verb: string;
}

/** At most this many nodes of one declaration are looked at. */
const maximalNodes = 50_000;

function namesOf({ declaration, stack }: GraphNode): readonly NameInside[] {
  const found: NameInside[] = declaration.dependsOn.map((name) => ({
    name,
    guard: and(),
    at: declaration.key,
    verb: "depends on",
  }));
  const waiting: { node: SourceNode; guard: Guard }[] = [];
  for (const node of [declaration.properties, declaration.metadata]) if (node) waiting.push({ node, guard: and() });
  for (let n = 0; n < maximalNodes; n++) {
    const next = waiting.pop();
    if (next === undefined) break;
    const { node, guard } = next;
    const call = intrinsicOf(node);
    const { argument } = call ?? {};
    if (call?.name === "If" && argument?.kind === "sequence") {
      const [condition, yes, no] = argument.items;
      const holds = condition?.kind === "scalar" ? stack.guardOf(condition.text) : and();
      if (yes) waiting.push({ node: yes, guard: and(guard, holds) });
      if (no) waiting.push({ node: no, guard: and(guard, condition?.kind === "scalar" ? not(holds) : and()) });
      continue;
    }
    for (const name of call === undefined || argument === undefined ? [] : namedBy(call.name, argument))
      found.push({ name, guard, at: node, verb: "refers to" });
    if (node.kind === "sequence") for (const item of node.items) waiting.push({ node: item, guard });
    else if (node.kind === "mapping")
      for (const { value } of node.entries.values()) waiting.push({ node: value, guard });
  }
  return found;
}

function namedBy(call: string, argument: SourceNode): readonly string[] {
  switch (call) {
    case "Ref":
      return argument.kind === "scalar" ? [argument.text] : [];
    case "GetAtt": {
      const first = argument.kind === "sequence" ? argument.items[0] : argument;
      return first?.kind === "scalar" ? [first.text.split(".", 1)[0] ?? ""] : [];
    }
    case "Sub": {
      const [template, given] = argument.kind === "sequence" ? argument.items : [argument];
      if (template?.kind !== "scalar") return [];
      const own = given?.kind === "mapping" ? given.entries : new Map<string, unknown>();
      return namesIn(template.text, own).map((name) => name.split(".", 1)[0] ?? "");
    }
    default:
      return [];
  }
}
