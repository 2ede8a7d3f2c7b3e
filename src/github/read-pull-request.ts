/**
 * A run -> all that GitHub must be asked before anything is written, at once.
 *
 * Invariant: what cannot be had is null, and costs what rests on it: links without ids of files, comments on lines without
 * a diff. Only a conversation that cannot be read is a failure to be told of.
 */
import type { Report } from "../lint/report.ts";
import type { CommitFiles } from "./commit-files.ts";
import type { GitHub } from "./connect.ts";
import { type Diff, diffOf } from "./diff-hunks.ts";
import { GitHubFailure } from "./github-failure.ts";
import { type Checkout, pathsOf } from "./places.ts";
import { type Conversation, mostPaths } from "./read-conversation.ts";
import type { PullRequest, RunContext } from "./run-context.ts";

export interface ReadWishes {
  readonly context: RunContext;
  /** Null where nothing is to be said on one. */
  readonly pullRequest: PullRequest | null;
  readonly needsDiff: boolean;
  readonly report: Report;
  readonly checkout: Checkout;
}

export interface ReadPullRequest {
  /** Null where there is none. */
  readonly conversation: Conversation | GitHubFailure | null;
  readonly diff: Diff | null;
  readonly files: CommitFiles | null;
}

export async function readPullRequest(github: GitHub, wishes: ReadWishes): Promise<ReadPullRequest> {
  const { context, pullRequest, needsDiff, report, checkout } = wishes;
  const { commit } = context;
  const paths = commit === "" ? [] : pathsOf(report, checkout);
  const isFew = pullRequest !== null && paths.length <= mostPaths;
  const question = pullRequest === null ? null : { pullRequest: pullRequest.number };
  const asked = question !== null && isFew && paths.length > 0 ? { ...question, files: { commit, paths } } : question;
  const [conversation, diff, files] = await Promise.all([
    asked === null ? null : attempt(github.conversation(asked)),
    pullRequest === null || !needsDiff ? null : attempt(github.changedFiles(pullRequest.number)),
    isFew || paths.length === 0 ? null : attempt(github.filesAt(commit)),
  ]);
  return {
    conversation,
    diff: diff === null || diff instanceof GitHubFailure ? null : diffOf(diff),
    files: had(files) ?? had(conversation)?.files ?? null,
  };
}

async function attempt<T>(request: Promise<T>): Promise<T | GitHubFailure> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof GitHubFailure) return error;
    throw error;
  }
}

function had<T>(answer: T | GitHubFailure | null): T | null {
  return answer instanceof GitHubFailure ? null : answer;
}
