/**
 * What an event is compared with -> the commit, asked of the repository that is checked out, else of GitHub.
 */
import type { GitHub } from "../connect.ts";
import { GitHubFailure } from "../github-failure.ts";
import type { EventBase } from "./base-of-event.ts";
import type { Git } from "./git.ts";

export interface BaseCommit {
  readonly commit: string;
  /** For people: "the merge base with main". */
  readonly name: string;
}

export interface NoBase {
  /** Completes "no base to compare with: ...". */
  readonly none: string;
}

export async function findBase(
  event: EventBase,
  git: Git | undefined,
  github: Pick<GitHub, "mergeBase"> | null,
): Promise<BaseCommit | NoBase> {
  if (event.kind === "none") return { none: event.reason };
  if (event.kind === "commit") return { commit: event.commit, name: event.name };
  const { base, head, branch } = event;
  const checkedOut = git?.resolve("HEAD");
  const [onto, merged] = (checkedOut && git?.commit(checkedOut)?.parents) || [];
  // The trial merge: its parents are told even where the history is cut off.
  if (checkedOut !== head && onto !== undefined && merged === head)
    return { commit: onto, name: `${branch} without the pull request` };
  const name = `the merge base with ${branch}`;
  // Where the history is cut off, an older commit could look like the one where it parted.
  const known = git?.isShallow === false ? git.mergeBase(base, head) : undefined;
  if (known !== undefined) return { commit: known, name };
  if (github === null) return { none: "the history is not checked out, and there is no token to ask GitHub with" };
  try {
    return { commit: await github.mergeBase(base, head), name };
  } catch (error) {
    if (error instanceof GitHubFailure) return { none: `GitHub does not tell the merge base (${describe(error)})` };
    throw error;
  }
}

/** Never GitHub's own words: they may hold the pull request's. */
export function describe({ kind, status }: GitHubFailure): string {
  if (kind === "refused" && status === 403) return "status 403; the job needs the permission to read contents";
  return status === 0 ? "no answer" : `${kind}, status ${status}`;
}
