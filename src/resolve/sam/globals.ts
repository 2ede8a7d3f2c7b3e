/**
 * `Globals` -> the properties of each resource of the kinds that it names.
 *
 * Lists are concatenated, maps merged, everything else (calls of intrinsic functions too) is overridden by the resource.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
import { childOf, type Entry, type MappingNode, type SourceNode } from "../../source/node.ts";
import { synthesize } from "../../source/synthesize.ts";
import type { ResourceDeclaration } from "../../template/template.ts";
import { compose, mappingFrom, omit } from "./draft.ts";
import type { Expansion } from "./expansion.ts";
import { asMapping, given, listed, literal, mappingAt } from "./property.ts";

const kinds = new Set([
  "Api",
  "CapacityProvider",
  "Function",
  "HttpApi",
  "LayerVersion",
  "SimpleTable",
  "StateMachine",
  "WebSocketApi",
]);

export const serverless = "AWS::Serverless::";

/** Names what `Globals` says about kinds of resource that it cannot speak about. */
export function checkGlobals(expansion: Expansion): void {
  const { globals } = expansion.template;
  if (globals === undefined) return;
  if (globals.kind !== "mapping") {
    expansion.report("sam-globals", "Globals must be a map of kinds of resource: Function, Api, HttpApi, ...", globals);
    return;
  }
  for (const { name, key } of globals.entries.values()) {
    if (!kinds.has(name)) {
      expansion.report("sam-globals", `Globals cannot hold ${name}; it can hold ${[...kinds].join(", ")}`, key);
    }
  }
}

/** The properties of a SAM resource, with what `Globals` says about its kind. */
export function propertiesWithGlobals(expansion: Expansion, declaration: ResourceDeclaration): MappingNode {
  const own = asMapping(declaration.properties) ?? compose(declaration.key);
  const kind = declaration.type.startsWith(serverless) ? declaration.type.slice(serverless.length) : "";
  const globals = mappingAt(expansion.template.globals, kind);
  if (globals === undefined) return own;
  const ignored = given(declaration.node, "IgnoreGlobals");
  if (literal(ignored) === "*") return own;
  const names = listed(ignored).flatMap((item) => literal(item) ?? []);
  return mergeMappings(omit(globals, names), own);
}

function merge(global: SourceNode, own: SourceNode): SourceNode {
  if (global.kind === "sequence" && own.kind === "sequence") return synthesize(own, [...global.items, ...own.items]);
  const globalMap = asMapping(global);
  const ownMap = asMapping(own);
  return globalMap !== undefined && ownMap !== undefined ? mergeMappings(globalMap, ownMap) : own;
}

function mergeMappings(global: MappingNode, own: MappingNode): MappingNode {
  const entries = new Map<string, Entry>(global.entries);
  for (const [name, entry] of own.entries) {
    const before = childOf(global, name);
    entries.set(name, before === undefined ? entry : { ...entry, value: merge(before, entry.value) });
  }
  return mappingFrom(entries, own);
}
