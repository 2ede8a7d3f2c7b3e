/**
 * The value of a loop's collection -> the items that a loop goes through.
 *
 * Invariant: an item is here once, however many alternatives of the collection have it.
 */
import { type Guard, or } from "../guard.ts";
import { itemsOf } from "../reading.ts";
import { invalidReason } from "../reason.ts";
import { reasonOf } from "../undecided.ts";
import type { Known, Reason, Value } from "../value.ts";
import type { Item } from "./bind.ts";

export interface Collection {
  readonly items: readonly { readonly item: Item; readonly isCertain: boolean }[];
  /** Why there may be more items; or items whose texts are not known. */
  readonly open: readonly Reason[];
  /** Parameters whose defaults were taken. */
  readonly assumed: readonly string[];
  /** Texts that a list holds twice in the same world. */
  readonly repeated: readonly string[];
  /** It is a single value where a list belongs. */
  readonly isSingle: boolean;
}

export function collectionOf(value: Value): Collection {
  const { items, open } = itemsOf(value);
  const found = new Map<string, { readonly item: Item; guard: Guard }>();
  const reasons = [...open];
  const assumed = new Set(value.assumed);
  const repeated = new Set<string>();
  for (const { guard, value: one } of items) {
    for (const parameter of one.assumed ?? []) assumed.add(parameter);
    if (one.kind !== "known") {
      reasons.push(reasonOf(one) ?? invalidReason("", "an item of the collection is no text"));
      continue;
    }
    const text = textOf(one);
    const before = found.get(text);
    if (before === undefined) found.set(text, { item: { text, origin: one.origin }, guard });
    else {
      if (before.guard.kind === "true") repeated.add(text);
      before.guard = or(before.guard, guard);
    }
  }
  return {
    items: [...found.values()].map(({ item, guard }) => ({ item, isCertain: guard.kind === "true" })),
    open: reasons,
    assumed: [...assumed],
    repeated: [...repeated],
    isSingle: value.kind === "known" || value.kind === "text" || value.kind === "map" || value.kind === "absent",
  };
}

/** Numbers as they are written. */
function textOf({ value, origin }: Known): string {
  if (typeof value === "number" && origin?.kind === "scalar") return origin.text;
  return value === null ? "" : String(value);
}
