/**
 * Names inside an architecture that lead nowhere -> errors at the part that says them.
 *
 * What is inherited was checked with its own document.
 */
import { isRole } from "../../graph/role.ts";
import type { DocumentReader } from "../document-reader.ts";
import { roleNames } from "../facts/role-subjects.ts";
import { didYouMean } from "../nearest.ts";
import type { Rule } from "../rule.ts";
import type { Architecture } from "./architecture.ts";
import { type ArchitectureParts, placeIn } from "./document-parts.ts";
import { mostParts, outside, scopes } from "./names.ts";
import { componentsNamedIn } from "./read-selector.ts";

export function checkReferences(
  architecture: Architecture,
  parts: ArchitectureParts,
  rules: readonly Rule[],
  reader: DocumentReader,
): void {
  const components = new Map(architecture.components.map((one) => [one.name, one]));
  const flows = new Set(architecture.flows.map(({ id }) => id));
  const names = [...components.keys()];
  const component = (name: string, node: Parameters<DocumentReader["error"]>[0], what: string): void => {
    if (components.has(name)) return;
    const meant =
      didYouMean(name, [...names, ...(what.startsWith("from ") ? [outside] : [])]) ||
      (names.length === 0 ? "" : ` There are ${names.join(", ")}.`);
    reader.error(node, `${what} names ${name}, which is no component.${meant}`);
  };

  for (const part of parts.components) {
    const { name, of, where, node } = part;
    if (flows.has(name))
      reader.error(node, `a component and a flow are both called ${name}; qualities could not tell them apart`);
    const isPartOf = typeof of === "string";
    if (isPartOf) component(of, placeIn(part, "of"), `of of ${name}`);
    for (const other of componentsNamedIn(where ?? null)) {
      component(other, placeIn(part, "where"), `where of ${name}`);
      if (other === name) reader.error(placeIn(part, "where"), `where of ${name} asks for ${name} itself`);
    }
    if (isPartOf && isCyclic(name, (one) => components.get(one)?.of ?? undefined))
      reader.error(placeIn(part, "of"), `${name} would be a part of itself`);
  }
  for (const part of parts.flows) {
    const { id, from, to, via } = part;
    for (const end of from ?? []) if (end !== outside) component(end, placeIn(part, "from", end), `from of ${id}`);
    if (to !== undefined) component(to, placeIn(part, "to"), `to of ${id}`);
    checkOneOf(part, architecture, reader);
    for (const { name } of via ?? []) {
      const known = [...names, ...roleNames()];
      if (known.includes(name)) continue;
      const hint = didYouMean(name, known);
      reader.error(placeIn(part, "via", name), `via of ${id} names ${name}, which is no component and no role.${hint}`);
    }
  }
  for (const part of [...parts.qualities, ...parts.forbidden]) {
    const { on, rules: required, node } = part;
    const known = [...names, ...flows, ...scopes];
    if (!known.includes(on)) {
      const hint = on === outside ? " The outside has nothing to judge." : didYouMean(on, known);
      reader.error(placeIn(part, "on"), `${on} is no component, no flow and none of ${scopes.join(", ")}.${hint}`);
      continue;
    }
    const roles = components.get(on)?.roles;
    for (const id of roles === undefined || roles.length === 0 ? [] : required) {
      const judged = rules.find((rule) => rule.id === id)?.on ?? [];
      const isAboutRoles = judged.every((name) => roleNames().includes(name));
      if (!isAboutRoles || judged.some((name) => roles?.some((role) => isRole(role, name)))) continue;
      reader.error(node, `${id} judges ${judged.join(", ")}, which ${on} (${roles?.join(", ")}) never is`);
    }
  }
  for (const { from, to, node } of parts.bind) {
    component(from, node, "bind");
    component(to, node, "bind");
    const a = components.get(from);
    const b = components.get(to);
    if (a !== undefined && b !== undefined && !a.roles.some((role) => b.roles.includes(role)))
      reader.error(
        node,
        `${from} (${a.roles.join(", ")}) and ${to} (${b.roles.join(", ")}) cannot be one and the same`,
      );
    if (isCyclic(from, (name) => (Object.hasOwn(architecture.bind, name) ? architecture.bind[name] : undefined)))
      reader.error(node, `${from} is bound to itself`);
  }
  const [first] = [...parts.components, ...parts.flows, ...parts.qualities];
  for (const [what, count] of [
    ["components", architecture.components.length],
    ["flows", architecture.flows.length],
    ["forbidden things", architecture.forbidden.length],
  ] as const)
    if (count > mostParts && first !== undefined)
      reader.error(first.node, `there are ${count} ${what}; an architecture may have ${mostParts}`);
}

function checkOneOf(part: ArchitectureParts["flows"][number], { flows }: Architecture, reader: DocumentReader): void {
  const { id, oneOf } = part;
  if (typeof oneOf !== "string") return;
  const at = placeIn(part, "one-of");
  const own = flows.find((flow) => flow.id === id);
  const leading = flows.find((flow) => flow.id === oneOf);
  if (leading === undefined) {
    const others = flows.map((flow) => flow.id).filter((name) => name !== id);
    reader.error(at, `one-of of ${id} names ${oneOf}, which is no flow.${didYouMean(oneOf, others)}`);
  } else if (own !== undefined && !own.from.every((from) => from === leading.to)) {
    const starts = own.from.join(" or ");
    reader.error(at, `one-of of ${id} names ${oneOf}, which ends at ${leading.to}; ${id} begins at ${starts}`);
  }
}

/** Whether following the names comes back to the first. */
function isCyclic(first: string, next: (name: string) => string | undefined): boolean {
  const seen = new Set<string>();
  for (let name = next(first); name !== undefined; name = next(name)) {
    if (name === first) return true;
    if (seen.has(name)) return false;
    seen.add(name);
  }
  return false;
}
