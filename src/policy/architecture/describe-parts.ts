/**
 * Parts of an architecture -> words, for pages and messages.
 *
 * Not here: how they are laid out; see report/architecture-page.ts.
 */
import type { Architecture, Component, Flow, Quality, Range, Selector } from "./architecture.ts";
import { needText } from "./needs.ts";

/** `compute.vm or rdb`. */
export function rolesText({ roles }: Component): string {
  return listed(roles, "or");
}

/** What is said about a component beyond its roles, a clause each. */
export function limitsOf({ where, count, zones, optional, of, locked }: Component): readonly string[] {
  const isPlain = count.atLeast === 1 && count.atMost === null;
  return [
    ...(where === null ? [] : [selectorText(where)]),
    ...(of === null ? [] : [`part of ${of}`]),
    ...(isPlain ? [] : [`${rangeWords(count)} of them`]),
    ...(zones === null ? [] : [`in ${rangeWords(zones)} Availability Zones`]),
    ...(optional ? ["optional"] : []),
    ...(locked ? ["locked"] : []),
  ];
}

export function selectorText(selector: Selector): string {
  switch (selector.kind) {
    case "all":
    case "any": {
      const parts = selector.of.map((part) =>
        part.kind === "all" || part.kind === "any" ? `(${selectorText(part)})` : selectorText(part),
      );
      return parts.join(selector.kind === "all" ? ", and " : ", or ");
    }
    case "not":
      return `not ${selector.of.kind === "all" || selector.of.kind === "any" ? `(${selectorText(selector.of)})` : selectorText(selector.of)}`;
    case "tag":
      return `tagged ${selector.key}: ${selector.value}`;
    case "id":
      return `called ${selector.pattern}`;
    case "type":
      return `of type ${selector.pattern}`;
    case "scheme":
      return selector.value;
    case "cel":
      return "where a condition in CEL holds";
    case "writableBy":
      return `writable by ${selector.component}`;
    case "readableBy":
      return `readable by ${selector.component}`;
    case "starts":
      return `starts ${selector.roles.join(" or ")}`;
    case "startedBy":
      return `started by ${selector.roles.join(" or ")}`;
  }
}

/** `internet -> edge? -> app`. */
export function wayText({ from, via, to }: Flow): string {
  const hops = via.map(({ name, optional }) => (optional ? `${name}?` : name));
  return [from.join(", "), ...hops, to].join(" -> ");
}

/** What each flow needs, `and` between. */
export function needsText({ needs, survivesZone, oneOf }: Flow): string {
  const all = [
    listed(needs.map(needText), "and"),
    ...(survivesZone ? ["with any one zone lost"] : []),
    ...(oneOf === null ? [] : [`for one of those that ${oneOf} gets to`]),
  ];
  return all.join(", ");
}

/** The qualities of an architecture by what they are on, in the order of the document. */
export function qualitiesByScope({ qualities }: Architecture): ReadonlyMap<string, readonly Quality[]> {
  const scopes = new Map<string, Quality[]>();
  for (const quality of qualities) {
    const known = scopes.get(quality.on);
    if (known === undefined) scopes.set(quality.on, [quality]);
    else known.push(quality);
  }
  return scopes;
}

/** How many requirements an app is held against. */
export function requirementCount({ components, flows, qualities, forbidden }: Architecture): number {
  return components.length + flows.length + qualities.length + forbidden.length;
}

function rangeWords({ atLeast, atMost }: Range): string {
  if (atMost === null) return `${atLeast} or more`;
  return atMost === atLeast ? `${atLeast}` : `${atLeast} to ${atMost}`;
}

/** `a, b or c`. */
export function listed(words: readonly string[], conjunction: string): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}
