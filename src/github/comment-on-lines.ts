/**
 * Findings, and what is said on the pull request already -> comments on lines of the diff that tell of the findings.
 *
 * New ones come as one review; older ones are brought up to date at the same time. What comes back is only what people can
 * read by then, whatever failed. Not here: which findings are told on lines (find-homes.ts).
 */
import type { Report } from "../lint/report.ts";
import { counted } from "../report/counted.ts";
import { codeSpan } from "../report/render-markdown-escape.ts";
import type { Item } from "../report/render-markdown-findings.ts";
import type { GitHub, LineComment } from "./connect.ts";
import type { InlinePlace } from "./find-homes.ts";
import { digestOfFinding, markedFinding } from "./finding-marker.ts";
import type { GitHubFailure } from "./github-failure.ts";
import { carryOut, postReview } from "./keep-review.ts";
import type { Places } from "./places.ts";
import { fates, planReview, type Writing } from "./plan-review.ts";
import type { Conversation } from "./read-conversation.ts";
import type { PullRequest } from "./run-context.ts";
import { lineText } from "./write-finding.ts";

export interface LineWishes {
  readonly report: Report;
  /** That are told somewhere. */
  readonly items: readonly Item[];
  readonly places: Places;
  readonly pullRequest: PullRequest;
  readonly key: string;
  readonly label: string | null;
  /** Which get new comments, given the fingerprints of those that have one. */
  readonly choose: (present: ReadonlySet<string>) => readonly InlinePlace[];
  /** Waits, in milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface OnLines {
  /** Fingerprints of findings that are told on a line. */
  readonly present: ReadonlySet<string>;
  /** How many comments were written. */
  readonly written: number;
  /** Why a review was not taken; null for none. */
  readonly rejected: GitHubFailure | null;
  /** Why older comments are not all up to date; null for none. */
  readonly outdated: GitHubFailure | null;
}

export async function commentOnLines(
  github: GitHub,
  conversation: Conversation,
  { report, items, places, pullRequest, key, label, choose, pause }: LineWishes,
): Promise<OnLines> {
  const byPrint = new Map(items.map((item) => [item.finding.fingerprint, item]));
  const write: Writing = (finding, path, lines) =>
    lineText(byPrint.get(finding.fingerprint) ?? { finding, consequences: [] }, path, lines, report, places);
  const findings = new Map(items.map(({ finding }) => [finding.fingerprint, finding]));
  const plan = planReview(conversation, key, findings, fates(report), write);
  const chosen = choose(plan.present);
  const review = {
    commit: pullRequest.head,
    body: reviewBody(chosen.length, label),
    comments: chosen.map((place) => lineComment(place, key, write)),
  };
  const fingerprints = chosen.map(({ finding }) => finding.fingerprint);
  const [posted, changed] = await Promise.all([
    chosen.length === 0
      ? null
      : postReview(github, { pullRequest: pullRequest.number, key, review, fingerprints }, pause),
    carryOut(github, plan.changes),
  ]);
  const kept = [...plan.present].filter((print) => !changed.lost.has(print));
  return {
    present: new Set([...kept, ...(posted?.posted ?? [])]),
    written: posted?.posted.size ?? 0,
    rejected: posted?.failure ?? null,
    outdated: changed.failure,
  };
}

function lineComment({ finding, path, lines }: InlinePlace, key: string, write: Writing): LineComment {
  const { text, suggestion } = write(finding, path, lines);
  const { ruleId, fingerprint } = finding;
  const digest = digestOfFinding(finding, suggestion);
  return { path, lines, text: markedFinding({ key, fingerprint, ruleId, isSettled: false, digest }, text) };
}

/** GitHub takes no review without a text of its own. */
function reviewBody(comments: number, label: string | null): string {
  const who = label === null ? "Stackplumb" : `Stackplumb ${codeSpan(label, 100)}`;
  return `${who}: ${counted(comments, "finding")} on lines of this pull request.`;
}
