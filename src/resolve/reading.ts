/**
 * Reading values: by path, item by item, in a world or over all worlds.
 *
 * Functions that take a `World` may throw `Split` (see world.ts). `alternativesOf` and `itemsOf` need no world: they give
 * everything that can be, each under its guard; the graph is built with them.
 * Invariant: what may be there and is not known is never absent; it is the unknown that it is.
 */
import type { Scalar } from "../source/node.ts";
import { always, and, type Guard, not, or } from "./guard.ts";
import { limitReason } from "./reason.ts";
import { absent, type Decided, type Reason, type Unknown, type Value } from "./value.ts";
import { World } from "./world.ts";

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
    current = typeof step === "number" ? itemAt(current, step, world) : world.read(entryOf(current, step));
  }
  return current;
}

function itemAt(list: Decided, index: number, world: World): Decided {
  const { items, open } = listIn(list, world);
  const [reason] = open;
  return items[index] ?? (reason === undefined ? { ...absent, origin: list.origin } : unknownOf(reason, list.origin));
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
      return (
        value.entries.get(key) ??
        (value.open ? unknownOf(value.open, value.origin) : { ...absent, origin: value.origin })
      );
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

function unknownOf(reason: Reason, origin: Value["origin"]): Unknown {
  return { kind: "unknown", origin, reason };
}

/** What a value can be, each alternative under its guard; never a choice. What conditions exclude is left out. */
export function alternativesOf(value: Value): readonly Guarded<Decided>[] {
  if (value.kind !== "choice") return [{ guard: always, value }];
  const result: Guarded<Decided>[] = [];
  collect(value, { guard: always, world: World.open, assumed: [] }, result);
  return result;
}

/** How an alternative was reached: under which guard, what that plainly decides, and what was assumed on the way. */
interface Way {
  readonly guard: Guard;
  readonly world: World;
  readonly assumed: readonly string[];
}

function collect(value: Value, way: Way, into: Guarded<Decided>[]): void {
  const { assumed = [] } = assuming(value, way.assumed);
  if (value.kind === "choice") {
    for (const alternative of value.alternatives) {
      const world = way.world.assume(alternative.guard);
      const guard = and(way.guard, alternative.guard);
      if (world !== undefined && guard.kind !== "false") collect(alternative.value, { guard, world, assumed }, into);
    }
  } else if (into.length < maximalAlternatives) {
    into.push({ guard: way.guard, value: assuming(value, assumed) });
  } else {
    const last = into[maximalAlternatives - 1];
    const guard = last === undefined ? way.guard : or(last.guard, way.guard);
    into[maximalAlternatives - 1] = { guard, value: unknownOf(tooMany, value.origin) };
  }
}

const tooMany: Reason = {
  ...limitReason("", "alternatives", `a value has more than ${maximalAlternatives} alternatives`),
  settle: "--parameter or --scenario, to pin some of them",
};

/** A list as far as it is known: `open` says why there may be more items, or none of those listed. */
export interface Items<T> {
  readonly items: readonly T[];
  readonly open: readonly Reason[];
}

/**
 * The items of a list in a world, with absent items left out and lists of lists flattened where an item (a condition, a
 * parameter) stands for several. A single value counts as a list of one, as CloudFormation takes it.
 */
export function listIn(value: Value, world: World): Items<Decided> {
  const items: Decided[] = [];
  const open: Reason[] = [];
  const visit = (decided: Decided, isTop: boolean): void => {
    if (decided.kind === "list") {
      for (const item of decided.items) visit(world.read(item), false);
      if (decided.open !== undefined) open.push(decided.open);
    } else if (decided.kind === "unknown" && (isTop || isMany(decided))) open.push(decided.reason);
    else if (decided.kind !== "absent") items.push(decided);
  };
  visit(world.read(value), true);
  return { items, open };
}

/** The items of a list over all worlds, each under the guard of its presence. */
export function itemsOf(value: Value): Items<Guarded<Decided>> {
  const items: Guarded<Decided>[] = [];
  const open: Reason[] = [];
  const visit = (inner: Value, outside: Guard, isTop: boolean): void => {
    for (const alternative of alternativesOf(inner)) {
      const { value: decided } = alternative;
      const guard = and(outside, alternative.guard);
      if (guard.kind === "false") continue;
      if (decided.kind === "list") {
        for (const item of decided.items) visit(assuming(item, decided.assumed ?? []), guard, false);
        if (decided.open !== undefined) open.push(decided.open);
      } else if (decided.kind === "unknown" && (isTop || isMany(decided))) open.push(decided.reason);
      else if (decided.kind !== "absent") items.push({ guard, value: decided });
    }
  };
  visit(value, always, true);
  return { items, open };
}

/** Whether an unknown among the items of a list stands for a list itself. */
function isMany(value: Unknown): boolean {
  return value.many === true || (value.derived === undefined && value.reason.kind === "parameter-list");
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
  if (value.kind !== "known" || value.value === null || typeof value.value === "boolean") return undefined;
  if (typeof value.value === "string" && value.value.trim() === "") return undefined;
  const number = Number(value.value);
  return Number.isFinite(number) ? number : undefined;
}

/** The value, with more parameters whose defaults it rests on. */
export function assuming<V extends Value>(value: V, parameters: Iterable<string>): V {
  const all = new Set([...(value.assumed ?? []), ...parameters]);
  return all.size === (value.assumed?.length ?? 0) ? value : { ...value, assumed: [...all] };
}

export function known(value: Scalar, origin: Value["origin"] = null): Value {
  return { kind: "known", value, origin };
}

/** The value in the worlds where `guard` holds, and `otherwise` in the others. */
export function choose(guard: Guard, value: Value, otherwise: Value, origin: Value["origin"]): Value {
  if (guard.kind === "true") return value;
  if (guard.kind === "false") return otherwise;
  return {
    kind: "choice",
    origin,
    alternatives: [
      { guard, value },
      { guard: not(guard), value: otherwise },
    ],
  };
}
