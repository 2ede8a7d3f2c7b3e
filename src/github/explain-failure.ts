/**
 * Why no comment was written -> one line for the person who wonders, with what would help.
 */
import { printable } from "../report/printable.ts";
import { GitHubFailure } from "./github-failure.ts";
import type { RunContext } from "./run-context.ts";

export interface Explanation {
  /** `notice` where nobody did anything wrong. */
  readonly level: "warning" | "notice";
  readonly text: string;
}

const elsewhere = "All findings stand in the annotations and in the job summary.";

export function explainFailure(error: unknown, { pullRequest, actor }: RunContext): Explanation {
  if (!(error instanceof GitHubFailure)) {
    const message = error instanceof Error ? error.message : String(error);
    return warning(`The comment was not written because of a fault of Stackplumb: ${said(message)}`);
  }
  const { kind, status, message } = error;
  switch (kind) {
    case "refused":
    case "missing":
      if (status === 401)
        return warning("The comment was not written: GitHub does not accept the token of `github-token`.");
      if (pullRequest?.isFork) {
        return notice("No comment: this pull request comes from a fork, so that this run's token may only read.");
      }
      if (actor === "dependabot[bot]") return notice("No comment: a run of Dependabot has a token that may only read.");
      return warning(
        `The comment was not written: the token may not write to this pull request (GitHub: ${status} ${said(message)}). The job needs \`permissions: pull-requests: write\`.`,
      );
    case "throttled":
      return warning(
        "The comment was not written: GitHub asks to wait longer than a check should. A later run will write it.",
      );
    case "unclear":
      return warning(
        `The comment was not written: GitHub did not answer as it should (${said(message)}). A later run will write it.`,
      );
    case "rejected":
      return warning(`The comment was not written: GitHub rejected it (${status} ${said(message)}).`);
  }
}

function warning(text: string): Explanation {
  return { level: "warning", text: `${text} ${elsewhere}` };
}

function notice(text: string): Explanation {
  return { level: "notice", text: `${text} ${elsewhere}` };
}

/** GitHub's own words, without the address of its documentation. */
function said(message: string): string {
  return printable(message.replace(/ - https:\/\/docs\.github\.com\S*$/, "")).slice(0, 200);
}
