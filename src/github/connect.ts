/**
 * A token -> what Stackplumb asks of GitHub, and nothing else of GitHub.
 *
 * Every request has a time limit and goes through the policy of request-policy.ts; what fails is a GitHubFailure.
 */
import { getOctokit } from "@actions/github";
import type { PageOf } from "./all-pages.ts";
import { at, listAt, numberAt, textAt } from "./answer-fields.ts";
import { changeThreads, type ThreadChange } from "./change-threads.ts";
import { changedFiles } from "./changed-files.ts";
import type { CommitFiles } from "./commit-files.ts";
import type { ChangedFile, LineRange } from "./diff-hunks.ts";
import { type FailedAnswer, GitHubFailure } from "./github-failure.ts";
import { graphqlAnswer } from "./graphql-answer.ts";
import { commentOf, isNotUnderstood, listConversation } from "./list-conversation.ts";
import {
  type Ask,
  type Conversation,
  type ConversationQuestion,
  type IssueComment,
  readConversation,
} from "./read-conversation.ts";
import type { RequestPolicy } from "./request-policy.ts";
import { textsOfBlobs } from "./texts-of-blobs.ts";

export interface Endpoint {
  readonly token: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly owner: string;
  readonly repo: string;
}

export interface Review {
  /** The commit that the lines are those of. */
  readonly commit: string;
  readonly body: string;
  readonly comments: readonly LineComment[];
}

/** On the head's side of the diff. */
export interface LineComment {
  readonly path: string;
  readonly lines: LineRange;
  readonly text: string;
}

export interface OpenPullRequest {
  readonly number: number;
  /** Its last commit. */
  readonly head: string;
  /** Id of the repository that it comes from; null where that is gone. */
  readonly repository: number | null;
  readonly isFork: boolean;
}

/** All methods throw GitHubFailure. */
export interface GitHub {
  conversation(question: Omit<ConversationQuestion, "owner" | "repo">): Promise<Conversation>;
  createComment(pullRequest: number, body: string): Promise<IssueComment>;
  editComment(id: number, body: string): Promise<IssueComment>;
  deleteComment(id: number): Promise<void>;
  /** One review, all of it or nothing. */
  createReview(pullRequest: number, review: Review): Promise<void>;
  /** In the order of `changes`: null where it was done, else why not. */
  changeThreads(changes: readonly ThreadChange[]): Promise<readonly (GitHubFailure | null)[]>;
  changedFiles(pullRequest: number): Promise<readonly ChangedFile[]>;
  filesAt(commit: string): Promise<CommitFiles>;
  /** Open pull requests from a branch of somebody's repository. */
  openPullRequests(owner: string, branch: string): Promise<readonly OpenPullRequest[]>;
  /** The commit where the histories of two commits part. */
  mergeBase(base: string, head: string): Promise<string>;
  /** Texts of blobs by their ids; those that GitHub cuts off, or takes for binary, are left out. */
  textsOf(blobs: readonly string[]): Promise<ReadonlyMap<string, string>>;
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
  const ask: Ask = async (query, variables) => {
    const { data } = await octokit.request(`POST ${graphqlUrl}`, { query, variables });
    return graphqlAnswer(data);
  };
  const page: PageOf = async (route, number, page) => {
    const { data, headers } = await octokit.request(route, { owner, repo, number, per_page: 100, page });
    return { entries: listAt(data, []), link: headers.link ?? "" };
  };
  const headOf = async (number: number): Promise<string> => {
    const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
    return textAt((await octokit.request(route, { owner, repo, pull_number: number })).data, ["head", "sha"]);
  };
  const user = async (): Promise<unknown> => (await octokit.request("GET /user")).data;
  const filesAt = async (commit: string): Promise<CommitFiles> => {
    const route = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
    const { data } = await octokit.request(route, { owner, repo, tree_sha: commit, recursive: "1" });
    const blobs = listAt(data, ["tree"]).filter(
      // The blob of a symbolic link is where it leads.
      (entry) => at(entry, ["type"]) === "blob" && at(entry, ["mode"]) !== "120000",
    );
    const ids = new Map(blobs.map((entry) => [textAt(entry, ["path"]), textAt(entry, ["sha"])]));
    return { ids, isWhole: at(data, ["truncated"]) === false };
  };
  /** Whether lists had to be asked once: the question will not be understood the next time either. */
  let isListed = false;
  return {
    async conversation(question) {
      const asked = { owner, repo, ...question };
      if (!isListed) {
        try {
          return await readConversation(ask, asked);
        } catch (error) {
          if (!isNotUnderstood(error)) throw error;
        }
      }
      const conversation = await listConversation({ ask, page, headOf, filesAt, user }, asked);
      isListed = true;
      return conversation;
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
    async createReview(number, { commit, body, comments }) {
      const route = "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews";
      const { data } = await octokit.request(route, {
        ...{ owner, repo, pull_number: number, commit_id: commit, event: "COMMENT", body },
        comments: comments.map(({ path, lines, text }) => ({
          ...{ path, body: text, side: "RIGHT", line: lines.last },
          ...(lines.first < lines.last && { start_side: "RIGHT", start_line: lines.first }),
        })),
      });
      numberAt(data, ["id"]);
    },
    changeThreads: (changes) =>
      changeThreads(ask, changes, async (id, body) => {
        const route = "PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}";
        await octokit.request(route, { owner, repo, comment_id: id, body });
      }),
    changedFiles: (number) => changedFiles(page, number),
    filesAt,
    async openPullRequests(from, branch) {
      const route = "GET /repos/{owner}/{repo}/pulls";
      const { data } = await octokit.request(route, {
        ...{ owner, repo, state: "open", head: `${from}:${branch}`, per_page: 100 },
      });
      return listAt(data, []).map((entry) => {
        const source = at(entry, ["head", "repo", "id"]);
        const repository = typeof source === "number" ? source : null;
        const target = at(entry, ["base", "repo", "id"]);
        const isFork = repository === null || repository !== target;
        return { number: numberAt(entry, ["number"]), head: textAt(entry, ["head", "sha"]), repository, isFork };
      });
    },
    async mergeBase(base, head) {
      const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
      // The commits and files of the comparison are not asked for: one of each is the least.
      const { data } = await octokit.request(route, { owner, repo, basehead: `${base}...${head}`, per_page: 1 });
      return textAt(data, ["merge_base_commit", "sha"]);
    },
    textsOf: (blobs) =>
      textsOfBlobs(
        ask,
        async (id) => {
          const route = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
          return (await octokit.request(route, { owner, repo, file_sha: id })).data;
        },
        { owner, repo },
        blobs,
      ),
  };
}

/** Octokit's errors, told by their fields: a broken connection is an error of status 500 without a response. */
function failedAnswer(error: unknown): FailedAnswer | undefined {
  if (!(error instanceof Error) || error instanceof GitHubFailure) return undefined;
  const { status, response } = error as { status?: unknown; response?: { headers?: Record<string, unknown> } };
  if (typeof status !== "number") return undefined;
  const headers = new Map(Object.entries(response?.headers ?? {}).map(([name, value]) => [name, String(value)]));
  return { status: response === undefined ? 0 : status, message: error.message, headers };
}
