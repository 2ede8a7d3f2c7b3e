/**
 * Two statements of one part -> the part that asks for what both ask for.
 *
 * Invariants, held by property tests: a meet asks for no less than either of the two; of a part with itself it is the part.
 * Where no app could do both, it is a conflict, in words.
 * Not here: whether a child may say what it says; see loosened.ts.
 */
import type { Component, Flow, Forbidden, OnUnknown, Quality, RequirementSettings } from "./architecture.ts";
import { bothNeeds } from "./needs.ts";
import { bothRanges, rangeText } from "./ranges.ts";
import { allOf } from "./read-selector.ts";
import { graver } from "./severity-of-rules.ts";

/** The second one says what is asked in addition: its titles and places are kept. */
export type Meet<T> = (a: T, b: T) => { readonly both: T; readonly conflict: string | null };

export const meetComponents: Meet<Component> = (a, b) => {
  const roles = a.roles.filter((role) => b.roles.includes(role));
  const count = bothRanges(a.count, b.count);
  const zones = a.zones === null || b.zones === null ? (a.zones ?? b.zones) : bothRanges(a.zones, b.zones);
  const where = allOf([...(a.where === null ? [] : [a.where]), ...(b.where === null ? [] : [b.where])]) ?? null;
  return {
    both: {
      name: a.name,
      title: b.title || a.title,
      roles,
      where,
      count: count ?? a.count,
      zones: zones === undefined ? a.zones : zones,
      optional: a.optional && b.optional,
      of: a.of ?? b.of,
      ...meetSettings(a, b),
    },
    conflict:
      roles.length === 0
        ? `${a.name} is ${a.roles.join(" or ")} here and ${b.roles.join(" or ")} there`
        : count === undefined
          ? `there are ${rangeText(a.count)} of ${a.name} here and ${rangeText(b.count)} there`
          : zones === undefined
            ? `${a.name} stands in ${textOf(a.zones)} zones here and ${textOf(b.zones)} there`
            : a.of !== null && b.of !== null && a.of !== b.of
              ? `${a.name} is part of ${a.of} here and of ${b.of} there`
              : null,
  };
};

export const meetFlows: Meet<Flow> = (a, b) => {
  const via = bothVias(a.via, b.via);
  return {
    both: {
      id: a.id,
      title: b.title || a.title,
      from: [...new Set([...a.from, ...b.from])],
      to: a.to,
      needs: bothNeeds(a.needs, b.needs),
      via: via ?? a.via,
      survivesZone: a.survivesZone || b.survivesZone,
      // Where one of them asks it of each, each must have it.
      oneOf: a.oneOf === b.oneOf ? a.oneOf : null,
      ...meetSettings(a, b),
    },
    conflict:
      a.to !== b.to
        ? `${a.id} ends at ${a.to} here and at ${b.to} there`
        : via === undefined
          ? `${a.id} goes via ${viaText(a.via)} here and via ${viaText(b.via)} there`
          : null,
  };
};

export const meetQualities: Meet<Quality> = (a, b) => {
  const options: Record<string, Readonly<Record<string, unknown>>> = { ...a.with };
  let conflict: string | null = null;
  for (const [rule, values] of Object.entries(b.with)) {
    const merged: Record<string, unknown> = { ...options[rule] };
    for (const [name, value] of Object.entries(values)) {
      const known = merged[name];
      if (Array.isArray(known) && Array.isArray(value)) merged[name] = [...new Set([...known, ...value])];
      else if (known === undefined || known === value) merged[name] = value;
      else conflict ??= `${name} of ${rule} is ${String(known)} here and ${String(value)} there`;
    }
    options[rule] = merged;
  }
  return { both: { on: a.on, rules: a.rules, with: options, ...meetSettings(a, b) }, conflict };
};

export const meetForbidden: Meet<Forbidden> = (a, b) => ({
  both: { id: a.id, on: a.on, rules: [...new Set([...a.rules, ...b.rules])].sort(), ...meetSettings(a, b) },
  conflict: a.on === b.on ? null : `${a.id} is about ${a.on} here and about ${b.on} there`,
});

const strictness: readonly OnUnknown[] = ["pass", "warn", "fail"];

export function stricter(a: OnUnknown, b: OnUnknown): OnUnknown {
  return strictness.indexOf(a) < strictness.indexOf(b) ? b : a;
}

function meetSettings(a: RequirementSettings, b: RequirementSettings): RequirementSettings {
  return {
    severity: graver(a.severity, b.severity),
    onUnknown: stricter(a.onUnknown, b.onUnknown),
    locked: a.locked || b.locked,
    at: b.at ?? a.at,
  };
}

/** The one of two ways that is a narrowing of the other. */
function bothVias(a: Flow["via"], b: Flow["via"]): Flow["via"] | undefined {
  return narrowsVia(b, a) ? b : narrowsVia(a, b) ? a : undefined;
}

/** Whether each way through `inner` is one through `outer`: the same hops, of which optional ones may be left out or made to stay. */
export function narrowsVia(inner: Flow["via"], outer: Flow["via"]): boolean {
  let next = 0;
  for (const hop of outer) {
    const given = inner[next];
    if (given?.name === hop.name && (hop.optional || !given.optional)) next++;
    else if (!hop.optional) return false;
  }
  return next === inner.length;
}

export function viaText(via: Flow["via"]): string {
  return via.length === 0 ? "nothing" : via.map(({ name, optional }) => (optional ? `${name}?` : name)).join(", ");
}

const textOf = (range: Component["zones"]): string => (range === null ? "any" : rangeText(range));
