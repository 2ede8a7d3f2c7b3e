/**
 * Pages of GitHub's list of changed files -> all of them.
 *
 * The pages after the first are asked for at once. What an entry does not say as it should is left out: it could allow a
 * comment where GitHub takes none. https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files
 */
import { at, textAt } from "./answer-fields.ts";
import type { ChangedFile, ChangedFiles } from "./diff-hunks.ts";

export interface Page {
  readonly entries: readonly unknown[];
  /** The header of that name; empty for none. */
  readonly link: string;
}

/** Of 100 entries: GitHub lists 3,000 files and no more. */
const mostPages = 30;

export async function changedFiles(pageAt: (page: number) => Promise<Page>): Promise<ChangedFiles> {
  const pages = [await pageAt(1)];
  for (let known = lastPage(pages); pages.length < known; known = lastPage(pages)) {
    const missing = Array.from({ length: known - pages.length }, (_, i) => pages.length + 1 + i);
    pages.push(...(await Promise.all(missing.map(pageAt))));
  }
  const entries = pages.flatMap((page) => page.entries);
  return { files: entries.map(fileOf), isWhole: entries.length < mostPages * 100 };
}

/** The greatest page that the last answer tells of. */
function lastPage(pages: readonly Page[]): number {
  const link = pages.at(-1)?.link ?? "";
  const told = [...link.matchAll(/[?&]page=(\d{1,6})[^<>]*>;\s*rel="(?:next|last)"/g)].map(([, page]) => Number(page));
  return Math.min(mostPages, Math.max(0, ...told));
}

function fileOf(entry: unknown): ChangedFile {
  const patch = at(entry, ["patch"]);
  return {
    path: textAt(entry, ["filename"]),
    status: textAt(entry, ["status"]),
    patch: typeof patch === "string" ? patch : null,
  };
}
