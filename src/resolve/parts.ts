/**
 * Parts of a text -> its normal form (see `Text` in ./value.ts).
 *
 * Invariant: the same text has the same parts, however it was put together.
 */
import { invalidReason, unknown } from "./reason.ts";
import { derive } from "./undecided.ts";
import type { Decided, Identity, Known, Secret, Unknown, Value } from "./value.ts";

/** What a text is made of. */
export type Part = Known | Identity | Secret | Unknown;

type Origin = Value["origin"];

/** The parts that a value contributes to a text that contains it. */
export function partsOf(value: Decided, stack: string): readonly Part[] {
  switch (value.kind) {
    case "known":
      return [{ ...value, value: value.value === null ? "" : String(value.value) }];
    case "text":
      // In normal form, so that no part is a text or a choice.
      return value.parts.filter((part): part is Part => isPart(part));
    case "identity":
    case "secret":
      return [value];
    case "unknown":
      return [value.many === true ? derive("text", [value], value.origin) : value];
    default: {
      const what = value.kind === "absent" ? "nothing" : `a ${value.kind}`;
      return [unknown(invalidReason(stack, `${what} stands where a text is expected`), value.origin)];
    }
  }
}

function isPart(value: Value): value is Part {
  return value.kind === "known" || value.kind === "identity" || value.kind === "secret" || value.kind === "unknown";
}

/** Literals in a row become one; empty ones go. */
export function mergeParts(parts: readonly Part[], origin: Origin): readonly Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind !== "known") merged.push(part);
    else if (part.value === "") continue;
    else if (last?.kind === "known") merged[merged.length - 1] = literal(`${last.value}${part.value}`, origin);
    else merged.push(part);
  }
  return merged;
}

/** A text of merged parts; where it is one thing, that thing. */
export function textOfParts(parts: readonly Part[], origin: Origin): Decided {
  const [only] = parts;
  if (only === undefined) return literal("", origin);
  return parts.length === 1 ? only : { kind: "text", origin, parts };
}

export function literal(value: string, origin: Origin): Known {
  return { kind: "known", value, origin };
}

/** Cuts parts where a literal contains `separator` for the first time; undefined where none does. */
export function cutParts(
  parts: readonly Part[],
  separator: string,
): readonly [readonly Part[], readonly Part[]] | undefined {
  for (const [i, part] of parts.entries()) {
    if (part.kind !== "known") continue;
    const text = String(part.value);
    const at = text.indexOf(separator);
    if (at < 0) continue;
    const before = literal(text.slice(0, at), part.origin);
    const after = literal(text.slice(at + separator.length), part.origin);
    return [
      mergeParts([...parts.slice(0, i), before], part.origin),
      mergeParts([after, ...parts.slice(i + 1)], part.origin),
    ];
  }
  return undefined;
}
