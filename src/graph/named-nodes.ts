/**
 * Properties that name resources -> the nodes they name: over all worlds for edges, in one world for questions.
 *
 * Invariant: a value that says more than a name (`${Cluster}-replica`) names something else.
 * Not here: names that lead into a resource (`${Bucket}/*`, `${Function}:live`); see identity.ts.
 */
import type { Guard } from "../resolve/guard.ts";
import { itemsOf } from "../resolve/reading.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { identify } from "./identity.ts";
import type { Evidence, GraphNode, NodeIndex } from "./model.ts";

export interface NamedNode {
  readonly node: GraphNode;
  /** When the value names it; the node's own guard is not part of it. */
  readonly guard: Guard;
  /** The item that names it. */
  readonly value: Decided;
}

/** The resources of these types that a value, or an item of a list, names. */
export function nodesNamed(index: NodeIndex, value: Value, types: readonly string[]): readonly NamedNode[] {
  return itemsOf(value).items.flatMap(({ guard, value: item }) =>
    certainly(index, item, types).map((node) => ({ node, guard, value: item })),
  );
}

/** The resource of a type that a value names in a world; else why that cannot be told, or null where it names none. */
export function nodeNamed(
  index: NodeIndex,
  value: Decided,
  type: string,
  world: World,
): { readonly node: GraphNode; readonly reason: null } | { readonly node: undefined; readonly reason: Reason | null } {
  const [first, ...others] = certainly(index, value, [type]);
  // Two resources may have one name where conditions let only one of them be there.
  const node = others.length === 0 ? first : [first, ...others].find((each) => each && world.holds(each.guard));
  if (node !== undefined) return { node, reason: null };
  return { node: undefined, reason: identify(index, value, [type]).reason };
}

function certainly(index: NodeIndex, value: Decided, types: readonly string[]): readonly GraphNode[] {
  return identify(index, value, types).certain.flatMap(({ node, rest }) =>
    rest.length === 0 && types.includes(node.type) ? [node] : [],
  );
}

/** The place where something is named, as a hop of evidence; none for what AWS names by default. */
export function hopAt(value: Value, message: string): readonly Evidence[] {
  return value.origin === null ? [] : [{ message, node: value.origin }];
}
