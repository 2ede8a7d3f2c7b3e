/**
 * Why something was not written -> one line for the person who wonders, with what would help.
 */
import { printable } from "../report/printable.ts";
import { GitHubFailure } from "./github-failure.ts";
import type { RunContext } from "./run-context.ts";

export interface Explanation {
  /** `notice` where nobody did anything wrong. */
  readonly level: "warning" | "notice" | "info";
  readonly text: string;
}

type Unwritten = "comment" | "review" | "update of older comments on lines";

const elsewhere: Readonly<Record<Unwritten, string>> = {
  comment: "All findings stand in the annotations and in the job summary.",
  review: "What it would have said on lines of the diff stands in the annotations, the comment or the job summary.",
  "update of older comments on lines": "They may say what is no longer so; the job summary says what is.",
};

const publishing = "A job on `workflow_run` with `mode: publish` can write it.";

/** @param what of which there is none now */
export function explainFailure(
  error: unknown,
  { pullRequest, actor }: Pick<RunContext, "pullRequest" | "actor">,
  what: Unwritten = "comment",
): Explanation {
  const warning = (reason: string): Explanation => ({
    level: "warning",
    text: `The ${what} was not written${reason} ${elsewhere[what]}`,
  });
  const notice = (reason: string): Explanation => ({
    level: "notice",
    text: `No ${what}: ${reason} ${publishing} ${elsewhere[what]}`,
  });
  if (!(error instanceof GitHubFailure)) {
    const message = error instanceof Error ? error.message : String(error);
    return warning(` because of a fault of Stackplumb: ${said(message)}.`);
  }
  const { kind, status, message } = error;
  switch (kind) {
    case "refused":
    case "missing":
      if (status === 401) return warning(": GitHub does not accept the token of `github-token`.");
      if (pullRequest?.isFork) {
        return notice("this pull request comes from a fork, so that this run's token may only read.");
      }
      if (actor === "dependabot[bot]") return notice("a run of Dependabot has a token that may only read.");
      return warning(
        `: the token may not write to this pull request (GitHub: ${status === 200 ? "" : `${status} `}${said(message)}). The job needs \`permissions: pull-requests: write\`.`,
      );
    case "throttled":
      return warning(": GitHub asks to wait longer than a check should. A later run will write it.");
    case "unclear":
      return warning(`: GitHub did not answer as it should (${said(message)}). A later run will write it.`);
    case "rejected":
      return warning(`: GitHub rejected it (${status === 0 ? "" : `${status} `}${said(message)}).`);
  }
}

/** GitHub's own words, without the address of its documentation. */
function said(message: string): string {
  return printable(message.replace(/ - https:\/\/docs\.github\.com\S*$/, "")).slice(0, 200);
}
