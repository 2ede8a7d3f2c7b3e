/**
 * A GitHub on this machine: it keeps comments and reviews, checks every request against GitHub's own descriptions, and fails as GitHub
 * does.
 *
 * It adds what the descriptions lack: the longest body, lines that no review may comment on, tokens that may only read,
 * pages, throttling, answers that are lost after the write, and whatever a test does between two requests.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Account, accounts } from "./accounts.ts";
import {
  blobAnswer,
  commentAnswer,
  comparisonAnswer,
  fileAnswer,
  openPullAnswer,
  ownUserAnswer,
  pullRequestAnswer,
  reviewAnswer,
  reviewCommentAnswers,
  treeAnswer,
} from "./answers.ts";
import { type Call, DescribedApi } from "./described-api.ts";
import { answerQuery, askedOf, isMutation, problemsOfQuery } from "./described-graphql.ts";
import { graphqlRoot } from "./graphql-root.ts";
import { type AskedReview, problemOfReview } from "./review-rules.ts";
import type { Kept, OpenPull, StoredComment, StoredFile, StoredThread } from "./stored.ts";

export interface Seen {
  /** `POST comments`, `PATCH comment`, `GET tree`, `graphql`, `graphql mutation`, ... */
  readonly operation: string;
  readonly status: number;
}

