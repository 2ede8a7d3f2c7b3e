/**
 * A GitHub on this machine: it keeps comments, checks every request against GitHub's own descriptions, and fails as GitHub
 * does.
 *
 * It adds what the descriptions lack: the longest body, tokens that may only read, pages, throttling, answers that are lost
 * after the write, and whatever a test does between two requests.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Account, accounts } from "./accounts.ts";
import { commentAnswer, pullRequestAnswer, type StoredComment, treeAnswer } from "./answers.ts";
import { type Call, DescribedApi } from "./described-api.ts";
import { problemsOfQuery } from "./described-graphql.ts";

export interface Seen {
  /** `POST comments`, `PATCH comment`, `GET tree`, ... */
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
  ["/repos/{owner}/{repo}/git/trees/{tree_sha}", "tree"],
  ["/repos/{owner}/{repo}/issues/comments/{comment_id}", "comment"],
  ["/repos/{owner}/{repo}/issues/{issue_number}/comments", "comments"],
  ["/repos/{owner}/{repo}/pulls/{pull_number}", "pull"],
]);

export class LoopbackGitHub {
  readonly comments: StoredComment[] = [];
  readonly seen: Seen[] = [];
  /** Requests and answers that GitHub's descriptions do not allow. */
  readonly violations: string[] = [];
  /** The pull request's head. */
  head = "1".repeat(40);
  /** Git's ids of the head's files. */
  readonly files = new Map<string, string>();
  readonly readOnlyTokens = new Set<string>();
  /** Lagging: comments that were made since are not listed yet. */
  isLagging = false;
  /** Down: every request is answered with 503. */
  isDown = false;
  readonly #server: Server;
  readonly #faults = new Map<string, Fault[]>();
  readonly #interludes = new Map<string, (() => void)[]>();
  #lastId = 1000;
  #listed: readonly StoredComment[] = [];

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

  /** Lets the next requests of an operation fail, one fault each. */
  fail(operation: string, ...faults: readonly Fault[]): void {
    this.#faults.set(operation, [...(this.#faults.get(operation) ?? []), ...faults]);
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
    const call = api.route(method, url.pathname);
    const isGraphql = method === "POST" && url.pathname === "/graphql";
    const operation = isGraphql ? "graphql" : call === undefined ? "unknown" : `${method} ${names.get(call.template)}`;
    this.#interludes.get(operation)?.shift()?.();

    if (call !== undefined) this.violations.push(...api.problemsOfRequest(call, url.searchParams, body));
    else if (isGraphql) this.violations.push(...problemsOfQuery(body));
    else this.violations.push(`${method} ${url.pathname} is nothing that Stackplumb should ask`);

    const fault = this.isDown ? { status: 503, message: "Service unavailable" } : this.#faults.get(operation)?.shift();
    const isDone = fault === undefined || fault.afterwards === true || fault.cut === true;
    const done = isDone ? this.#answer(operation, call, url, body, tokenOf(request)) : undefined;
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

  #answer(operation: string, call: Call | undefined, url: URL, body: unknown, token: string): Answer {
    const account = accounts.get(token);
    if (account === undefined) return { status: 401, body: { message: "Bad credentials" } };
    if (operation === "graphql") return { status: 200, body: { data: { viewer: { databaseId: account.id } } } };
    if (/^(POST|PATCH|DELETE)/.test(operation) && this.readOnlyTokens.has(token)) return readOnly;
    const text = (body as { body?: string } | undefined)?.body ?? "";
    const id = Number(call?.parameters["comment_id"]);
    const found = this.comments.find((comment) => comment.id === id);
    switch (operation) {
      case "GET tree":
        return { status: 200, body: treeAnswer(call?.parameters["tree_sha"] ?? "", this.files, this.url) };
      case "GET pull":
        return { status: 200, body: pullRequestAnswer(Number(call?.parameters["pull_number"]), this.head) };
      case "GET comments":
        return this.#page(url);
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
      case "DELETE comment":
        if (found === undefined) return notFound;
        this.comments.splice(this.comments.indexOf(found), 1);
        return { status: 204 };
      default:
        return notFound;
    }
  }

  #page(url: URL): Answer {
    if (!this.isLagging) this.#listed = [...this.comments];
    const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
    const page = Number(url.searchParams.get("page") ?? 1);
    const next = new URL(url);
    next.searchParams.set("page", String(page + 1));
    const hasMore = this.#listed.length > page * size;
    return {
      status: 200,
      body: this.#listed.slice((page - 1) * size, page * size).map((comment) => commentAnswer(comment, this.url)),
      ...(hasMore && { headers: { link: `<${next.href}>; rel="next"` } }),
    };
  }
}

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
