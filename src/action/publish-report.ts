/**
 * A report that another run left -> a review and a comment on the pull request that this other run was about.
 *
 * For pull requests whose own runs may not write: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run
 *
 * Invariant: the report is a stranger's. It must have the shape of one; nothing in it says where to write; lines are only
 * commented on where the commit's file is the one that was judged; and no edit is suggested, because a suggestion is
 * committed with a click. Which pull request it is, the event and GitHub say: the open one whose head is the commit that the
 * other run was started for.
 */
import { createHash } from "node:crypto";
import type { GitHub } from "../github/connect.ts";
import { explainFailure } from "../github/explain-failure.ts";
import { type FinishedRun, finishedRun } from "../github/finished-run.ts";
import { GitHubFailure } from "../github/github-failure.ts";
import type { Checkout } from "../github/places.ts";
import { publish } from "../github/publish.ts";
import type { PullRequest, RunContext } from "../github/run-context.ts";
import { joinPath } from "../input/join-path.ts";
import type { Report } from "../lint/report.ts";
import { counted } from "../report/counted.ts";
import { renderMarkdown } from "../report/render-markdown.ts";
import { givenReport } from "./given-report.ts";
import { commentOptions, publishing } from "./publishing.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Shell, Surroundings } from "./shell.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

/** @throws WrongInput for a report or an event that means nothing */
export async function publishReport(
  inputs: Inputs,
  workspace: Workspace,
  { context, payload, github }: Surroundings,
  { runner, policy }: Shell,
): Promise<void> {
  const report = withoutEdits(givenReport("report", inputs.report ?? "", workspace));
  const finished = context?.event === "workflow_run" ? finishedRun(payload) : undefined;
  if (context === null || finished === undefined)
    throw new WrongInput(
      "mode: publish works only on the event workflow_run, after a run that a pull request started.",
    );
  if (github === null) throw new WrongInput("mode: publish needs a token; give one with github-token.");
  runner.setOutput("conclusion", "success");
  let pullRequest: PullRequest | undefined;
  let checkout: Checkout;
  try {
    pullRequest = await pullRequestOf(finished, github);
    if (pullRequest === undefined) {
      runner.info(
        "Nothing was written: no open pull request has the commit of that run as its head. It was merged or closed, or a newer run will speak.",
      );
      return;
    }
    checkout = await filesOfCommit(report, pullRequest.head, inputs.workingDirectory, github);
  } catch (error) {
    const { level, text } = explainFailure(error, { ...context, pullRequest: null });
    runner[level](text);
    return;
  }
  const { serverUrl, owner, repo } = context;
  const note = `<sub>From the report of [a run of the pull request's own workflow](${serverUrl}/${owner}/${repo}/actions/runs/${finished.run}), which the pull request may have changed.</sub>`;
  const ofRun: RunContext = {
    ...context,
    pullRequest,
    commit: pullRequest.head,
    run: finished.run,
    attempt: finished.attempt,
  };
  const published = await publish(report, {
    ...publishing(inputs, ofRun),
    ...{ github, checkout },
    context: ofRun,
    annotate: false,
    renderComment: ({ budget, ...view }) => {
      const left = budget - Buffer.byteLength(note) - 2;
      const text = renderMarkdown(report, { ...commentOptions(inputs, ofRun), ...view, budget: left });
      return `${text}\n\n${note}`;
    },
    pause: (milliseconds) => policy.pause(milliseconds),
  });
  for (const { level, text } of published.lines) runner[level](text);
  const { errors, warnings, infos } = report.summary;
  runner.info(`The report has ${counted(errors + warnings + infos, "finding")}.`);
}

function withoutEdits(report: Report): Report {
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, edit: null })) };
}

/** Undefined where none has this commit as its head any more. */
async function pullRequestOf(finished: FinishedRun, github: GitHub): Promise<PullRequest | undefined> {
  const open = await github.openPullRequests(finished.owner, finished.branch);
  const [first] = open
    .filter(({ head, repository }) => head === finished.head && repository === finished.repository)
    .sort((a, b) => a.number - b.number);
  return first && { number: first.number, head: first.head, isFork: first.isFork };
}

/** The commit's files, as far as the report's SHA-256 says that they are what was judged. */
async function filesOfCommit(
  { stacks, findings }: Report,
  commit: string,
  folder: string,
  github: GitHub,
): Promise<Checkout> {
  const repositoryPath = (path: string): string => joinPath(folder === "" ? "." : folder, path);
  const bytes = new Map<string, Uint8Array>();
  if (findings.length > 0) {
    const judged = new Map(stacks.map(({ file, sha256 }) => [repositoryPath(file), sha256]));
    try {
      const { ids } = await github.filesAt(commit);
      const wanted = [...judged.keys()].flatMap((path) => ids.get(path) ?? []).slice(0, mostFiles);
      const texts = wanted.length === 0 ? new Map<string, string>() : await github.textsOf([...new Set(wanted)]);
      for (const [path, sha256] of judged) {
        const text = texts.get(ids.get(path) ?? "");
        if (text === undefined) continue;
        const content = Buffer.from(text);
        if (createHash("sha256").update(content).digest("hex") === sha256) bytes.set(path, content);
      }
    } catch (error) {
      // What cannot be verified is told in the comment instead of on its line.
      if (!(error instanceof GitHubFailure)) throw error;
    }
  }
  return { repositoryPath, readBytes: (path) => bytes.get(path) ?? null };
}

/** As many as one question may ask for. */
const mostFiles = 100;
