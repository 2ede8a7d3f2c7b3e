/**
 * What exceptions cannot get around: what packs and architectures lock, and how long an exception may last.
 */
import { isWithin } from "../input/join-path.ts";
import type { Span } from "../source/span.ts";
import type { Lock } from "./settings.ts";

/** Code of the diagnostics about what is refused. The run goes on, as if the refused were not there. */
export const policyCode = "policy";

export interface Floor {
  /** By the rule's id. */
  readonly rules: ReadonlyMap<string, Lock>;
  /** By the requirement's address, or by the architecture's name, a blank and the address. */
  readonly requirements: ReadonlyMap<string, Lock>;
  readonly maxExpiry: { readonly days: number; readonly place: Span } | undefined;
}

export const noFloor: Floor = { rules: new Map(), requirements: new Map(), maxExpiry: undefined };

/** `USR007 is locked (policy/stackplumb.yaml:3:11) and cannot be ignored`. */
export function refusalOf({ subject, by }: Pick<Lock, "subject" | "by">, done: string): string {
  return `${subject} is locked (${by}) and cannot be ${done}`;
}

/**
 * The lock on a rule, if any.
 *
 * @param file where it would be got around, if a pack may do so: a pack is not bound by what it locks itself
 */
export function lockOnRule({ rules }: Floor, rule: string, file?: string): Lock | undefined {
  const lock = rules.get(rule);
  return lock === undefined || isOwn(lock, file) ? undefined : lock;
}

/** As `lockOnRule`, on a requirement of an architecture. */
export function lockOnRequirement(
  { requirements }: Floor,
  architecture: string,
  address: string,
  file?: string,
): Lock | undefined {
  const lock = requirements.get(address);
  if (lock !== undefined && !isOwn(lock, file)) return lock;
  return requirements.get(keyIn(architecture, address));
}

export function keyIn(architecture: string, address: string): string {
  return `${architecture} ${address}`;
}

function isOwn({ folder }: Lock, file: string | undefined): boolean {
  return folder !== null && file !== undefined && isWithin(folder, file);
}

/**
 * Why an exception lasts longer than it may; undefined where it does not.
 *
 * @param until its last day; null for no end. @param asOf today, `YYYY-MM-DD`
 */
export function tooLong({ maxExpiry }: Floor, until: string | null, asOf: string): string | undefined {
  if (maxExpiry === undefined) return undefined;
  const last = addDays(asOf, maxExpiry.days);
  if (until !== null && until <= last) return undefined;
  const what = until === null ? "this exception has no end" : `this exception lasts until ${until}`;
  const days = maxExpiry.days === 1 ? "1 day" : `${maxExpiry.days} days`;
  return `${what}, and max-expiry (${told(maxExpiry.place)}) allows ${days}: write until: ${last}, or an earlier day`;
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function told({ file, start }: Span): string {
  return `${file}:${start.line}:${start.column}`;
}
