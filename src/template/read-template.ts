/**
 * Nodes -> Template: CloudFormation's sections as maps of declarations.
 *
 * Invariant: what has the wrong shape becomes a diagnostic and is left out; everything else is read all the same.
 * Not here: what values say (../resolve), expansion of loops, macros and SAM (../resolve).
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import type { SourceFile } from "../source/file.ts";
import { childOf, type Entry, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import { dialectOf } from "./dialect.ts";
import { isLoopKey, isMacroKey } from "./intrinsic.ts";
import { isNull, mappingAt, sectionAt, textAt, textsAt, wrongShape } from "./section.ts";
import type { OutputDeclaration, ParameterDeclaration, ResourceDeclaration, Template } from "./template.ts";

export interface ReadTemplate {
  readonly template: Template;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param included files of which parts stand in the tree. */
export function readTemplate(
  root: SourceNode,
  file: SourceFile,
  format: "yaml" | "json",
  included: readonly SourceFile[] = [],
): ReadTemplate {
  const diagnostics: Diagnostic[] = [];
  const mapping = root.kind === "mapping" ? root : emptyRoot(root, diagnostics);
  const transforms = readTransforms(mapping, diagnostics);
  const resources = readResources(mapping, diagnostics);
  const template: Template = {
    file,
    root: mapping,
    format,
    dialect: dialectOf(transforms, resources),
    transforms,
    parameters: readParameters(mapping, diagnostics),
    mappings: childOf(mapping, "Mappings"),
    conditions: readConditions(mapping, diagnostics),
    rules: childOf(mapping, "Rules"),
    globals: childOf(mapping, "Globals"),
    metadata: childOf(mapping, "Metadata"),
    resources,
    outputs: readOutputs(mapping, diagnostics),
    included,
  };
  return { template, diagnostics };
}

function emptyRoot(root: SourceNode, diagnostics: Diagnostic[]): MappingNode {
  diagnostics.push(wrongShape(root, "a template", "a mapping"));
  const { file, start, end } = root;
  return { kind: "mapping", file, start, end, entries: new Map(), shortForm: false };
}

/** `Transform` is a name, or a list of names and of `{Name, Parameters}`; the latter are macros with arguments. */
function readTransforms(root: MappingNode, diagnostics: Diagnostic[]): readonly string[] {
  const node = childOf(root, "Transform");
  if (node === undefined || isNull(node)) return [];
  const transforms: string[] = [];
  for (const item of node.kind === "sequence" ? node.items : [node]) {
    const name = item.kind === "mapping" ? childOf(item, "Name") : item;
    if (name?.kind === "scalar" && !isNull(name)) transforms.push(name.text);
    else diagnostics.push(wrongShape(item, "Transform", "the name of a macro, or a list of names"));
  }
  return transforms;
}

function readResources(root: MappingNode, diagnostics: Diagnostic[]): ReadonlyMap<string, ResourceDeclaration> {
  const resources = new Map<string, ResourceDeclaration>();
  for (const entry of declarationsOf(root, "Resources", diagnostics)) {
    const declaration = readResource(entry, diagnostics);
    if (declaration !== undefined) resources.set(entry.name, declaration);
  }
  return resources;
}

function readResource({ key, name, value }: Entry, diagnostics: Diagnostic[]): ResourceDeclaration | undefined {
  if (value.kind !== "mapping") {
    diagnostics.push(wrongShape(value, `resource ${name}`, "a mapping with a Type"));
    return undefined;
  }
  const of = `resource ${name}`;
  if (!value.entries.has("Type")) {
    diagnostics.push({
      code: "template-shape",
      severity: "error",
      message: `${of} has no Type`,
      location: spanOf(key),
    });
  }
  return {
    logicalId: name,
    key,
    node: value,
    type: textAt(value, "Type", of, diagnostics) ?? "",
    properties: mappingAt(value, "Properties", of, diagnostics),
    condition: textAt(value, "Condition", of, diagnostics),
    dependsOn: textsAt(value, "DependsOn", of, diagnostics),
    metadata: mappingAt(value, "Metadata", of, diagnostics),
    deletionPolicy: childOf(value, "DeletionPolicy"),
    updateReplacePolicy: childOf(value, "UpdateReplacePolicy"),
    updatePolicy: childOf(value, "UpdatePolicy"),
    creationPolicy: childOf(value, "CreationPolicy"),
    generatedBy: undefined,
  };
}

function readParameters(root: MappingNode, diagnostics: Diagnostic[]): ReadonlyMap<string, ParameterDeclaration> {
  const parameters = new Map<string, ParameterDeclaration>();
  for (const { key, name, value } of declarationsOf(root, "Parameters", diagnostics)) {
    const of = `parameter ${name}`;
    if (value.kind !== "mapping") {
      diagnostics.push(wrongShape(value, of, "a mapping with a Type"));
      continue;
    }
    const allowed = childOf(value, "AllowedValues");
    if (allowed !== undefined && allowed.kind !== "sequence") {
      diagnostics.push(wrongShape(allowed, `AllowedValues of ${of}`, "a list"));
    }
    const noEcho = childOf(value, "NoEcho");
    parameters.set(name, {
      name,
      key,
      node: value,
      type: textAt(value, "Type", of, diagnostics) ?? "String",
      defaultValue: childOf(value, "Default"),
      allowedValues: allowed?.kind === "sequence" ? allowed.items : undefined,
      noEcho: noEcho?.kind === "scalar" && String(noEcho.value).toLowerCase() === "true",
    });
  }
  return parameters;
}

function readConditions(root: MappingNode, diagnostics: Diagnostic[]): ReadonlyMap<string, SourceNode> {
  const conditions = new Map<string, SourceNode>();
  for (const { name, value } of declarationsOf(root, "Conditions", diagnostics)) conditions.set(name, value);
  return conditions;
}

function readOutputs(root: MappingNode, diagnostics: Diagnostic[]): ReadonlyMap<string, OutputDeclaration> {
  const outputs = new Map<string, OutputDeclaration>();
  for (const { key, name, value } of declarationsOf(root, "Outputs", diagnostics)) {
    const of = `output ${name}`;
    if (value.kind !== "mapping") {
      diagnostics.push(wrongShape(value, of, "a mapping with a Value"));
      continue;
    }
    outputs.set(name, {
      name,
      key,
      node: value,
      value: childOf(value, "Value"),
      exportName: childOf(mappingAt(value, "Export", of, diagnostics), "Name"),
      condition: textAt(value, "Condition", of, diagnostics),
    });
  }
  return outputs;
}

/** The entries of a section that declare something by its name. */
function declarationsOf(root: MappingNode, section: string, diagnostics: Diagnostic[]): readonly Entry[] {
  const node = sectionAt(root, section, diagnostics);
  return node === undefined ? [] : [...node.entries.values()].filter(({ name }) => !isExpansionKey(name));
}

/** Whether loops and macros stand here, which add declarations of their own. */
function isExpansionKey(name: string): boolean {
  return isLoopKey(name) || isMacroKey(name);
}
