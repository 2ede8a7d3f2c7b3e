/**
 * The definition of a state machine, however it is written -> its states: a map in the template, or JSON in a text of which
 * parts may be undecided, with `${Name}` from `DefinitionSubstitutions` filled in.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 *
 * Invariant: nothing undecided is read as text; what cannot be read gives no states and says so. Bounded.
 */

import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, type Guarded, textOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { partsOf } from "../arn.ts";
import type { GraphNode } from "../model.ts";

export interface State {
  readonly name: string;
  readonly guard: Guard;
  readonly value: Value;
}

export interface Definition {
  readonly states: readonly State[];
  /** Whether all of it stands in the template and could be read. */
  readonly isWhole: boolean;
}

/** At most this many states are looked at; a definition has at most 1 MB. */
const maximalStates = 2000;
const maximalLength = 1_100_000;

export function definitionOf(machine: GraphNode): Definition {
  const substitutions = substitutionsOf(machine);
  const states: State[] = [];
  let isWhole = true;
  for (const property of ["Definition", "DefinitionString"]) {
    for (const { guard, value } of alternativesOf(valueAt(machine.properties, [property]))) {
      if (value.kind === "absent") continue;
      const root = value.kind === "map" ? value : parsed(value);
      if (root === undefined || valueAt(root, ["States"]).kind === "absent") isWhole = false;
      else isWhole = collect(root, guard, substitutions, states) && isWhole;
    }
  }
  const written = ["Definition", "DefinitionString"].some(
    (name) => valueAt(machine.properties, [name]).kind !== "absent",
  );
  return { states, isWhole: isWhole && written };
}

function collect(root: Value, when: Guard, substitutions: ReadonlyMap<string, Value>, into: State[]): boolean {
  const waiting: Guarded<Value>[] = [{ guard: when, value: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { guard, value: states } of alternativesOf(valueAt(next.value, ["States"]))) {
      if (states.kind !== "map") continue;
      for (const [name, written] of states.entries) {
        for (const { guard: inner, value: state } of alternativesOf(written)) {
          if (into.length >= maximalStates) return false;
          const present = and(next.guard, guard, inner);
          into.push({ name, guard: present, value: filledIn(state, substitutions, 0) });
          for (const path of [["Iterator"], ["ItemProcessor"]])
            waiting.push({ guard: present, value: valueAt(state, path) });
          for (const { guard: there, value: branches } of alternativesOf(valueAt(state, ["Branches"]))) {
            if (branches.kind !== "list") continue;
            for (const value of branches.items) waiting.push({ guard: and(present, there), value });
          }
        }
      }
    }
  }
  return true;
}

function substitutionsOf(machine: GraphNode): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const { value } of alternativesOf(valueAt(machine.properties, ["DefinitionSubstitutions"]))) {
    if (value.kind === "map") for (const [name, entry] of value.entries) found.set(name, entry);
  }
  return found;
}

/** Marks a part that is no literal inside the text that is parsed: a character that no template can hold in a JSON text. */
const mark = "\uF8FF";

/** JSON with holes -> a value with the parts in the holes. */
function parsed(definition: Value): Value | undefined {
  const parts = partsOf(definition);
  const text = parts.map((part, i) => textOf(part)?.replaceAll(mark, "") ?? `${mark}${i}${mark}`).join("");
  if (text.length > maximalLength) return undefined;
  try {
    return fromJson(JSON.parse(text), parts, definition.origin, 0);
  } catch {
    return undefined;
  }
}

const maximalDepth = 60;

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
  return joined(values, origin);
}

function joined(values: readonly Value[], origin: Value["origin"]): Value {
  const [only] = values;
  if (only === undefined) return { kind: "known", value: "", origin };
  return values.length === 1 ? only : { kind: "text", parts: values, origin };
}

/** The value with `${Name}` replaced; a text that is nothing but one name becomes what the name stands for. */
function filledIn(value: Value, substitutions: ReadonlyMap<string, Value>, depth: number): Value {
  if (substitutions.size === 0 || depth > maximalDepth) return value;
  switch (value.kind) {
    case "known": {
      if (typeof value.value !== "string" || !value.value.includes("${")) return value;
      return joined(replaced(value.value, substitutions, value.origin), value.origin);
    }
    case "map":
      return {
        ...value,
        entries: new Map([...value.entries].map(([key, entry]) => [key, filledIn(entry, substitutions, depth + 1)])),
      };
    case "list":
      return { ...value, items: value.items.map((item) => filledIn(item, substitutions, depth + 1)) };
    default:
      return value;
  }
}

function replaced(text: string, substitutions: ReadonlyMap<string, Value>, origin: Value["origin"]): readonly Value[] {
  const values: Value[] = [];
  let at = 0;
  const literal = (end: number): void => {
    if (end > at) values.push({ kind: "known", value: text.slice(at, end), origin });
  };
  for (let open = text.indexOf("${"); open >= 0; open = text.indexOf("${", open + 2)) {
    const close = text.indexOf("}", open);
    const found = close < 0 ? undefined : substitutions.get(text.slice(open + 2, close));
    if (found === undefined) continue;
    literal(open);
    values.push(found);
    at = close + 1;
  }
  literal(text.length);
  return values;
}
