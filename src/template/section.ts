/**
 * Reading sections and attributes of a template: what has the wrong shape is a diagnostic, and the rest is still read.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";

/** A section of the template; undefined where it is absent, empty, or (with a diagnostic) no mapping. */
export function sectionAt(root: MappingNode, section: string, diagnostics: Diagnostic[]): MappingNode | undefined {
  const node = childOf(root, section);
  if (node === undefined || isNull(node)) return undefined;
  if (node.kind === "mapping") return node;
  diagnostics.push(wrongShape(node, section, "a mapping of names"));
  return undefined;
}

/** A mapping under `name`; undefined, with a diagnostic, where something else stands there. */
export function mappingAt(
  node: MappingNode,
  name: string,
  of: string,
  diagnostics: Diagnostic[],
): MappingNode | undefined {
  const value = childOf(node, name);
  if (value === undefined || isNull(value)) return undefined;
  if (value.kind === "mapping") return value;
  diagnostics.push(wrongShape(value, `${name} of ${of}`, "a mapping"));
  return undefined;
}

/** A text under `name`; undefined, with a diagnostic, where something else stands there. */
export function textAt(node: MappingNode, name: string, of: string, diagnostics: Diagnostic[]): string | undefined {
  const value = childOf(node, name);
  if (value === undefined) return undefined;
  if (value.kind === "scalar" && value.value !== null) return value.text;
  diagnostics.push(wrongShape(value, `${name} of ${of}`, "a text"));
  return undefined;
}

/** A text or a list of texts under `name`. */
export function textsAt(node: MappingNode, name: string, of: string, diagnostics: Diagnostic[]): readonly string[] {
  const value = childOf(node, name);
  if (value === undefined) return [];
  const texts: string[] = [];
  for (const item of value.kind === "sequence" ? value.items : [value]) {
    if (item.kind === "scalar" && item.value !== null) texts.push(item.text);
    else diagnostics.push(wrongShape(item, `${name} of ${of}`, "a text or a list of texts"));
  }
  return texts;
}

export function isNull(node: SourceNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

export function wrongShape(node: SourceNode, what: string, wanted: string): Diagnostic {
  const is =
    node.kind === "sequence"
      ? "a list"
      : node.kind === "mapping"
        ? "a mapping"
        : isNull(node)
          ? "empty"
          : "a single value";
  return {
    code: "template-shape",
    severity: "error",
    message: `${what} must be ${wanted}, but is ${is}`,
    location: spanOf(node),
  };
}
