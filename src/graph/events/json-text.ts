/**
 * JSON that is written as a text, of which parts may be undecided -> the value that it spells: definitions, patterns.
 *
 * Invariant: nothing undecided is read as text. What is no JSON, or too long, is undefined; the depth is bounded.
 */
import { textOf } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { partsOf } from "../arn.ts";

/** What is nested deeper is left out. */
export const maximalDepth = 60;
/** A definition of a workflow has at most 1 MB. */
const maximalLength = 1_100_000;

/** Marks a part that is no literal inside the text that is parsed: a character that no template can hold in a JSON text. */
const mark = "\uF8FF";

/** JSON with holes -> a value with the parts in the holes. */
export function valueOfJson(definition: Value): Value | undefined {
  const parts = partsOf(definition);
  const text = parts.map((part, i) => textOf(part)?.replaceAll(mark, "") ?? `${mark}${i}${mark}`).join("");
  if (text.length > maximalLength) return undefined;
  try {
    return fromJson(JSON.parse(text), parts, definition.origin, 0);
  } catch {
    return undefined;
  }
}

function fromJson(json: unknown, parts: readonly Value[], origin: Value["origin"], depth: number): Value {
  if (depth > maximalDepth) return { kind: "absent", origin };
  if (typeof json === "string") return fromText(json, parts, origin);
  if (typeof json !== "object" || json === null)
    return { kind: "known", value: typeof json === "number" || typeof json === "boolean" ? json : null, origin };
  if (Array.isArray(json))
    return { kind: "list", items: json.map((item) => fromJson(item, parts, origin, depth + 1)), origin };
  const entries = Object.entries(json).map(([key, value]): [string, Value] => [
    key,
    fromJson(value, parts, origin, depth + 1),
  ]);
  return { kind: "map", entries: new Map(entries), origin };
}

function fromText(text: string, holes: readonly Value[], origin: Value["origin"]): Value {
  const pieces = text.split(mark);
  const values = pieces.flatMap((piece, i): readonly Value[] => {
    if (i % 2 === 1) return [holes[Number(piece)] ?? { kind: "known", value: "", origin }];
    return piece === "" ? [] : [{ kind: "known", value: piece, origin }];
  });
  return textOfValues(values, origin);
}

/** One text of pieces; what is one thing alone is that thing. */
export function textOfValues(values: readonly Value[], origin: Value["origin"]): Value {
  const [only] = values;
  if (only === undefined) return { kind: "known", value: "", origin };
  return values.length === 1 ? only : { kind: "text", parts: values, origin };
}
