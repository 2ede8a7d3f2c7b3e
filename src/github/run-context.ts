/**
 * The runner's environment and the event -> where this run stands.
 *
 * Invariant: whatever the event's payload holds, this gives a context or says what is missing; fields are checked, not
 * believed. https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */

export interface PullRequest {
  readonly number: number;
  /** The commit that the author pushed; `GITHUB_SHA` is a merge commit that nobody wrote. */
  readonly head: string;
  /** Whether the head is in another repository, so that the token is read-only. */
  readonly isFork: boolean;
}

export interface RunContext {
  readonly event: string;
  readonly owner: string;
  readonly repo: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The commit whose files are judged, as the forge knows them: the pull request's head, else `GITHUB_SHA`. */
  readonly commit: string;
  readonly run: number;
  readonly attempt: number;
  /** Of workflow, job and step: what tells this step from all others of the repository. */
  readonly step: string;
  readonly actor: string;
  /** Null where the event is not about one, or is one whose checkout is not its code (`pull_request_target`). */
  readonly pullRequest: PullRequest | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param payload the event's JSON, parsed; undefined where there is none
 * @returns null where this is no run of a repository's workflow
 */
export function runContext(env: Environment, payload: unknown): RunContext | null {
  const [owner, repo, ...rest] = (env["GITHUB_REPOSITORY"] ?? "").split("/");
  if (!isName(owner) || !isName(repo) || rest.length > 0) return null;
  const event = env["GITHUB_EVENT_NAME"] ?? "";
  const pullRequest = event === "pull_request" ? pullRequestOf(payload) : null;
  return {
    event,
    owner,
    repo,
    serverUrl: env["GITHUB_SERVER_URL"] || "https://github.com",
    apiUrl: env["GITHUB_API_URL"] || "https://api.github.com",
    graphqlUrl: env["GITHUB_GRAPHQL_URL"] || "https://api.github.com/graphql",
    commit: pullRequest?.head ?? commitOf(env["GITHUB_SHA"]) ?? "",
    run: Number(env["GITHUB_RUN_ID"]) || 0,
    attempt: Number(env["GITHUB_RUN_ATTEMPT"]) || 1,
    step: [env["GITHUB_WORKFLOW"], env["GITHUB_JOB"], env["GITHUB_ACTION"]].filter(Boolean).join("/"),
    actor: env["GITHUB_ACTOR"] ?? "",
    pullRequest,
  };
}

function pullRequestOf(payload: unknown): PullRequest | null {
  const pullRequest = field(payload, "pull_request");
  const number = field(pullRequest, "number");
  const head = commitOf(field(field(pullRequest, "head"), "sha"));
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 1 || head === undefined) return null;
  const headRepository = field(field(field(pullRequest, "head"), "repo"), "id");
  const baseRepository = field(field(field(pullRequest, "base"), "repo"), "id");
  // A fork that was deleted has no repository.
  return { number, head, isFork: typeof headRepository !== "number" || headRepository !== baseRepository };
}

function isName(name: string | undefined): name is string {
  return name !== undefined && /^[\w.-]+$/.test(name) && !/^\.+$/.test(name);
}

function commitOf(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value) ? value : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
