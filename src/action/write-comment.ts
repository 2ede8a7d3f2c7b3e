/**
 * A report -> the comment on the pull request, made, changed or left alone.
 *
 * Invariant: never throws; why there is no comment is one line.
 */
import { type Marker, markedBody } from "../github/comment-marker.ts";
import type { GitHub } from "../github/connect.ts";
import { explainFailure } from "../github/explain-failure.ts";
import { type CommentOutcome, keepComment } from "../github/keep-comment.ts";
import type { PullRequest, RunContext } from "../github/run-context.ts";
import type { Report } from "../lint/report.ts";
import { renderMarkdown } from "../report/render-markdown.ts";
import { itemsOf } from "../report/render-markdown-findings.ts";
import type { Places } from "./find-places.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Shell } from "./shell.ts";

/** GitHub's limit in characters, taken as one of bytes: however it counts, there are no more characters than bytes. */
const longestBody = 65_536;

export async function writeComment(
  report: Report,
  { place }: Places,
  inputs: Inputs,
  context: RunContext & { readonly pullRequest: PullRequest },
  github: GitHub,
  { runner, policy }: Pick<Shell, "runner" | "policy">,
): Promise<void> {
  const { owner, repo, serverUrl, pullRequest } = context;
  const marker: Marker = {
    key: inputs.commentKey ?? context.step,
    head: pullRequest.head,
    generation: { run: context.run, attempt: context.attempt },
  };
  const text = renderMarkdown(report, {
    budget: longestBody - Buffer.byteLength(markedBody(marker, "")),
    place,
    label: inputs.commentKey,
    elsewhere: `the [job summary](${serverUrl}/${owner}/${repo}/pull/${pullRequest.number}/checks)`,
    unknownFails: inputs.gate.strictUnknown,
  });
  const create = inputs.comment === "always" || isWorthAComment(report, inputs);
  const wanted = { pullRequest: pullRequest.number, marker, text, create };
  try {
    const { outcome } = await keepComment(github, wanted, (milliseconds) => policy.pause(milliseconds));
    if (outcome === "contested") runner.warning(contested);
    else runner.info(outcomes[outcome]);
  } catch (error) {
    const { level, text: explanation } = explainFailure(error, context);
    runner[level](explanation);
  }
}

function isWorthAComment(report: Report, { gate }: Inputs): boolean {
  return (
    itemsOf(report.findings).length > 0 ||
    report.diagnostics.some(({ severity }) => severity === "error") ||
    (gate.strictUnknown && report.summary.unknown > 0)
  );
}

const outcomes: Readonly<Record<Exclude<CommentOutcome, "contested">, string>> = {
  created: "The comment was written.",
  updated: "The comment was brought up to date.",
  unchanged: "The comment says this already.",
  "not needed": "No comment: there is nothing to say.",
  superseded: "The comment was left to a newer run.",
};

const contested =
  "The comment was not written: another step of this run keeps one of the same key. Give each a `comment-key` of its own. All findings stand in the annotations and in the job summary.";
