/**
 * Stacks -> which of them are deployed to one region and account, whichever that is.
 *
 * A nested stack goes where its parent goes, and what a stack imports was exported in its own region and account. So all of
 * them see one list of zones. Only imports that always hold count: what a condition leaves out may be elsewhere then.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
import { canonical } from "../../resolve/canonical.ts";
import type { ResolvedStack } from "../../resolve/resolved.ts";
import type { SourceNode } from "../../source/node.ts";
import { intrinsicOf } from "../../template/intrinsic.ts";
import type { NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";

/** Equal for stacks that are known to share a region. */
export function regionGroupOf(index: NodeIndex, stack: string): string {
  return groups(index).get(stack) ?? stack;
}

const groups = oncePerGraph((index): ReadonlyMap<string, string> => {
  const parents = new Map<string, string>();
  const find = (name: string): string => {
    let at = name;
    for (let next = parents.get(at); next !== undefined; next = parents.get(at)) at = next;
    return at;
  };
  /** The stack that comes first stands for all. */
  const order = new Map(index.stacks.map(({ stack }, place) => [stack.name, place]));
  const join = (a: string, b: string): void => {
    const [first, second] = [find(a), find(b)].sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
    if (first !== undefined && second !== undefined && first !== second) parents.set(second, first);
  };
  for (const { stack } of index.stacks) if (stack.parent !== undefined) join(stack.parent.stack, stack.name);
  if (index.stacks.filter(({ stack }) => stack.parent === undefined).length > 1) {
    const exporters = exportersIn(index.stacks);
    for (const stack of index.stacks) {
      for (const name of importsOf(stack)) {
        const exporter = exporters.get(name);
        if (exporter != null) join(exporter, stack.stack.name);
      }
    }
  }
  return new Map(index.stacks.map(({ stack }) => [stack.name, find(stack.name)]));
});

/** Names of stacks by what they export; null where two export it. */
function exportersIn(stacks: readonly ResolvedStack[]): ReadonlyMap<string, string | null> {
  const exporters = new Map<string, string | null>();
  for (const stack of stacks) {
    for (const { exportName } of stack.template.outputs.values()) {
      if (exportName === undefined) continue;
      const name = canonical(stack.valueOf(exportName));
      exporters.set(name, exporters.has(name) ? null : stack.stack.name);
    }
  }
  return exporters;
}

/** Canonical spellings of what resources without a condition import, on no branch of a choice. */
function importsOf(stack: ResolvedStack): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting: SourceNode[] = [];
  for (const { condition, properties } of stack.template.resources.values())
    if (condition === undefined && properties !== undefined) waiting.push(properties);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const call = intrinsicOf(node);
    if (call?.name === "If") continue;
    if (call?.name === "ImportValue") names.add(canonical(stack.valueOf(call.argument)));
    if (node.kind === "mapping") for (const { value } of node.entries.values()) waiting.push(value);
    else if (node.kind === "sequence") waiting.push(...node.items);
  }
  return names;
}
