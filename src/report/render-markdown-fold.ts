/**
 * Lines -> a part that opens on a click, as long as a part may be.
 */

/** In UTF-8 bytes; so much that no part takes the room of others. */
export const longestPart = 6000;

/** Nothing for no lines. */
export function fold(title: string, lines: readonly string[], isOpen = false): readonly string[] {
  if (lines.length === 0) return [];
  return [`<details${isOpen ? " open" : ""}><summary>${title}</summary>`, "", ...lines, "", "</details>"];
}

/**
 * A part whose lines are bounded; only its title where not one of them is short enough.
 *
 * @param title ours, wholly
 * @param beyond how many lines there would be beside these
 */
export function foldBounded(title: string, lines: readonly string[], longest: number, beyond = 0): readonly string[] {
  const shown = bounded(lines, andMore, longest, beyond);
  const isEmpty = shown.length === 1 && shown[0] !== lines[0];
  return isEmpty ? [title] : fold(title, shown);
}

/** The first lines, and one that says how many more there are; `beyond` more than these. */
export function bounded(
  lines: readonly string[],
  rest: (more: number, shown: number) => string,
  longest = longestPart,
  beyond = 0,
): readonly string[] {
  let bytes = 0;
  const fitting = lines.findIndex((line) => (bytes += Buffer.byteLength(line)) > longest);
  const shown = fitting < 0 ? lines : lines.slice(0, fitting);
  const more = lines.length - shown.length + beyond;
  return more === 0 ? shown : [...shown, rest(more, shown.length)];
}

export function andMore(more: number): string {
  return `- and ${more} more`;
}

/** Inside an item of a list. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? "" : `  ${line}`));
}
