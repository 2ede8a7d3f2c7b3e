/**
 * A mistyped name -> the name that was probably meant.
 */

/** The candidate that takes the fewest single-character edits, or undefined where none is near enough to be a slip. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const asked = name.toLowerCase();
  const allowed = Math.max(1, Math.floor(asked.length / 3));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - asked.length) >= bestDistance) continue;
    const distance = editDistance(asked, candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** ` Did you mean X?`, to end a message with, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const meant = nearest(name, candidates);
  return meant === undefined ? "" : ` Did you mean ${meant}?`;
}

/** The same for a field of a thing that has some: what it has, where none is near. */
export function fieldMeant(name: string, fields: readonly string[]): string {
  return didYouMean(name, fields) || (fields.length === 0 ? "" : ` It has ${[...new Set(fields)].sort().join(", ")}.`);
}

/** Names are short; a hostile one is cut, so that the table stays small. */
const longest = 100;

/** Insertions, deletions, substitutions and swaps of neighbours (`Evn` is one edit away from `Env`). */
function editDistance(a: string, b: string): number {
  const left = a.slice(0, longest);
  const right = b.slice(0, longest);
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const substituted = (previous[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const isSwap = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swapped = isSwap ? (beforePrevious[j - 2] ?? 0) + 1 : substituted;
      current.push(Math.min(substituted, swapped, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}