/** What goes wrong with a request. */
export interface Fault {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** Whether the request is carried out all the same. */
  readonly afterwards?: boolean;
  /** Breaks the connection instead of answering. */
  readonly broken?: boolean;
  /** Answers with a success and half of the body. */
  readonly cut?: boolean;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const longestBody = 65_536;
/** Compiling what is described takes its time. */
const api = new DescribedApi();

/** Short names of the operations. */
const names: ReadonlyMap<string, string> = new Map([
  ["/repos/{owner}/{repo}/commits/{commit_sha}/pulls", "pulls of commit"],
  ["/repos/{owner}/{repo}/compare/{basehead}", "compare"],
  ["/repos/{owner}/{repo}/git/blobs/{file_sha}", "blob"],
  ["/repos/{owner}/{repo}/git/trees/{tree_sha}", "tree"],
  ["/repos/{owner}/{repo}/issues/comments/{comment_id}", "comment"],
  ["/repos/{owner}/{repo}/issues/{issue_number}/comments", "comments"],
  ["/repos/{owner}/{repo}/pulls", "pulls"],
  ["/repos/{owner}/{repo}/pulls/comments/{comment_id}", "review comment"],
  ["/repos/{owner}/{repo}/pulls/{pull_number}", "pull"],
  ["/repos/{owner}/{repo}/pulls/{pull_number}/comments", "review comments"],
  ["/repos/{owner}/{repo}/pulls/{pull_number}/files", "files"],
  ["/repos/{owner}/{repo}/pulls/{pull_number}/reviews", "reviews"],
  ["/user", "user"],
]);

export class LoopbackGitHub implements Kept {
  readonly comments: StoredComment[] = [];
  readonly threads: StoredThread[] = [];
  /** Texts of the reviews' own bodies, in order. */
  readonly reviews: string[] = [];
  readonly seen: Seen[] = [];
  /** Requests and answers that GitHub's descriptions do not allow. */
  readonly violations: string[] = [];
  /** The pull request's head. */
  head = "1".repeat(40);
  /** Git's ids of the head's files. */
  readonly files = new Map<string, string>();
  /** Of other commits. */
  readonly trees = new Map<string, ReadonlyMap<string, string>>();
  readonly texts = new Map<string, string>();
  mergeBase = "b".repeat(40);
  /** What the pull request changes, as it is shown. */
  readonly diff = new Map<string, StoredFile>();
  /** Besides others, perhaps, the one that everything else here is about. */
  readonly open: OpenPull[] = [{ number: 7, head: null, owner: "acme", branch: "feature", repository: 1 }];
  /** Numbers of the pull requests that a commit is in. */
  readonly pullsOfCommits = new Map<string, readonly number[]>();
  readonly readOnlyTokens = new Set<string>();
  /** Tokens that may write contents, too, and so resolve threads. */
  readonly resolvingTokens = new Set<string>();
  /** Lagging: comments and reviews that were made since are not listed yet. */
  isLagging = false;
  /** An older server, whose GraphQL interface does not know some fields. */
  isOld = false;
  /** No GraphQL at all. */
  isRestOnly = false;
  /** A server that does nothing by GraphQL. */
  cannotMutate = false;
  /** A repository that does not have the commits of forks. */
  lacksCommits = false;
  /** Down: every request is answered with 503. */
  isDown = false;
  readonly #server: Server;
  readonly #faults = new Map<string, Fault[]>();
  readonly #interludes = new Map<string, (() => void)[]>();
  #lastId = 1000;
  #listed: readonly StoredComment[] = [];
  #listedThreads: readonly StoredThread[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on("request", (request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        this.violations.push(`the tests' GitHub has a fault: ${String(error)}`);
        response.destroy();
      });
    });
  }

  static async start(): Promise<LoopbackGitHub> {
    const server = createServer();
    const github = new LoopbackGitHub(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return github;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Names of the requests so far, in order. */
  get operations(): readonly string[] {
    return this.seen.map(({ operation }) => operation);
  }

  comment(author: Account, body: string): StoredComment {
    this.#lastId += 1;
    const comment = { id: this.#lastId, body, author };
    this.comments.push(comment);
    return comment;
  }

  /** A comment on a line of the diff, and the thread that it begins. */
  thread(author: Account, path: string, lines: StoredThread["lines"], body: string): StoredThread {
    this.#lastId += 2;
    const comments = [{ id: this.#lastId - 1, body, author, isMinimized: false }];
    const thread: StoredThread = { id: `PRRT_${this.#lastId}`, path, lines, isResolved: false, comments };
    this.threads.push(thread);
    return thread;
  }

  answer(thread: StoredThread, author: Account, body: string): void {
    this.#lastId += 1;
    thread.comments.push({ id: this.#lastId, body, author, isMinimized: false });
  }

  filesOf(commit: string): ReadonlyMap<string, string> {
    return commit === this.head ? this.files : (this.trees.get(commit) ?? new Map());
  }

  isKnown(commit: string): boolean {
    return !this.lacksCommits && (commit === this.head || this.trees.has(commit));
  }

  listed(): readonly StoredComment[] {
    if (!this.isLagging) this.#listed = [...this.comments];
    return this.#listed;
  }

  listedThreads(): readonly StoredThread[] {
    if (!this.isLagging) this.#listedThreads = [...this.threads];
    return this.#listedThreads;
  }

  /** Lets the next requests of an operation fail, one fault each. */
  fail(operation: string, ...faults: readonly Fault[]): void {
    this.#faults.set(operation, [...(this.#faults.get(operation) ?? []), ...faults]);
  }

  /** Nothing goes wrong any more. */
  heal(): void {
    this.#faults.clear();
  }

  /** Does something when the next request of an operation has come and has not been served. */
  before(operation: string, interlude: () => void): void {
    this.#interludes.set(operation, [...(this.#interludes.get(operation) ?? []), interlude]);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const text = await bodyOf(request);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const method = request.method ?? "GET";
    const path = url.pathname.startsWith("/api/") ? pathOfOwnServer(url.pathname) : url.pathname;
    const call = api.route(method, path);
    const isGraphql = method === "POST" && path === "/graphql";
    const asked = isGraphql ? askedOf(body) : undefined;
    const problems = isGraphql ? problemsOfQuery(asked) : [];
    const isChange = asked !== undefined && problems.length === 0 && isMutation(asked);
    const graphql = isChange ? "graphql mutation" : "graphql";
    const operation = isGraphql ? graphql : call === undefined ? "unknown" : `${method} ${names.get(call.template)}`;
    this.#interludes.get(operation)?.shift()?.();

    if (call !== undefined) this.violations.push(...api.problemsOfRequest(call, url.searchParams, body));
    else if (isGraphql) this.violations.push(...problems);
    else this.violations.push(`${method} ${url.pathname} is nothing that Stackplumb should ask`);

    const fault = this.isDown ? { status: 503, message: "Service unavailable" } : this.#faults.get(operation)?.shift();
    const isDone = fault === undefined || fault.afterwards === true || fault.cut === true;
    const done = isDone ? await this.#answer(operation, call, url, body, tokenOf(request)) : undefined;
    const answer = fault === undefined || fault.cut ? (done ?? notFound) : failed(fault);
    this.seen.push({ operation, status: fault?.broken ? 0 : answer.status });
    if (fault?.broken) {
      response.destroy();
      return;
    }
    if (call !== undefined && fault === undefined) {
      this.violations.push(...api.problemsOfAnswer(call, answer.status, answer.body));
    }
    const json = answer.body === undefined ? "" : JSON.stringify(answer.body);
    response.writeHead(answer.status, { "content-type": "application/json; charset=utf-8", ...answer.headers });
    response.end(fault?.cut ? json.slice(0, json.length / 2) : json);
  }

  async #answer(operation: string, call: Call | undefined, url: URL, body: unknown, token: string): Promise<Answer> {
    const account = accounts.get(token);
    if (account === undefined) return { status: 401, body: { message: "Bad credentials" } };
    const mayWrite = !this.readOnlyTokens.has(token);
    if (operation.startsWith("graphql")) {
      const asked = askedOf(body);
      if (this.isRestOnly) return notFound;
      if (this.cannotMutate && operation === "graphql mutation")
        return { status: 200, body: { errors: [{ message: "no" }] } };
      const asker = { account, mayWrite, mayResolve: this.resolvingTokens.has(token) };
      if (asked === undefined) return { status: 400, body: { message: "A query attribute must be specified" } };
      if (this.isOld && asked.query.includes("fullDatabaseId")) return { status: 200, body: unknownField };
      return { status: 200, body: await answerQuery(asked, graphqlRoot(this, asker)) };
    }
    if (/^(POST|PATCH|DELETE)/.test(operation) && !mayWrite) return readOnly;
    const text = (body as { body?: string } | undefined)?.body ?? "";
    const sha = call?.parameters["tree_sha"] ?? call?.parameters["commit_sha"] ?? "";
    const id = Number(call?.parameters["comment_id"]);
    const found = this.comments.find((comment) => comment.id === id);
    switch (operation) {
      case "GET tree":
        return { status: 200, body: treeAnswer(sha, this.filesOf(sha), this.url) };
      case "GET blob": {
        const text = this.texts.get(call?.parameters["file_sha"] ?? "");
        return text === undefined ? notFound : { status: 200, body: blobAnswer(call?.parameters["file_sha"], text) };
      }
      case "GET user":
        return account.type === "Bot" ? readOnly : { status: 200, body: ownUserAnswer(account) };
      case "GET pull":
        return { status: 200, body: pullRequestAnswer(Number(call?.parameters["pull_number"]), this.head) };
      case "GET compare":
        return { status: 200, body: comparisonAnswer(this.mergeBase) };
      case "GET pulls of commit": {
        const numbers = this.pullsOfCommits.get(sha) ?? [];
        return { status: 200, body: numbers.map((number) => pullRequestAnswer(number, sha)) };
      }
      case "GET pulls": {
        const from = url.searchParams.get("head");
        const found = this.open.filter(({ owner, branch }) => from === null || from === `${owner}:${branch}`);
        return this.#page(
          url,
          found.map((pull) => openPullAnswer(pull, pull.head ?? this.head)),
        );
      }
      case "GET files": {
        const entries = [...this.diff]
          .slice(0, 3000)
          .map(([path, file]) => fileAnswer(path, file, this.files.get(path)));
        return this.#page(url, entries);
      }
      case "GET review comments":
        return this.#page(
          url,
          this.listedThreads().flatMap((thread) => reviewCommentAnswers(thread)),
        );
      case "POST reviews":
        return this.#review(account, body as AskedReview);
      case "GET comments":
        return this.#page(
          url,
          this.listed().map((comment) => commentAnswer(comment, this.url)),
        );
      case "POST comments":
        if (text.length > longestBody) return tooLong;
        return { status: 201, body: commentAnswer(this.comment(account, text), this.url) };
      case "GET comment":
        return found === undefined ? notFound : { status: 200, body: commentAnswer(found, this.url) };
      case "PATCH comment":
        if (found === undefined) return notFound;
        if (text.length > longestBody) return tooLong;
        found.body = text;
        return { status: 200, body: commentAnswer(found, this.url) };
      case "PATCH review comment": {
        const thread = this.threads.find(({ comments }) => comments.some((comment) => comment.id === id));
        const edited = thread?.comments.find((comment) => comment.id === id);
        if (thread === undefined || edited === undefined) return notFound;
        edited.body = text;
        return { status: 200, body: reviewCommentAnswers(thread)[thread.comments.indexOf(edited)] };
      }
      case "DELETE comment":
        if (found === undefined) return notFound;
        this.comments.splice(this.comments.indexOf(found), 1);
        return { status: 204 };
      default:
        return notFound;
    }
  }

  #review(author: Account, review: AskedReview): Answer {
    const problem = problemOfReview(review, this.diff, new Set([this.head, ...this.trees.keys()]));
    if (problem !== undefined) return rejected(problem);
    this.#lastId += 1;
    this.reviews.push(review.body ?? "");
    for (const { path, body, line = 1, start_line = line } of review.comments ?? []) {
      this.thread(author, path, { first: start_line, last: line }, body);
    }
    return { status: 200, body: reviewAnswer(this.#lastId, author, review.body ?? "", this.head) };
  }

  #page(url: URL, entries: readonly unknown[]): Answer {
    const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
    const page = Number(url.searchParams.get("page") ?? 1);
    const last = Math.ceil(entries.length / size);
    const link = (to: number, rel: string): string => {
      const address = new URL(url);
      address.searchParams.set("page", String(to));
      return `<${address.href}>; rel="${rel}"`;
    };
    return {
      status: 200,
      body: entries.slice((page - 1) * size, page * size),
      ...(page < last && { headers: { link: `${link(page + 1, "next")}, ${link(last, "last")}` } }),
    };
  }
}

/** A GitHub Enterprise Server has REST below one path and GraphQL at another. */
function pathOfOwnServer(path: string): string {
  return path.startsWith("/api/v3/") ? path.slice("/api/v3".length) : path.slice("/api".length);
}

const unknownField = {
  errors: [
    {
      path: ["query", "repository"],
      extensions: { code: "undefinedField", typeName: "IssueComment", fieldName: "fullDatabaseId" },
      message: "Field 'fullDatabaseId' doesn't exist on type 'IssueComment'",
    },
  ],
};
const notFound: Answer = { status: 404, body: { message: "Not Found" } };
const readOnly: Answer = { status: 403, body: { message: "Resource not accessible by integration" } };
const tooLong: Answer = {
  status: 422,
  body: {
    message: "Validation Failed",
    documentation_url: "https://docs.github.com/rest/issues/comments#create-an-issue-comment",
    errors: [
      {
        resource: "IssueComment",
        code: "unprocessable",
        field: "data",
        message: "Body is too long (maximum is 65536 characters)",
      },
    ],
  },
};

function rejected(problem: string): Answer {
  const documentation_url = "https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request";
  return { status: 422, body: { message: "Unprocessable Entity", errors: [problem], documentation_url } };
}

function failed({ status = 500, headers = {}, message = "Server Error" }: Fault): Answer {
  return { status, headers, body: { message } };
}

function tokenOf(request: IncomingMessage): string {
  return /^token (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
