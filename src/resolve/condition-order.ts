/**
 * Conditions -> the order in which each comes after those it refers to; and names that nothing bears.
 *
 * No recursion: a hostile template may chain as many conditions as it likes.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type SourceNode, spanOf } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";
import type { Template } from "../template/template.ts";

export interface OrderedCondition {
  readonly name: string;
  readonly node: SourceNode;
  /** Conditions of the template that it refers to. */
  readonly depends: readonly string[];
  /** It refers to itself, through others or directly. */
  readonly isCycle: boolean;
}

export function inOrder(conditions: ReadonlyMap<string, SourceNode>): readonly OrderedCondition[] {
  const ordered = new Map<string, OrderedCondition>();
  const cyclic = new Set<string>();
  for (const start of conditions.keys()) visit(start, conditions, ordered, cyclic);
  return [...ordered.values()].map((one) => ({ ...one, isCycle: cyclic.has(one.name) }));
}

interface Step {
  readonly name: string;
  readonly node: SourceNode;
  readonly depends: readonly string[];
  next: number;
}

/** Depth first, with the path from `start` kept at hand: what leads back into it is a cycle. */
function visit(
  start: string,
  conditions: ReadonlyMap<string, SourceNode>,
  ordered: Map<string, OrderedCondition>,
  cyclic: Set<string>,
): void {
  const path: Step[] = [];
  const places = new Map<string, number>();
  const enter = (name: string): void => {
    const node = conditions.get(name);
    if (node === undefined || ordered.has(name)) return;
    const depends = [...new Set(conditionUses(node).map((use) => use.name))].filter((used) => conditions.has(used));
    places.set(name, path.length);
    path.push({ name, node, depends, next: 0 });
  };
  enter(start);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const dependency = step.depends[step.next++];
    if (dependency === undefined) {
      path.pop();
      places.delete(step.name);
      ordered.set(step.name, { name: step.name, node: step.node, depends: step.depends, isCycle: false });
      continue;
    }
    const place = places.get(dependency);
    if (place === undefined) enter(dependency);
    else for (const { name } of path.slice(place)) cyclic.add(name);
  }
}

interface ConditionUse {
  readonly name: string;
  readonly at: SourceNode;
}

/**
 * Where conditions are named in a node: as the first argument of a choice and, inside conditions, by `Condition` (which
 * is a key of IAM statements elsewhere).
 */
function conditionUses(root: SourceNode, isCondition = true, seen = new Set<SourceNode>()): readonly ConditionUse[] {
  const uses: ConditionUse[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "scalar" || seen.has(node)) continue;
    seen.add(node);
    const call = intrinsicOf(node);
    const [first] = call?.argument.kind === "sequence" ? call.argument.items : [];
    if (isCondition && call?.name === "Condition" && call.argument.kind === "scalar") {
      uses.push({ name: call.argument.text, at: call.argument });
    }
    if (call?.name === "If" && first?.kind === "scalar") uses.push({ name: first.text, at: first });
    if (node.kind === "sequence") waiting.push(...node.items);
    else for (const entry of node.entries.values()) waiting.push(entry.value);
  }
  return uses;
}

/** A diagnostic for each place that names a condition which the template does not have. */
export function missingConditions(template: Template): readonly Diagnostic[] {
  const uses = [...template.conditions.values()].flatMap((node) => conditionUses(node));
  // Resources that SAM generates share nodes with what they are generated from.
  const seen = new Set<SourceNode>();
  for (const { node, condition } of [...template.resources.values(), ...template.outputs.values()]) {
    if (condition !== undefined) uses.push({ name: condition, at: childOf(node, "Condition") ?? node });
    uses.push(...conditionUses(node, false, seen));
  }
  const missing = new Map<SourceNode, string>();
  for (const { name, at } of uses) if (!template.conditions.has(name)) missing.set(at, name);
  return [...missing].map(([at, name]) => ({
    code: "unknown-condition",
    severity: "error",
    message: `there is no condition ${name}`,
    location: spanOf(at),
  }));
}
