/**
 * The definition of a state machine, however it is written -> its states: a map in the template, or JSON in a text of which
 * parts may be undecided, with `${Name}` from `DefinitionSubstitutions` filled in.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 *
 * Invariant: nothing undecided is read as text; what cannot be read gives no states and says so. Bounded.
 */

import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, type Guarded, valueAt } from "../../resolve/reading.ts";
import type { Reason, Value } from "../../resolve/value.ts";
import type { GraphNode } from "../model.ts";
import { maximalDepth, textOfValues, valueOfJson } from "./json-text.ts";

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

export function definitionOf(machine: GraphNode): Definition {
  const substitutions = substitutionsOf(machine);
  const states: State[] = [];
  let isWhole = true;
  for (const property of ["Definition", "DefinitionString"]) {
    for (const { guard, value } of alternativesOf(valueAt(machine.properties, [property]))) {
      if (value.kind === "absent") continue;
      const root = value.kind === "map" ? value : valueOfJson(value);
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

/** The value with `${Name}` replaced; a text that is nothing but one name becomes what the name stands for. */
function filledIn(value: Value, substitutions: ReadonlyMap<string, Value>, depth: number): Value {
  if (substitutions.size === 0 || depth > maximalDepth) return value;
  switch (value.kind) {
    case "known": {
      if (typeof value.value !== "string" || !value.value.includes("${")) return value;
      return textOfValues(replaced(value.value, substitutions, value.origin), value.origin);
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

/** Why nothing more is known of a workflow of which some part of the definition cannot be read. */
export function definitionUnread({ logicalId, stack }: GraphNode): Reason {
  return {
    kind: "definition",
    name: logicalId,
    stack: stack.stack.name,
    message: `the definition of ${logicalId} cannot be read from its template`,
    settle: null,
  };
}
