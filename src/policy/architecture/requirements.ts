/**
 * The addresses by which people speak of an architecture's requirements.
 *
 * `component.users`, `flow.save-upload`, `users.USR004`, `users.MAZ009|MAZ010`, `forbid.no-local-db`. What a person writes
 * may leave out `component.` and `flow.`, since no component and flow share a name.
 */
import { didYouMean } from "../nearest.ts";
import type { Architecture, Quality, RequirementSettings } from "./architecture.ts";

/** Requirements that are listed where none is near. */
const most = 8;

/** In the order in which they are judged. */
export function requirementsOf(architecture: Architecture): ReadonlyMap<string, RequirementSettings> {
  const { components, flows, qualities, forbidden } = architecture;
  return new Map<string, RequirementSettings>([
    ...components.map((one) => [`component.${one.name}`, one] as const),
    ...flows.map((one) => [`flow.${one.id}`, one] as const),
    ...qualities.map((one) => [keyOfQuality(one), one] as const),
    ...forbidden.map((one) => [`forbid.${one.id}`, one] as const),
  ]);
}

export function keyOfQuality({ on, rules }: Pick<Quality, "on" | "rules">): string {
  return `${on}.${rules.join("|")}`;
}

/** The address that is meant, of those that there are. */
export function findRequirement(written: string, addresses: Iterable<string>): string | undefined {
  const asked = written.trim().toLowerCase();
  const wanted = new Set([asked, `component.${asked}`, `flow.${asked}`]);
  for (const address of addresses) if (wanted.has(address.toLowerCase())) return address;
  return undefined;
}

/** @param of whose requirements these are: the name of an architecture, or words */
export function noSuchRequirement(written: string, addresses: Iterable<string>, of: string): string {
  const all = [...addresses];
  const meant = didYouMean(written, all) || didYouMean(`component.${written}`, all);
  const scope = written.includes(".") ? written.slice(0, written.indexOf(".")) : "";
  const near = all.filter((address) => scope !== "" && address.startsWith(`${scope}.`));
  const more = near.length > most ? ` and ${near.length - most} more` : "";
  const there = near.length > 0 ? ` On ${scope} there are ${near.slice(0, most).join(", ")}${more}.` : "";
  const hint = meant || there || ` Requirements are called as ${all.slice(0, 3).join(", ")}.`;
  return `there is no requirement ${written} in ${of}.${hint}`;
}
