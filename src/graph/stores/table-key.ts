/**
 * What an item of a table is found by, and who writes items because of an upload.
 *
 * An item with the same key replaces the one before. A key that names a person, with no sort key beside it, holds one item a
 * person. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.CoreComponents.html
 */
import { listIn, readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { uploadPathTo } from "../events/upload-path.ts";
import { type Graph, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";

/** The name of the attribute that is the partition key (`HASH`) or the sort key (`RANGE`), a reason, or undefined. */
export function keyAttribute(table: GraphNode, kind: "HASH" | "RANGE", world: World): string | Reason | undefined {
  const { items, open } = listIn(readAt(table.properties, ["KeySchema"], world), world);
  for (const item of items) {
    if (textOf(readAt(item, ["KeyType"], world)) !== kind) continue;
    const name = readAt(item, ["AttributeName"], world);
    return textOf(name) ?? reasonOf(name);
  }
  return open[0];
}

const words = /[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*/g;
const people: ReadonlySet<string> = new Set([
  ...["user", "users", "username", "userid", "owner", "customer", "account", "member", "person", "profile", "email"],
]);

/** Whether an attribute's name speaks of somebody: `userId`, `owner`, `customer_email`. */
export function namesSomebody(attribute: string): boolean {
  return [...attribute.matchAll(words)].some(([word]) => people.has(word.toLowerCase()));
}

export interface UploadWriter {
  readonly writer: GraphNode;
  readonly path: readonly TriggersEdge[];
}

/** Functions and workflows that uploads start, and that are told of the table or put items into it. */
export function uploadWriters(graph: Graph, table: GraphNode, world: World): readonly UploadWriter[] {
  const candidates = [
    ...graph.edgesTo("references", table).map(({ source }) => source),
    ...graph.edgesTo("triggers", table).map(({ source }) => source),
  ].filter((node) => node.role === "compute.fn" || node.role === "workflow");
  return [...new Set(candidates)].flatMap((writer) => {
    const path = uploadPathTo(graph, writer, world);
    return path === undefined ? [] : [{ writer, path }];
  });
}

/** Whether what is triggered is a table, or is told of one, or puts items into one. */
export function leadsToTable(graph: Graph, { target }: TriggersEdge): boolean {
  if (isOutside(target)) return false;
  const ends = [...graph.edgesFrom("references", target), ...graph.edgesFrom("triggers", target)];
  return target.role === "nosql" || ends.some((edge) => !isOutside(edge.target) && edge.target.role === "nosql");
}
