/**
 * What a child says about a part that it inherits -> where it asks for less than the parent.
 *
 * Each answer ends the sentence "users asks for ... in web-app-storage": what the parent says, and what the child does.
 * Narrowing `role` or `where` lets resources off that the parent judges, which is fine where nothing is locked.
 */
import type { Component, Flow, Quality, RequirementSettings } from "./architecture.ts";
import { narrowsVia, stricter, viaText } from "./meet.ts";
import { isWithin, rangeText } from "./ranges.ts";
import { graver } from "./severity-of-rules.ts";

export interface Loosening {
  /** The key of the document that says it. */
  readonly key: string;
  readonly inherited: string;
  readonly given: string;
}

export function loosenedComponent(parent: Component, child: Component): readonly Loosening[] {
  const isNarrowerPart = !sameSet(child.roles, parent.roles) || !sameWhere(child, parent);
  return [
    ...found(!child.roles.every((role) => parent.roles.includes(role)), "role", parent.roles, child.roles),
    ...found(parent.locked && isNarrowerPart, "role and where", ["exactly what it says"], ["something else"]),
    ...found(!isWithin(child.count, parent.count), "count", [rangeText(parent.count)], [rangeText(child.count)]),
    ...found(
      parent.zones !== null && child.zones !== null && !isWithin(child.zones, parent.zones),
      "zones",
      [parent.zones === null ? "" : rangeText(parent.zones)],
      [child.zones === null ? "" : rangeText(child.zones)],
    ),
    ...found(child.optional && !parent.optional, "optional", ["false"], ["true"]),
    ...found(parent.of !== null && child.of !== parent.of, "of", [parent.of ?? ""], [child.of ?? ""]),
    ...loosenedSettings(parent, child),
  ];
}

/** `from` and `needs` of a child are asked for in addition, and cannot loosen. */
export function loosenedFlow(parent: Flow, child: Flow): readonly Loosening[] {
  return [
    ...found(child.to !== parent.to, "to", [parent.to], [child.to]),
    ...found(!narrowsVia(child.via, parent.via), "via", [viaText(parent.via)], [viaText(child.via)]),
    ...found(child.oneOf !== parent.oneOf, "one-of", [parent.oneOf ?? "each"], [child.oneOf ?? "each"]),
    ...loosenedSettings(parent, child),
  ];
}

/** @param defaults of options that the parent does not set, by rule and name */
export function loosenedQuality(
  parent: Quality,
  child: Quality,
  defaults: (rule: string, option: string) => unknown,
): readonly Loosening[] {
  const options = Object.entries(child.with).flatMap(([rule, values]) =>
    Object.entries(values).flatMap(([name, value]) => {
      const inherited = parent.with[rule]?.[name] ?? defaults(rule, name);
      return found(!isAtLeast(value, inherited), `${name} of ${rule}`, [String(inherited)], [String(value)]);
    }),
  );
  return [...options, ...loosenedSettings(parent, child)];
}

export function loosenedSettings(parent: RequirementSettings, child: RequirementSettings): readonly Loosening[] {
  return [
    ...found(
      graver(child.severity, parent.severity) !== child.severity,
      "severity",
      [parent.severity],
      [child.severity],
    ),
    ...found(
      stricter(child.onUnknown, parent.onUnknown) !== child.onUnknown,
      "on-unknown",
      [parent.onUnknown],
      [child.onUnknown],
    ),
    ...found(parent.locked && !child.locked, "locked", ["true"], ["false"]),
  ];
}

/** A list asks for more where it holds more; of any other option it is not known which way it tightens. */
function isAtLeast(value: unknown, inherited: unknown): boolean {
  if (Array.isArray(value) && Array.isArray(inherited)) return inherited.every((item) => value.includes(item));
  return value === inherited;
}

function found(
  isLoosened: boolean,
  key: string,
  inherited: readonly string[],
  given: readonly string[],
): readonly Loosening[] {
  return isLoosened ? [{ key, inherited: inherited.join(" or "), given: given.join(" or ") }] : [];
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item) => b.includes(item));

const sameWhere = (a: Component, b: Component): boolean => JSON.stringify(a.where) === JSON.stringify(b.where);
