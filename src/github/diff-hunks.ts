/**
 * Files that a pull request changes, as GitHub lists them -> lines of the head that a review may comment on.
 *
 * GitHub takes a comment on a line that is in one of the hunks it shows, takes a range only where both ends are in one
 * hunk, and rejects the whole review for one line that is not. So a hunk counts only where its header and its body agree
 * to the last line; what is cut off or not a diff at all allows no comment. Patches are text of the pull request.
 * https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files
 */

/** One entry of GitHub's list, as it is sent. */
export interface ChangedFile {
  readonly path: string;
  /** `added`, `removed`, `modified`, `renamed`, ... */
  readonly status: string;
  /** Null for binary files, for renames without edits, and where GitHub finds it too long. */
  readonly patch: string | null;
}

/** Lines of the head's side, 1-based, both inclusive. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface Diff {
  /** Hunks by path, in order. Not there: files that the head does not have, and those beyond the 3,000 that GitHub lists. */
  readonly hunks: ReadonlyMap<string, readonly LineRange[]>;
}

/** In UTF-16 code units, of all patches together: more than a reviewer will ever see. */
const longestPatches = 20_000_000;

export function diffOf(files: readonly ChangedFile[]): Diff {
  const hunks = new Map<string, readonly LineRange[]>();
  let room = longestPatches;
  for (const { path, status, patch } of files) {
    if (status === "removed") continue;
    room -= patch?.length ?? 0;
    hunks.set(path, patch === null || room < 0 ? [] : hunksOf(patch));
  }
  return { hunks };
}

/** The hunk that holds all of the lines. */
export function hunkAround({ hunks }: Diff, path: string, { first, last }: LineRange): LineRange | undefined {
  if (first < 1 || last < first) return undefined;
  return hunks.get(path)?.find((hunk) => hunk.first <= first && last <= hunk.last);
}

const header = /^@@ -\d{1,9}(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

/** Those hunks of a patch that are whole: all up to the first that is not. */
export function hunksOf(patch: string): readonly LineRange[] {
  const found: LineRange[] = [];
  // No other character breaks a line of a diff: a carriage return and its likes belong to the line.
  const lines = patch.split("\n");
  let at = 0;
  while (at < lines.length) {
    const match = header.exec(lines[at] ?? "");
    if (match === null) break;
    const [, removed = "1", start = "", added = "1"] = match;
    const end = bodyEnd(lines, at + 1, Number(removed), Number(added));
    if (end === undefined) break;
    const first = Number(start);
    const previous = found.at(-1);
    if (previous !== undefined && first <= previous.last) break;
    if (Number(added) > 0 && first > 0) found.push({ first, last: first + Number(added) - 1 });
    at = end;
  }
  return found;
}

/** Where a hunk's lines end, counted as its header promises; undefined where they are others. */
function bodyEnd(lines: readonly string[], from: number, removed: number, added: number): number | undefined {
  let at = from;
  for (let [before, after] = [removed, added]; before > 0 || after > 0; at++) {
    const line = lines[at];
    if (line === undefined) return undefined;
    switch (line[0]) {
      case "+":
        after -= 1;
        break;
      case "-":
        before -= 1;
        break;
      case " ":
        before -= 1;
        after -= 1;
        break;
      case "\\":
        continue;
      default:
        return undefined;
    }
    if (before < 0 || after < 0) return undefined;
  }
  while (lines[at]?.startsWith("\\")) at += 1;
  return at;
}
