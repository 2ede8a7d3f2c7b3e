/**
 * Payloads of events, made from those that GitHub really sent.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

export type Fields = Record<string, unknown>;

interface Event {
  readonly name: string;
  readonly examples: readonly Fields[];
}

let events: readonly Event[] | undefined;

export function examplePayload(event: string, action?: string): Fields {
  const path = createRequire(import.meta.url).resolve("@octokit/webhooks-examples");
  events ??= JSON.parse(readFileSync(path, "utf8")) as readonly Event[];
  const examples = events.find(({ name }) => name === event)?.examples ?? [];
  const found = examples.find((example) => action === undefined || example["action"] === action);
  if (found === undefined) throw new Error(`GitHub gives no example of ${event} ${action ?? ""}`);
  return structuredClone(found);
}

export function examplePullRequest(): Fields {
  return examplePayload("pull_request", "opened")["pull_request"] as Fields;
}

export interface PullRequestEvent {
  readonly number: number;
  readonly head: string;
  readonly isFork?: boolean;
}

/** The payload of a `pull_request` event. */
export function pullRequestPayload({ number, head, isFork = false }: PullRequestEvent): Fields {
  const payload = examplePayload("pull_request", "synchronize");
  const pullRequest = payload["pull_request"] as {
    head: { sha: string; repo: Fields };
    base: { repo: Fields };
  } & Fields;
  pullRequest["number"] = number;
  pullRequest.head.sha = head;
  pullRequest.base.repo["id"] = 1;
  pullRequest.head.repo["id"] = isFork ? 2 : 1;
  return { ...payload, number };
}

export interface FinishedRunEvent {
  readonly head: string;
  /** Of the fork; the repository itself is acme's. */
  readonly owner?: string;
  readonly branch?: string;
  readonly isFork?: boolean;
}

/** The payload of a `workflow_run` event: what a run on a fork's pull request sets off. It names no pull request. */
export function workflowRunPayload(event: FinishedRunEvent): Fields {
  const { head, isFork = true, owner = isFork ? "mallory" : "acme", branch = "feature" } = event;
  const payload = examplePayload("workflow_run", "completed");
  const run = payload["workflow_run"] as { head_repository: Fields; repository: Fields } & Fields;
  const what = { event: "pull_request", conclusion: "success", pull_requests: [] };
  Object.assign(run, { ...what, head_sha: head, head_branch: branch });
  run.repository["id"] = 1;
  const from = run.head_repository;
  Object.assign(from, { id: isFork ? 2 : 1, owner: { ...(from["owner"] as Fields), login: owner } });
  return payload;
}
