/**
 * Patterns of literal characters, `*` and `?` -> whether some text is taken by those, and only those, that are asked for.
 *
 * All patterns read one text together, character by character; a text exists where a wanted combination is reached.
 * Invariant: exact, or undefined past a bound. Characters that no pattern spells are alike, so one stands for them all.
 */
import type { Tokens } from "../access/pattern.ts";

/** Positions that are looked at; filters and grants of real templates need some hundreds. */
const maximalWork = 20_000;

/** No pattern spells it: a noncharacter of Unicode. */
const other = "\uFFFF";

type Positions = readonly number[];

/** @param wanted given which patterns take a text, whether that text is looked for. */
export function someWord(
  patterns: readonly Tokens[],
  wanted: (taken: readonly boolean[]) => boolean,
): boolean | undefined {
  const first = patterns.map((tokens) => skipping(tokens, [0]));
  const seen = new Set([keyOf(first)]);
  const waiting: (readonly Positions[])[] = [first];
  let work = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (wanted(next.map((positions, i) => positions.includes(patterns[i]?.length ?? 0)))) return true;
    for (const character of charactersAt(patterns, next)) {
      const reached = next.map((positions, i) => read(patterns[i] ?? [], positions, character));
      for (const positions of reached) work += positions.length + 1;
      if (work > maximalWork) return undefined;
      const key = keyOf(reached);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(reached);
    }
  }
  return false;
}

/** The characters that some pattern waits for, and the one that stands for all others. */
function charactersAt(patterns: readonly Tokens[], all: readonly Positions[]): ReadonlySet<string> {
  const found = new Set([other]);
  for (const [i, positions] of all.entries()) {
    for (const position of positions) {
      const token = patterns[i]?.[position];
      if (typeof token === "string") found.add(token);
    }
  }
  return found;
}

function keyOf(all: readonly Positions[]): string {
  return all.map((positions) => positions.join(",")).join(";");
}

function read(tokens: Tokens, positions: Positions, character: string): Positions {
  const reached: number[] = [];
  for (const position of positions) {
    const token = tokens[position];
    if (token === undefined) continue;
    if (token === character) reached.push(position + 1);
    else if (typeof token !== "string") reached.push(token.kind === "star" ? position : position + 1);
  }
  return skipping(tokens, reached);
}

/** With the positions behind stars, which may stand for nothing; sorted, each once. */
function skipping(tokens: Tokens, positions: Positions): Positions {
  const all = new Set<number>();
  for (const position of positions) {
    for (let at = position; !all.has(at); at++) {
      all.add(at);
      const token = tokens[at];
      if (token === undefined || typeof token === "string" || token.kind !== "star") break;
    }
  }
  return [...all].sort((a, b) => a - b);
}
