/**
 * Reading values: by path, item by item, in a world or over all worlds.
 *
 * Functions that take a `World` may throw `Split` (see world.ts). `alternativesOf` and `itemsOf` need no world: they give
 * everything that can be, each under its guard; the graph is built with them.
 */
import type { Scalar } from "../source/node.ts";
import { always, and, type Guard, not, or } from "./guard.ts";
import { absent, type Decided, type Reason, type Value } from "./value.ts";
import type { World } from "./world.ts";

/** At most this many alternatives of one value are told apart; what is beyond becomes one unknown. */
const maximalAlternatives = 64;

export interface Guarded<T> {
  readonly guard: Guard;
  readonly value: T;
}

/** The value at the end of a path of keys and indices, in a world. What is not a map or list on the way gives absent or the unknown that it is. */
export function readAt(value: Value, path: readonly (string | number)[], world: World): Decided {
  let current = world.read(value);
  for (const step of path) {
    if (current.kind === "unknown" || current.kind === "secret") return current;
    const next = typeof step === "number" ? listIn(current, world).items[step] : mapEntry(current, step);
    current = next === undefined ? { ...absent, origin: current.origin } : world.read(next);
  }
  return current;
}

/** The value at the end of a path, over all worlds. */
export function valueAt(value: Value, path: readonly string[]): Value {
  let current: Value = value;
  for (const step of path) current = entryOf(current, step);
  return current;
}

function entryOf(value: Value, key: string): Value {
  switch (value.kind) {
    case "map":
      return value.entries.get(key) ?? { ...absent, origin: value.origin };
    case "unknown":
    case "secret":
      return value;
    case "choice":
      return {
        kind: "choice",
        origin: value.origin,
        ...(value.assumed && { assumed: value.assumed }),
        alternatives: value.alternatives.map((a) => ({ guard: a.guard, value: entryOf(a.value, key) })),
      };
    default:
      return { ...absent, origin: value.origin };
  }
}

function mapEntry(value: Decided, key: string): Value | undefined {
  return value.kind === "map" ? value.entries.get(key) : undefined;
}

/** What a value can be, each alternative under its guard; never a choice. */
export function alternativesOf(value: Value): readonly Guarded<Decided>[] {
  const result: Guarded<Decided>[] = [];
  collect(value, always, [], result);
  return result;
}

function collect(value: Value, guard: Guard, assumed: readonly string[], into: Guarded<Decided>[]): void {
  if (guard.kind === "false") return;
  if (value.kind !== "choice") {
    if (into.length < maximalAlternatives) {
      into.push({ guard, value: assumed.length === 0 ? value : { ...value, assumed: [...assumed, ...(value.assumed ?? [])] } });
    } else {
      const last = into[maximalAlternatives - 1];
      const union = last === undefined ? guard : or(last.guard, guard);
      into[maximalAlternatives - 1] = { guard: union, value: { kind: "unknown", origin: value.origin, reason: tooMany } };
    }
    return;
  }
  for (const alternative of value.alternatives) {
    collect(alternative.value, and(guard, alternative.guard), [...assumed, ...(value.assumed ?? [])], into);
  }
}

const tooMany: Reason = {
  kind: "limit",
  name: "alternatives",
  stack: "",
  message: `a value has more than ${maximalAlternatives} alternatives`,
  settle: "--parameter or --scenario, to pin some of them",
};

/** A list as far as it is known: `open` says why there may be more items, or none of those listed. */
export interface Items<T> {
  readonly items: readonly T[];
  readonly open: readonly Reason[];
}

/**
 * The items of a list in a world, with absent items left out and lists of lists flattened where an item (an `Fn::If`, a
 * parameter) stands for several. A single value counts as a list of one, as CloudFormation takes it.
 */
export function listIn(value: Value, world: World): Items<Decided> {
  const items: Decided[] = [];
  const open: Reason[] = [];
  const visit = (decided: Decided): void => {
    if (decided.kind === "list") for (const item of decided.items) visit(world.read(item));
    else if (decided.kind === "unknown") {
      if (decided.reason.kind === "parameter-list" || decided === top) open.push(decided.reason);
      else items.push(decided);
    } else if (decided.kind !== "absent") items.push(decided);
  };
  const top = world.read(value);
  visit(top);
  return { items, open };
}

/** The items of a list over all worlds, each under the guard of its presence. */
export function itemsOf(value: Value): Items<Guarded<Decided>> {
  const items: Guarded<Decided>[] = [];
  const open: Reason[] = [];
  const visit = (inner: Value, guard: Guard, isTop: boolean): void => {
    for (const alternative of alternativesOf(inner)) {
      const both = and(guard, alternative.guard);
      const { value: decided } = alternative;
      if (decided.kind === "list") for (const item of decided.items) visit(item, both, false);
      else if (decided.kind === "unknown") {
        if (isTop || decided.reason.kind === "parameter-list") open.push(decided.reason);
        else items.push({ guard: both, value: decided });
      } else if (decided.kind !== "absent") items.push({ guard: both, value: decided });
    }
  };
  visit(value, always, true);
  return { items, open };
}

/** The text of a known scalar as CloudFormation passes it on (`true`, `3`), or undefined. */
export function textOf(value: Value): string | undefined {
  return value.kind === "known" && value.value !== null ? String(value.value) : undefined;
}

/** A known boolean; CloudFormation takes `"true"` and `"false"` too. */
export function booleanOf(value: Value): boolean | undefined {
  if (value.kind !== "known") return undefined;
  const text = String(value.value).toLowerCase();
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** A known number; CloudFormation takes digits in a string too. */
export function numberOf(value: Value): number | undefined {
  if (value.kind !== "known" || value.value === null || value.value === "" || typeof value.value === "boolean") return undefined;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : undefined;
}

export function known(value: Scalar, origin: Value["origin"] = null): Value {
  return { kind: "known", value, origin };
}

/** The value in the worlds where `guard` holds, and `otherwise` in the others. */
export function choose(guard: Guard, value: Value, otherwise: Value, origin: Value["origin"]): Value {
  if (guard.kind === "true") return value;
  if (guard.kind === "false") return otherwise;
  return { kind: "choice", origin, alternatives: [{ guard, value }, { guard: not(guard), value: otherwise }] };
}
