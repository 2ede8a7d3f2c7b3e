/**
 * Values of two engines -> leaves that can be compared: where each stands, under which conditions, and what it says.
 *
 * A leaf is a text: a literal as it is, `<Id>` and `<Id.Attr>` for a name, `(none)` for nothing, `?` for what is not known.
 */
import type { ResolvedValue } from "@aws/cloudformation-validate";
import type { Guard } from "../../src/resolve/guard.ts";
import type { Reason, Value } from "../../src/resolve/value.ts";
import type { World } from "../../src/resolve/world.ts";

export const nothing = "(none)";
export const unknown = "?";

export interface Leaf {
  readonly path: readonly (string | number)[];
  readonly world: World;
  readonly says: string;
}

/** The leaves of the other engine's value; a condition that cannot be true or false here has no leaves on that side. */
export function leavesOfOracle(
  value: ResolvedValue,
  guardOf: (condition: string) => Guard,
  world: World,
  path: readonly (string | number)[] = [],
): readonly Leaf[] {
  const below = (inner: ResolvedValue, step?: string | number, where = world): readonly Leaf[] =>
    leavesOfOracle(inner, guardOf, where, step === undefined ? path : [...path, step]);
  if ("Concrete" in value) return leavesOfJson(value.Concrete.value, world, path);
  if ("List" in value) return value.List.items.flatMap((item, i) => below(item, i));
  if ("Map" in value) return value.Map.entries.flatMap(({ key, value: inner }) => below(inner, key));
  if ("Enum" in value) return value.Enum.variants.flatMap((variant) => below(variant));
  if ("Conditional" in value) {
    const { condition, if_true: yes, if_false: no } = value.Conditional;
    const guard = guardOf(condition);
    const [worldWith, worldWithout] = [world.assume(guard), world.assume(guard, false)];
    return [
      ...(worldWith === undefined ? [] : below(yes, undefined, worldWith)),
      ...(worldWithout === undefined ? [] : below(no, undefined, worldWithout)),
    ];
  }
  if ("Reference" in value) {
    const { target, kind } = value.Reference;
    const attribute = typeof kind === "object" && "GET_ATT" in kind ? `.${kind.GET_ATT.attr}` : "";
    return [{ path, world, says: `<${target}${attribute}>` }];
  }
  return [{ path, world, says: unknown }];
}

function leavesOfJson(value: unknown, world: World, path: readonly (string | number)[]): readonly Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leavesOfJson(item, world, [...path, i]));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => leavesOfJson(inner, world, [...path, key]));
  return [{ path, world, says: value === null ? nothing : String(value) }];
}

/** What Stackplumb says of one place. */
export interface OwnLeaves {
  /** Each thing once, sorted. */
  readonly says: readonly string[];
  /** Kinds of the reasons for what is not known, each once, sorted. */
  readonly reasons: readonly string[];
  readonly isSecret: boolean;
}

/** What Stackplumb says of the same place in the same worlds. */
export function ownLeaves(value: Value, path: readonly (string | number)[], world: World): OwnLeaves {
  const says = new Set<string>();
  const reasons = new Set<string>();
  let isSecret = false;
  const give = (leaf: Value): void => {
    says.add(leafOf(leaf));
    for (const part of leaf.kind === "text" ? leaf.parts : [leaf]) {
      if (part.kind === "unknown") reasons.add(part.reason.kind);
      if (part.kind === "secret") isSecret = true;
    }
  };
  const missing = (open: Reason | undefined): void => {
    says.add(open === undefined ? nothing : unknown);
    if (open !== undefined) reasons.add(open.kind);
  };
  const visit = (inner: Value, depth: number, where: World): void => {
    if (inner.kind === "choice") {
      for (const alternative of inner.alternatives) {
        const next = where.assume(alternative.guard);
        if (next !== undefined) visit(alternative.value, depth, next);
      }
      return;
    }
    const step = path[depth];
    if (step === undefined || inner.kind === "unknown" || inner.kind === "secret") give(inner);
    else if (inner.kind === "map" && typeof step === "string") {
      const entry = inner.entries.get(step);
      if (entry === undefined) missing(inner.open);
      else visit(entry, depth + 1, where);
    } else if (inner.kind === "list" && typeof step === "number") {
      const item = inner.items[step];
      if (item === undefined) missing(inner.open);
      else visit(item, depth + 1, where);
    } else says.add(nothing);
  };
  visit(value, 0, world);
  return { says: [...says].sort(), reasons: [...reasons].sort(), isSecret };
}

function leafOf(value: Value): string {
  switch (value.kind) {
    case "known":
      return value.value === null ? nothing : String(value.value);
    case "absent":
      return nothing;
    case "identity": {
      if (value.symbol.kind !== "attribute") return unknown;
      const { resource, attribute } = value.symbol;
      return attribute === "Ref" ? `<${resource.logicalId}>` : `<${resource.logicalId}.${attribute}>`;
    }
    case "list":
    case "map":
      return value.kind === "list" && value.items.length === 0 && value.open === undefined
        ? nothing
        : `(${value.kind})`;
    default:
      return unknown;
  }
}
