/**
 * GitHub's list of the files that a pull request changes -> the same, checked.
 *
 * https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files
 */
import { allPages, type PageOf } from "./all-pages.ts";
import { at, textAt } from "./answer-fields.ts";
import type { ChangedFile } from "./diff-hunks.ts";

/** Of 100 entries: GitHub lists 3,000 files and no more. */
const mostPages = 30;

export async function changedFiles(pageOf: PageOf, pullRequest: number): Promise<readonly ChangedFile[]> {
  const route = "GET /repos/{owner}/{repo}/pulls/{number}/files";
  return (await allPages((page) => pageOf(route, pullRequest, page), mostPages)).map(fileOf);
}

function fileOf(entry: unknown): ChangedFile {
  const patch = at(entry, ["patch"]);
  return {
    path: textAt(entry, ["filename"]),
    status: textAt(entry, ["status"]),
    patch: typeof patch === "string" ? patch : null,
  };
}
