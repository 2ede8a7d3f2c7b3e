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

/** The first lines, and one that says how many more there are. */
export function bounded(
  lines: readonly string[],
  rest: (more: number, shown: number) => string,
  longest = longestPart,
): readonly string[] {
  let bytes = 0;
  const fitting = lines.findIndex((line) => (bytes += Buffer.byteLength(line)) > longest);
  return fitting < 0 ? lines : [...lines.slice(0, fitting), rest(lines.length - fitting, fitting)];
}

export function andMore(more: number): string {
  return `- and ${more} more`;
}

/** Inside an item of a list. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? "" : `  ${line}`));
}
