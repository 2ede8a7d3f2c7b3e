/**
 * Nodes -> paths and globs that stay in the working directory.
 */
import { isWithin, joinPath } from "../input/join-path.ts";
import type { DocumentReader } from "../policy/document-reader.ts";
import type { ScalarNode, SourceNode } from "../source/node.ts";

/** One path, or a list of them. */
export function readPaths(node: SourceNode | undefined, what: string, reader: DocumentReader): readonly string[] {
  return reader.items(node).flatMap((item) => {
    const text = reader.text(item, what);
    const path = text && readPath(text, reader);
    return path === undefined ? [] : [path];
  });
}

/** What is named in a repository's file must stand in the repository: a link in it is refused when it is read. */
export function readPath(node: ScalarNode, reader: DocumentReader): string | undefined {
  const path = joinPath(".", node.text);
  // Braces of a glob can hold a way out that is none for `joinPath`.
  if (isWithin(".", path) && !/[{,]\.\.[,/}]|\0/.test(path)) return path;
  reader.error(node, `${node.text} leads out of the working directory, where all paths start`);
  return undefined;
}
