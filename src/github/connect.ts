/**
 * A token -> what Stackplumb asks of GitHub, and nothing else of GitHub.
 *
 * Every request has a time limit and goes through the policy of request-policy.ts; what fails is a GitHubFailure.
 */
import { getOctokit } from "@actions/github";
import type { CommitFiles } from "./commit-files.ts";
import { type FailedAnswer, GitHubFailure } from "./github-failure.ts";
import type { RequestPolicy } from "./request-policy.ts";

export interface Endpoint {
  readonly token: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly owner: string;
  readonly repo: string;
}

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  /** Account id of the author; null where the account is gone. */
  readonly author: number | null;
}

/** All methods throw GitHubFailure. */
export interface GitHub {
  /** Account id of whom the token speaks for: a person, an app, or github-actions[bot]. */
  whoAmI(): Promise<number>;
  /** Of all pages, the oldest first. */
  listComments(pullRequest: number): Promise<readonly IssueComment[]>;
  readComment(id: number): Promise<IssueComment>;
  createComment(pullRequest: number, body: string): Promise<IssueComment>;
  editComment(id: number, body: string): Promise<IssueComment>;
  deleteComment(id: number): Promise<void>;
  /** The commit that is the pull request's head now. */
  headOf(pullRequest: number): Promise<string>;
  filesAt(commit: string): Promise<CommitFiles>;
}

const timeLimit = 15_000;

export function connect({ token, apiUrl, graphqlUrl, owner, repo }: Endpoint, policy: RequestPolicy): GitHub {
  const octokit = getOctokit(token, { baseUrl: apiUrl, userAgent: "stackplumb" });
  octokit.hook.wrap("request", (request, options) =>
    policy.run(
      // A signal serves one attempt only, because its time has run since it was made.
      async () => request({ ...options, request: { ...options.request, signal: AbortSignal.timeout(timeLimit) } }),
      options.method === "GET" || options.url === graphqlUrl,
      failedAnswer,
    ),
  );
  return {
    async whoAmI() {
      // The only question about oneself that tokens of apps may ask, too; GET /user refuses them.
      const { data } = await octokit.request(`POST ${graphqlUrl}`, { query: "query { viewer { databaseId } }" });
      return numberAt(data, ["data", "viewer", "databaseId"]);
    },
    async listComments(number) {
      const pages = octokit.paginate.iterator("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        owner,
        repo,
        issue_number: number,
        per_page: 100,
      });
      const comments: IssueComment[] = [];
      for await (const { data } of pages) comments.push(...listAt(data, []).map(commentOf));
      return comments;
    },
    async readComment(id) {
      const route = "GET /repos/{owner}/{repo}/issues/comments/{comment_id}";
      return commentOf((await octokit.request(route, { owner, repo, comment_id: id })).data);
    },
    async createComment(number, body) {
      const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
      return commentOf((await octokit.request(route, { owner, repo, issue_number: number, body })).data);
    },
    async editComment(id, body) {
      const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
      return commentOf((await octokit.request(route, { owner, repo, comment_id: id, body })).data);
    },
    async deleteComment(id) {
      await octokit.request("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", {
        owner,
        repo,
        comment_id: id,
      });
    },
    async headOf(number) {
      const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
      const { data } = await octokit.request(route, { owner, repo, pull_number: number });
      return textAt(data, ["head", "sha"]);
    },
    async filesAt(commit) {
      const route = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
      const { data } = await octokit.request(route, { owner, repo, tree_sha: commit, recursive: "1" });
      const blobs = listAt(data, ["tree"]).filter((entry) => at(entry, ["type"]) === "blob");
      const ids = new Map(blobs.map((entry) => [textAt(entry, ["path"]), textAt(entry, ["sha"])]));
      return { ids, isWhole: at(data, ["truncated"]) === false };
    },
  };
}

function commentOf(data: unknown): IssueComment {
  const body = at(data, ["body"]);
  const author = at(data, ["user", "id"]);
  return {
    id: numberAt(data, ["id"]),
    body: typeof body === "string" ? body : "",
    author: typeof author === "number" ? author : null,
  };
}

// An answer that was cut off on its way, or is some proxy's page, has a status of success and not the fields.

function numberAt(data: unknown, path: readonly string[]): number {
  const value = at(data, path);
  return typeof value === "number" ? value : incomplete(path);
}

function textAt(data: unknown, path: readonly string[]): string {
  const value = at(data, path);
  return typeof value === "string" ? value : incomplete(path);
}

function listAt(data: unknown, path: readonly string[]): readonly unknown[] {
  const value = at(data, path);
  return Array.isArray(value) ? value : incomplete(path);
}

function incomplete(path: readonly string[]): never {
  throw new GitHubFailure("unclear", 200, `GitHub's answer is not whole: ${path.join(".") || "list"} is missing`);
}

function at(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const name of path) {
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value;
}

/** Octokit's errors, told by their fields: a broken connection is an error of status 500 without a response. */
function failedAnswer(error: unknown): FailedAnswer | undefined {
  if (!(error instanceof Error) || error instanceof GitHubFailure) return undefined;
  const { status, response } = error as { status?: unknown; response?: { headers?: Record<string, unknown> } };
  if (typeof status !== "number") return undefined;
  const headers = new Map(Object.entries(response?.headers ?? {}).map(([name, value]) => [name, String(value)]));
  return { status: response === undefined ? 0 : status, message: error.message, headers };
}
