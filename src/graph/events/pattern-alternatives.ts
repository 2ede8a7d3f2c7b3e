/**
 * An event pattern with `$or` -> the patterns without it of which one must match.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * Invariant: an event matches the pattern exactly where it matches one of the alternatives. A `$or` that cannot be taken
 * apart leaves the fields beside it open, with the reason.
 */
import { limitReason, unknown } from "../../resolve/reason.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { MapValue, Reason, Value } from "../../resolve/value.ts";

/** More combinations than these are not told apart; EventBridge takes up to 1,000, real patterns have a handful. */
const maximalPatterns = 64;

/** The patterns of which an event must match one; the pattern itself where it has no `$or`. */
export function alternativePatterns(pattern: Value): readonly Value[] {
  switch (pattern.kind) {
    case "map":
      return ofMap(pattern);
    case "choice": {
      const parts = pattern.alternatives.map(({ guard, value }) => ({ guard, of: alternativePatterns(value) }));
      const most = Math.max(...parts.map(({ of }) => of.length));
      if (most <= 1 && parts.every(({ of }, i) => of[0] === pattern.alternatives[i]?.value)) return [pattern];
      // An alternative that is there twice changes nothing, so that the shorter list repeats its last.
      return Array.from({ length: most }, (_, i) => ({
        ...pattern,
        alternatives: parts.map(({ guard, of }) => ({ guard, value: of[Math.min(i, of.length - 1)] ?? pattern })),
      }));
    }
    default:
      return [pattern];
  }
}

function ofMap(pattern: MapValue): readonly Value[] {
  let open: Reason | undefined;
  let found: readonly Entries[] = [[]];
  const multiply = (options: readonly Entries[]): void => {
    if (found.length * options.length > maximalPatterns) open = tooMany;
    else found = found.flatMap((entries) => options.map((more) => [...entries, ...more]));
  };
  let isSplit = false;
  for (const [key, value] of pattern.entries) {
    if (key === "$or") {
      isSplit = true;
      const options = optionsOf(value);
      if ("reason" in options) open = options.reason;
      else multiply(options.of);
    } else {
      const parts = alternativePatterns(value);
      isSplit ||= parts.length > 1 || parts[0] !== value;
      multiply(parts.map((part) => [[key, part] as const]));
    }
  }
  if (!isSplit) return [pattern];
  return found.map((entries) => ({ ...pattern, entries: merged(entries), ...(open !== undefined && { open }) }));
}

type Entries = readonly (readonly [string, Value])[];
type Options = { readonly of: readonly Entries[] } | { readonly reason: Reason };

function optionsOf(list: Value): Options {
  if (list.kind !== "list" || list.open !== undefined) return { reason: notRead(list) };
  const options = list.items.flatMap(alternativePatterns);
  const maps = options.filter((option) => option.kind === "map");
  if (maps.length < options.length) return { reason: notRead(options.find(({ kind }) => kind !== "map") ?? list) };
  return { of: maps.map(({ entries }) => [...entries]) };
}

/** Entries of which some speak of one field: what stands beside `$or` and in it holds together. */
function merged(entries: Entries): Map<string, Value> {
  const result = new Map<string, Value>();
  for (const [key, value] of entries) {
    const there = result.get(key);
    if (there === undefined) result.set(key, value);
    else if (there.kind === "map" && value.kind === "map")
      result.set(key, { ...there, entries: merged([...there.entries, ...value.entries]) });
    else result.set(key, unknown(notRead(value), value.origin));
  }
  return result;
}

function notRead(value: Value): Reason {
  return reasonOf(value) ?? limitReason("", "$or", "what $or of an event pattern accepts is not worked out");
}

const tooMany = limitReason("", "$or", `$or of an event pattern has more than ${maximalPatterns} combinations`);
