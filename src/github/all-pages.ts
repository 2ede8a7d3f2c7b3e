/**
 * Pages of one of GitHub's lists -> all entries, in order.
 *
 * The pages after the first are asked for at once, as far as an answer tells of them.
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */

export interface Page {
  readonly entries: readonly unknown[];
  /** The header of that name; empty for none. */
  readonly link: string;
}

/** Lists of a pull request. */
export type ListRoute =
  | "GET /repos/{owner}/{repo}/issues/{number}/comments"
  | "GET /repos/{owner}/{repo}/pulls/{number}/comments"
  | "GET /repos/{owner}/{repo}/pulls/{number}/files";

/** A page of 100 entries; the first page is 1. */
export type PageOf = (route: ListRoute, pullRequest: number, page: number) => Promise<Page>;

/** @param most pages that are read; entries beyond them are left out */
export async function allPages(pageAt: (page: number) => Promise<Page>, most: number): Promise<readonly unknown[]> {
  const pages = [await pageAt(1)];
  for (let known = lastPage(pages, most); pages.length < known; known = lastPage(pages, most)) {
    const missing = Array.from({ length: known - pages.length }, (_, i) => pages.length + 1 + i);
    pages.push(...(await Promise.all(missing.map(pageAt))));
  }
  return pages.flatMap((page) => page.entries);
}

/** The greatest page that the last answer tells of. */
function lastPage(pages: readonly Page[], most: number): number {
  const link = pages.at(-1)?.link ?? "";
  const told = [...link.matchAll(/[?&]page=(\d{1,6})[^<>]*>;\s*rel="(?:next|last)"/g)].map(([, page]) => Number(page));
  return Math.min(most, Math.max(0, ...told));
}
