/**
 * A requirement -> what locks it: a lock on itself, on a rule that it asks for, or on what cannot be without it.
 */
import { type Floor, lockOnRequirement, lockOnRule } from "../config/floor.ts";
import type { Lock } from "../config/settings.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { keyOfQuality } from "../policy/architecture/requirements.ts";

/** @param file see `lockOnRule` */
export function lockOn(floor: Floor, architecture: Architecture, address: string, file?: string): Lock | undefined {
  return (
    lockOnRequirement(floor, architecture.name, address, file) ??
    firstOf(rulesAsked(architecture, address), (rule) => lockOnRule(floor, rule, file))
  );
}

/** The lock on what need not be in an app any more where a component need not. */
export function lockOnDependents(
  floor: Floor,
  architecture: Architecture,
  component: string,
  file?: string,
): Lock | undefined {
  return firstOf(dependentsOf(architecture, component), (address) =>
    lockOnRequirement(floor, architecture.name, address, file),
  );
}

/** Addresses of what an architecture asks of a component, and of the flows from and to it. */
export function dependentsOf({ flows, qualities, forbidden }: Architecture, component: string): readonly string[] {
  return [
    ...flows.filter(({ from, to }) => to === component || from.includes(component)).map(({ id }) => `flow.${id}`),
    ...qualities.filter(({ on }) => on === component).map(keyOfQuality),
    ...forbidden.filter(({ on }) => on === component).map(({ id }) => `forbid.${id}`),
  ];
}

/** The rules whose findings tell of a requirement. */
function rulesAsked({ qualities, forbidden }: Architecture, address: string): readonly string[] {
  return [
    ...qualities.filter((quality) => address === keyOfQuality(quality)),
    ...forbidden.filter(({ id }) => address === `forbid.${id}`),
  ].flatMap(({ rules }) => rules);
}

function firstOf<T>(items: readonly T[], lockOf: (item: T) => Lock | undefined): Lock | undefined {
  for (const item of items) {
    const lock = lockOf(item);
    if (lock !== undefined) return lock;
  }
  return undefined;
}
