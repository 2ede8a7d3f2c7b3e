/**
 * A template -> the exceptions that stand in it: in the metadata of its resources, in its own, and in comments.
 *
 * Read from what its author declares, so that a resource that is generated has those of what generates it.
 */
import { DocumentReader } from "../policy/document-reader.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type SourceNode } from "../source/node.ts";
import type { Template } from "../template/template.ts";
import { commentExceptions, type LineException } from "./comment-exceptions.ts";
import { exceptionCode, type SearchingException } from "./exception.ts";
import { readExceptions } from "./read-exception.ts";

export interface TemplateExceptions {
  /** By logical id. */
  readonly ofResources: ReadonlyMap<string, readonly SearchingException[]>;
  /** For anything in the stack. */
  readonly ofStack: readonly SearchingException[];
  readonly ofLines: readonly LineException[];
  readonly diagnostics: readonly Diagnostic[];
}

export function templateExceptions(template: Template, rules: readonly Rule[]): TemplateExceptions {
  const reader = new DocumentReader(exceptionCode);
  const ofResources = new Map<string, readonly SearchingException[]>();
  for (const { logicalId, metadata } of template.resources.values()) {
    const own = readMetadata(metadata, ["component", "relax"], [], rules, reader);
    if (own.length > 0)
      ofResources.set(
        logicalId,
        own.map((exception) => ({ ...exception, about: logicalId })),
      );
  }
  const ofStack = readMetadata(template.metadata, ["relax"], ["resource"], rules, reader);
  const comments = commentExceptions(template, rules);
  return {
    ofResources,
    ofStack,
    ofLines: comments.exceptions,
    diagnostics: [...reader.diagnostics, ...comments.diagnostics],
  };
}

/** @param otherKeys of `Stackplumb`, which are read elsewhere. */
function readMetadata(
  metadata: SourceNode | undefined,
  otherKeys: readonly string[],
  also: readonly "resource"[],
  rules: readonly Rule[],
  reader: DocumentReader,
): readonly SearchingException[] {
  const ours = childOf(metadata, "Stackplumb");
  if (ours === undefined) return [];
  const section = reader.mapping(ours, "Metadata.Stackplumb", ["ignore", ...otherKeys]);
  return section === undefined ? [] : readExceptions(childOf(section, "ignore"), also, rules, reader);
}
