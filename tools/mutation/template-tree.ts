/**
 * A template as plain data that can be changed, with every function in its long form.
 *
 * A mutant is written as JSON again, so that nothing of the original's text is left in it.
 */
import type { SourceNode } from "../../src/source/node.ts";
import { parseTemplateSource } from "../../src/template/parse-template.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonMap = { [key: string]: Json };

export interface TemplateTree {
  [section: string]: Json;
  Resources: { [logicalId: string]: JsonMap };
}

/** Undefined where the text is no template with resources. */
export function readTree(path: string, text: string): TemplateTree | undefined {
  const { root } = parseTemplateSource(path, text);
  const tree = root === undefined ? null : jsonOf(root);
  if (!isMap(tree) || !isMap(tree["Resources"])) return undefined;
  return Object.values(tree["Resources"]).every(isMap) ? (tree as TemplateTree) : undefined;
}

function jsonOf(node: SourceNode): Json {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map(jsonOf);
  return Object.fromEntries([...node.entries.values()].map(({ name, value }) => [name, jsonOf(value)]));
}

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at the end of a path of keys and indices. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let current = value;
  for (const step of path) {
    if (typeof step === "number") current = Array.isArray(current) ? current[step] : undefined;
    else current = isMap(current) ? current[step] : undefined;
  }
  return current;
}

/** The items of a list, or the one thing that stands for a list of one. */
export function listOf(value: Json | undefined): readonly Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** Sets a value, making the maps on the way. */
export function put(target: JsonMap, path: readonly string[], value: Json): void {
  let current = target;
  for (const step of path.slice(0, -1)) {
    const next = current[step];
    current = isMap(next) ? next : (current[step] = {});
  }
  const last = path.at(-1);
  if (last !== undefined) current[last] = value;
}

/** Takes a value away, where it is there. */
export function drop(target: JsonMap, ...path: readonly string[]): void {
  const parent = at(target, ...path.slice(0, -1));
  const last = path.at(-1);
  if (isMap(parent) && last !== undefined) delete parent[last];
}

/** The logical ids that a value names, by Ref, GetAtt or Sub. */
export function namesIn(value: Json | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (inner: Json | undefined): void => {
    if (Array.isArray(inner)) inner.forEach(visit);
    else if (isMap(inner)) {
      const { Ref: reference, "Fn::GetAtt": attribute, "Fn::Sub": text } = inner;
      if (typeof reference === "string") found.add(reference);
      const [owner] = Array.isArray(attribute) ? attribute : String(attribute ?? "").split(".");
      if (typeof owner === "string" && owner !== "") found.add(owner);
      const template = Array.isArray(text) ? text[0] : text;
      if (typeof template === "string")
        for (const [, name = ""] of template.matchAll(/\$\{([A-Za-z0-9]+)[^}]*\}/g)) found.add(name);
      Object.values(inner).forEach(visit);
    }
  };
  visit(value);
  return found;
}

/** Resources of some types, in the order of the template. */
export function resourcesOf(
  tree: TemplateTree,
  ...types: readonly string[]
): readonly { readonly id: string; readonly properties: JsonMap; readonly resource: JsonMap }[] {
  return Object.entries(tree.Resources).flatMap(([id, resource]) => {
    if (!types.includes(String(resource["Type"]))) return [];
    const properties = resource["Properties"];
    return [{ id, resource, properties: isMap(properties) ? properties : {} }];
  });
}
