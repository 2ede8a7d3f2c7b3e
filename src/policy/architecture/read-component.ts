/**
 * One entry of `components:` -> the component as far as the document says it.
 */
import type { Role } from "../../graph/role.ts";
import { isRole } from "../../graph/role.ts";
import { childOf, type ScalarNode, type SourceNode } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import { keysOf } from "../document-shape.ts";
import type { FactRegistry } from "../fact.ts";
import { roleNames } from "../facts/role-subjects.ts";
import { typeOfAll } from "../type-of-all.ts";
import type { Component } from "./architecture.ts";
import { componentShape } from "./architecture-shape.ts";
import type { ComponentPart } from "./document-parts.ts";
import { mostParts } from "./names.ts";
import { readSelector } from "./read-selector.ts";
import { checkNewName, readFlag, readRange, readSettings, readTitle } from "./read-settings.ts";
import { roleMeant } from "./role-meant.ts";

export function readComponent(
  { key, value }: { readonly key: ScalarNode; readonly value: SourceNode },
  inherited: Component | undefined,
  reader: DocumentReader,
  registry: FactRegistry,
): ComponentPart | undefined {
  const name = checkNewName(key, reader);
  const component = reader.mapping(value, `the component ${key.text}`, keysOf(componentShape));
  if (name === undefined || component === undefined) return undefined;
  const given = childOf(component, "role");
  const roles = given === undefined ? undefined : readRoles(given, reader);
  if (given === undefined && inherited === undefined) reader.error(key, `the component ${name} has no role`);
  const asked = roles ?? inherited?.roles ?? [];
  return {
    name,
    title: readTitle(component, reader),
    roles,
    where: readSelector(childOf(component, "where"), typeOf(asked, registry), reader, registry),
    count: readRange(component, "count", reader),
    zones: readRange(component, "zones", reader),
    optional: readFlag(component, "optional", reader),
    of: reader.scalar(component, "of")?.text,
    ...readSettings(component, reader),
    node: key,
    source: component,
  };
}

/** A family of roles is all of them: `compute` is `compute.vm`, `compute.fn` and the rest. */
function rolesNamed(name: string): readonly Role[] {
  return roleNames().filter((role): role is Role => isFullRole(role) && isRole(role, name));
}

const families: ReadonlySet<string> = new Set(["compute", "identity"]);
const isFullRole = (name: string): name is Role => !families.has(name);

function readRoles(node: SourceNode, reader: DocumentReader): readonly Role[] {
  const roles = reader.items(node, mostParts).flatMap((item) => {
    const text = reader.text(item, "role");
    if (text === undefined) return [];
    const named = rolesNamed(text.text);
    if (named.length === 0) {
      const meant = roleMeant(text.text, roleNames());
      const hint = meant === undefined ? `There are ${roleNames().join(", ")}.` : `Did you mean ${meant}?`;
      reader.error(text, `there is no role ${text.text}. ${hint}`);
    }
    return named;
  });
  if (node.kind === "sequence" && node.items.length === 0) reader.error(node, "role names no role");
  return [...new Set(roles)];
}

/** The type of facts that all nodes of these roles have. */
function typeOf(roles: readonly Role[], registry: FactRegistry): string {
  const types = roles.flatMap((role) => registry.subjectKind(role)?.type ?? []);
  return typeOfAll(types, registry) ?? "Node";
}
