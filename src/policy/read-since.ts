/**
 * `since:` of a document, or of a part of it -> the edition that it came with.
 */
import type { MappingNode } from "../source/node.ts";
import type { DocumentReader } from "./document-reader.ts";
import { namedEditions } from "./edition.ts";

/** To be spread: what is left out is as old as Stackplumb. */
export function readSince(of: MappingNode, reader: DocumentReader): { readonly since?: string } {
  const node = reader.scalar(of, "since");
  const since = node && reader.oneOf(node, "since", namedEditions);
  return since === undefined || since === namedEditions[0] ? {} : { since };
}
