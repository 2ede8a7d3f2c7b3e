/**
 * The payload of `workflow_run` -> the run that is over, and the commit that it was about.
 *
 * Invariant: fields are checked, not believed; `pull_requests` is not looked at, because it is empty for forks.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
 */

export interface FinishedRun {
  readonly run: number;
  readonly attempt: number;
  /** The commit that the run was started for: the pull request's head when it was. */
  readonly head: string;
  /** The branch of that commit, in the repository that it was pushed to. */
  readonly branch: string;
  /** Owner of that repository, by login. */
  readonly owner: string;
  /** Id of that repository. */
  readonly repository: number;
}

/** @returns undefined where the payload is none of a run that a pull request started. */
export function finishedRun(payload: unknown): FinishedRun | undefined {
  const finished = field(payload, "workflow_run");
  const repository = field(finished, "head_repository");
  const run = field(finished, "id");
  const attempt = field(finished, "run_attempt");
  const head = field(finished, "head_sha");
  const branch = field(finished, "head_branch");
  const owner = field(field(repository, "owner"), "login");
  const id = field(repository, "id");
  if (field(finished, "event") !== "pull_request" || !isId(run) || !isId(id)) return undefined;
  if (typeof head !== "string" || !/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(head)) return undefined;
  if (typeof branch !== "string" || typeof owner !== "string" || !/^[\w.-]+$/.test(owner)) return undefined;
  return { run, attempt: isId(attempt) ? attempt : 1, head, branch, owner, repository: id };
}

function isId(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
