/**
 * What an expansion came to -> a template, with references to what SAM renamed put right.
 *
 * `!Ref Fn.Alias`, `!GetAtt Fn.Version.Version` and `${Fn.Alias}` name resources that SAM generates; a layer's logical id
 * gets a hash.
 */
import type { Entry, MappingNode, SourceNode } from "../../source/node.ts";
import { samTransformPrefix } from "../../template/dialect.ts";
import { intrinsicOf } from "../../template/intrinsic.ts";
import type { OutputDeclaration, ResourceDeclaration, Template } from "../../template/template.ts";
import { compose, mappingFrom, omit, scalarFrom } from "./draft.ts";
import { dependsOnOf, type Expansion } from "./expansion.ts";
import { asMapping, getAttTarget, given, literal, refTarget } from "./property.ts";

export function expandedTemplate(expansion: Expansion): Template {
  const { template, conditions, renamed } = expansion;
  const resources = new Map(
    [...expansion.resources()].map(([logicalId, one]) => [logicalId, withReferences(one, expansion)]),
  );
  const outputs = new Map([...template.outputs].map(([name, one]) => [name, outputWithReferences(one, renamed)]));
  return {
    ...template,
    dialect: template.dialect === "cloudformation" ? "sam" : template.dialect,
    root: expandedRoot(template, resources, conditions, outputs),
    transforms: template.transforms.filter((name) => !name.startsWith(samTransformPrefix)),
    globals: undefined,
    conditions,
    resources,
    outputs,
  };
}

function expandedRoot(
  { root }: Template,
  resources: ReadonlyMap<string, ResourceDeclaration>,
  conditions: ReadonlyMap<string, SourceNode>,
  outputs: ReadonlyMap<string, OutputDeclaration>,
): MappingNode {
  const section = (name: string): SourceNode => given(root, name) ?? root;
  const entries = [...resources.values()].map(({ logicalId, key, node }): [string, Entry] => [
    logicalId,
    { key, name: logicalId, value: node },
  ]);
  const outputEntries = [...outputs.values()].map(({ name, key, node }): [string, Entry] => [
    name,
    { key, name, value: node },
  ]);
  return compose(root, omit(root, ["Transform", "Globals"]), {
    Resources: mappingFrom(new Map(entries), section("Resources")),
    Conditions:
      conditions.size > 0
        ? compose(section("Conditions"), asMapping(given(root, "Conditions")), Object.fromEntries(conditions))
        : undefined,
    Outputs: outputs.size > 0 ? mappingFrom(new Map(outputEntries), section("Outputs")) : undefined,
  });
}

function withReferences(
  declaration: ResourceDeclaration,
  { renamed, replacedDependencies }: Expansion,
): ResourceDeclaration {
  const node = rewriteMapping(declaration.node, renamed);
  const dependsOn = declaration.dependsOn.flatMap(
    (name) => replacedDependencies.get(name) ?? [renamed.get(name) ?? name],
  );
  const same =
    dependsOn.length === declaration.dependsOn.length &&
    dependsOn.every((name, index) => name === declaration.dependsOn[index]);
  if (node === declaration.node && same) return declaration;
  const written = same ? node : compose(node, node, { DependsOn: [...new Set(dependsOn)] });
  return {
    ...declaration,
    node: written,
    dependsOn: dependsOnOf(given(written, "DependsOn")),
    properties: given(written, "Properties"),
  };
}

function outputWithReferences(output: OutputDeclaration, renamed: ReadonlyMap<string, string>): OutputDeclaration {
  const node = rewrite(output.node, renamed);
  if (node === output.node) return output;
  return { ...output, node, value: given(node, "Value"), exportName: given(given(node, "Export"), "Name") };
}

/** The same node where nothing in it is renamed. */
function rewrite(node: SourceNode, renamed: ReadonlyMap<string, string>): SourceNode {
  if (node.kind === "scalar") return node;
  if (node.kind === "sequence") {
    const items = node.items.map((item) => rewrite(item, renamed));
    return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
  }
  return rewriteMapping(node, renamed);
}

function rewriteMapping(node: MappingNode, renamed: ReadonlyMap<string, string>): MappingNode {
  if (renamed.size === 0) return node;
  const call = rewriteCall(node, renamed);
  if (call !== undefined) return call;
  let changed = false;
  const entries = new Map<string, Entry>();
  for (const [name, entry] of node.entries) {
    const value = rewrite(entry.value, renamed);
    if (value !== entry.value) changed = true;
    entries.set(name, value === entry.value ? entry : { ...entry, value });
  }
  return changed ? { ...node, entries } : node;
}

function rewriteCall(node: MappingNode, renamed: ReadonlyMap<string, string>): MappingNode | undefined {
  const target = refTarget(node);
  if (target !== undefined) {
    const name = renamed.get(target);
    return name === undefined ? undefined : withArgument(node, (argument) => scalarFrom(name, argument));
  }
  const attribute = getAttTarget(node);
  if (attribute !== undefined) {
    const renaming = renamedAttribute(attribute, renamed);
    if (renaming === undefined) return undefined;
    return withArgument(node, (argument) => ({
      ...argument,
      kind: "sequence",
      items: renaming.map((part) => scalarFrom(part, argument)),
    }));
  }
  return intrinsicOf(node)?.name === "Sub" ? rewriteSub(node, renamed) : undefined;
}

/** `Fn.Version.Version` is the attribute `Version` of what `Fn.Version` is renamed to. */
function renamedAttribute(
  { logicalId, attribute }: { logicalId: string; attribute: string },
  renamed: ReadonlyMap<string, string>,
): [string, string] | undefined {
  const whole = renamed.get(logicalId);
  if (whole !== undefined) return [whole, attribute];
  const dot = attribute.indexOf(".");
  const property = renamed.get(`${logicalId}.${dot < 0 ? attribute : attribute.slice(0, dot)}`);
  return property === undefined || dot < 0 ? undefined : [property, attribute.slice(dot + 1)];
}

function rewriteSub(node: MappingNode, renamed: ReadonlyMap<string, string>): MappingNode | undefined {
  const argument = intrinsicOf(node)?.argument;
  if (argument === undefined) return undefined;
  const template = argument.kind === "sequence" ? argument.items[0] : argument;
  const text = literal(template);
  if (template === undefined || text === undefined) return undefined;
  const replaced = text.replace(/\$\{([\w.]{1,512})\}/g, (whole, name: string) => {
    const renaming = renamed.get(name) ?? renamedVariable(name, renamed);
    return renaming === undefined ? whole : `\${${renaming}}`;
  });
  const written = replaced === text ? template : scalarFrom(replaced, template);
  if (argument.kind !== "sequence") return written === template ? undefined : withArgument(node, () => written);
  const rest = argument.items.slice(1).map((item) => rewrite(item, renamed));
  if (written === template && rest.every((item, index) => item === argument.items[index + 1])) return undefined;
  return withArgument(node, () => ({ ...argument, items: [written, ...rest] }));
}

function renamedVariable(name: string, renamed: ReadonlyMap<string, string>): string | undefined {
  const dot = name.indexOf(".");
  if (dot < 0) return undefined;
  return renamedAttribute({ logicalId: name.slice(0, dot), attribute: name.slice(dot + 1) }, renamed)?.join(".");
}

function withArgument(node: MappingNode, change: (argument: SourceNode) => SourceNode): MappingNode {
  return {
    ...node,
    entries: new Map([...node.entries].map(([name, entry]) => [name, { ...entry, value: change(entry.value) }])),
  };
}
