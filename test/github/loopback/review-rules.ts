/**
 * A review that is asked for -> why GitHub rejects all of it, or nothing.
 *
 * Written from GitHub's documents, and not from what Stackplumb takes for granted: it walks the patch line by line.
 * https://docs.github.com/en/rest/pulls/comments#create-a-review-comment-for-a-pull-request
 */
import type { StoredFile } from "./stored.ts";

export interface AskedReview {
  readonly commit_id?: string;
  readonly event?: string;
  readonly body?: string;
  readonly comments?: readonly AskedComment[];
}

export interface AskedComment {
  readonly path: string;
  readonly body: string;
  readonly line?: number;
  readonly side?: string;
  readonly start_line?: number;
  readonly start_side?: string;
}

const longestBody = 65_536;

export function problemOfReview(
  { event, body, comments = [], commit_id }: AskedReview,
  files: ReadonlyMap<string, StoredFile>,
  commits: ReadonlySet<string>,
): string | undefined {
  if (event === "COMMENT" && (body ?? "") === "") return "Body can't be blank";
  if ((body ?? "").length > longestBody) return "Body is too long (maximum is 65536 characters)";
  if (commit_id !== undefined && !commits.has(commit_id)) return "The given commit is not part of the pull request";
  for (const { path, body: text, line, side, start_line, start_side } of comments) {
    if (text === "") return "Body can't be blank";
    if (text.length > longestBody) return "Body is too long (maximum is 65536 characters)";
    const file = files.get(path);
    if (file === undefined) return "Path could not be resolved";
    if (line === undefined || side !== "RIGHT") return "Line could not be resolved";
    const hunk = hunkOf(file.patch ?? "", line);
    if (hunk === undefined) return "Line could not be resolved";
    if (start_line === undefined) continue;
    if (start_side !== "RIGHT" || start_line >= line) return "Start line must precede the end line.";
    if (hunkOf(file.patch ?? "", start_line) !== hunk) {
      return "Start line could not be resolved; start_line must be part of the same hunk as the line.";
    }
  }
  return undefined;
}

/** Number of the hunk that shows a line of the head's side. */
function hunkOf(patch: string, wanted: number): number | undefined {
  let [hunk, line] = [0, 0];
  for (const text of patch.split("\n")) {
    const start = /^@@ .*?\+(\d+)/.exec(text)?.[1];
    if (text.startsWith("@@") && start !== undefined) {
      hunk += 1;
      line = Number(start);
    } else if (text.startsWith("+") || text.startsWith(" ")) {
      if (line === wanted) return hunk;
      line += 1;
    }
  }
  return undefined;
}
