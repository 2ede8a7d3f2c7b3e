/**
 * What can be said about a text whose parts are not all known: `arn:aws:s3:::${Bucket}/*` ends with `/*`, whatever the
 * bucket is called.
 *
 * Invariant: yes and no are proven; undefined is everything else.
 */
import { sameText } from "../resolve/canonical.ts";
import { reasonOf } from "../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../resolve/value.ts";

/** Whether a text is another one. */
export function equalsText(a: Decided, b: Decided): boolean | undefined {
  const same = sameText(a, b);
  if (same !== undefined) return same;
  if (b.kind === "known") return canBe(a, String(b.value)) ? undefined : false;
  if (a.kind === "known") return canBe(b, String(a.value)) ? undefined : false;
  return undefined;
}

export function startsWithText(value: Decided, prefix: string): boolean | undefined {
  const start = firstLiteral(value);
  if (start.startsWith(prefix)) return true;
  return prefix.startsWith(start) ? undefined : false;
}

export function endsWithText(value: Decided, suffix: string): boolean | undefined {
  const end = lastLiteral(value);
  if (end.endsWith(suffix)) return true;
  return suffix.endsWith(end) ? undefined : false;
}

export function containsText(value: Decided, part: string): boolean | undefined {
  return partsOf(value).some((one) => one.kind === "known" && String(one.value).includes(part)) ? true : undefined;
}

/** Why the text of a value is not known: every reason there is. */
export function whyUndecided(value: Value): readonly Reason[] {
  if (value.kind === "text") return value.parts.flatMap(whyUndecided);
  const reason = reasonOf(value);
  return reason === undefined ? [] : [reason];
}

/** Whether the literal parts leave room for the text: it begins and ends as they do, and is long enough. */
function canBe(value: Decided, text: string): boolean {
  const parts = partsOf(value);
  const length = parts.reduce((sum, part) => sum + (part.kind === "known" ? String(part.value).length : 0), 0);
  return text.length >= length && text.startsWith(firstLiteral(value)) && text.endsWith(lastLiteral(value));
}

function partsOf(value: Decided): readonly Value[] {
  return value.kind === "text" ? value.parts : [value];
}

function firstLiteral(value: Decided): string {
  return literal(partsOf(value)[0]);
}

function lastLiteral(value: Decided): string {
  return literal(partsOf(value).at(-1));
}

function literal(part: Value | undefined): string {
  return part?.kind === "known" ? String(part.value) : "";
}

/** A literal as a value, to be compared with one. */
export function textValue(value: string): Decided {
  return { kind: "known", value, origin: null };
}
