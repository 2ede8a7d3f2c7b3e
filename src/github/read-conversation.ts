/**
 * A pull request -> what has been said on it, by whom, and where its head is, in one question where it fits into one.
 *
 * Invariant: it is all there or it fails; a page that is missing would look like comments that were never written.
 * Comments are known by account ids, never by names: GraphQL and REST spell the names of bots differently.
 */
import { at, flagAt, listAt, numberAt, textAt } from "./answer-fields.ts";
import type { CommitFiles } from "./commit-files.ts";
import { GitHubFailure } from "./github-failure.ts";
import { type GraphqlAnswer, graphqlFailure } from "./graphql-answer.ts";

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  /** Account id of the author; null where the account is gone. */
  readonly author: number | null;
}

/** What is said on one place of the diff. */
export interface Thread {
  /** Node id. */
  readonly id: string;
  /** Node id of the first comment. */
  readonly comment: string;
  /** The same for REST; null where it is not known. */
  readonly number: number | null;
  readonly author: number | null;
  readonly body: string;
  readonly path: string;
  /** Last and first line in the head as it is now; null where GitHub does not find them there any more. */
  readonly lines: { readonly first: number; readonly last: number } | null;
  readonly isOutdated: boolean;
  readonly isResolved: boolean;
  readonly isMinimized: boolean;
  /** Whether anybody but the first one's author has said anything. */
  readonly hasAnswers: boolean;
  /** Resolving and its contrary need more than writing comments. */
  readonly mayResolve: boolean;
  readonly mayUnresolve: boolean;
}

export interface Conversation {
  /** Account id of whom the token speaks for: a person, an app, or github-actions[bot]. */
  readonly me: number;
  /** The commit that is the pull request's head now. */
  readonly head: string;
  /** Comments on the pull request as a whole, the oldest first. */
  readonly comments: readonly IssueComment[];
  /** The oldest first. */
  readonly threads: readonly Thread[];
  /** Of the paths that were asked for; null where none were. */
  readonly files: CommitFiles | null;
}

export interface ConversationQuestion {
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
  /** Git's ids are wanted of these files of a commit, at most `mostPaths`. */
  readonly files?: { readonly commit: string; readonly paths: readonly string[] };
}

export type Ask = (query: string, variables: Readonly<Record<string, unknown>>) => Promise<GraphqlAnswer>;

export const mostPaths = 100;

/** Pages of 100; nobody reads a conversation that is longer. */
const mostPages = 100;

/** @throws GitHubFailure */
export async function readConversation(ask: Ask, question: ConversationQuestion): Promise<Conversation> {
  const { owner, repo, pullRequest: number } = question;
  const paths = question.files?.paths ?? [];
  const comments: IssueComment[] = [];
  const threads: Thread[] = [];
  let files: CommitFiles | null = null;
  let after: { comments: string | null; threads: string | null } = { comments: null, threads: null };
  let [moreComments, moreThreads] = [true, true];
  for (let page = 1; ; page++) {
    const asked = page === 1 ? paths : [];
    const answer = await ask(query(asked.length), {
      ...{ owner, repo, number, moreComments, moreThreads, ...after },
      ...(asked.length > 0 && { commit: question.files?.commit }),
      ...Object.fromEntries(asked.map((path, i) => [`p${i}`, `${question.files?.commit}:${path}`])),
    });
    const pull = pullRequestOf(answer);
    if (page === 1 && paths.length > 0) files = filesOf(answer, paths);
    if (moreComments) comments.push(...listAt(pull, ["comments", "nodes"]).map(commentOf));
    if (moreThreads) threads.push(...listAt(pull, ["reviewThreads", "nodes"]).flatMap(threadOf));
    after = { comments: nextPage(pull, "comments"), threads: nextPage(pull, "reviewThreads") };
    moreComments &&= after.comments !== null;
    moreThreads &&= after.threads !== null;
    if (page === mostPages) throw new GitHubFailure("rejected", 200, "the conversation is too long to read");
    if (!moreComments && !moreThreads) {
      return {
        me: numberAt(answer.data, ["viewer", "databaseId"]),
        head: textAt(pull, ["headRefOid"]),
        comments,
        threads,
        files,
      };
    }
  }
}

/** Accounts are of several kinds, and only some have an id. */
const author = "author { ... on Bot { databaseId } ... on User { databaseId } ... on Mannequin { databaseId } }";

/** So many that anybody's answer is among them. */
const answers = 20;

function query(files: number): string {
  const each = Array.from({ length: files }, (_, i) => i);
  return `query(
  $owner: String!, $repo: String!, $number: Int!, $comments: String, $threads: String,
  $moreComments: Boolean!, $moreThreads: Boolean!${files === 0 ? "" : ", $commit: String!"}${each.map((i) => `, $p${i}: String!`).join("")}
) {
  viewer { databaseId }
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $comments) @include(if: $moreComments) {
        pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId body ${author} }
      }
      reviewThreads(first: 100, after: $threads) @include(if: $moreThreads) {
        pageInfo { hasNextPage endCursor }
        nodes {
          id path line startLine isOutdated isResolved viewerCanResolve viewerCanUnresolve
          comments(first: ${answers}) { totalCount nodes { id fullDatabaseId body isMinimized ${author} } }
        }
      }
    }
    ${files === 0 ? "" : "commit: object(expression: $commit) { oid }"}
    ${each.map((i) => `f${i}: object(expression: $p${i}) { __typename oid }`).join("\n    ")}
  }
}`;
}

function pullRequestOf({ data, errors }: GraphqlAnswer): unknown {
  const pull = at(data, ["repository", "pullRequest"]);
  const [error] = errors.filter(({ path }) => !/^(?:f\d+|commit)$/.test(path[1] ?? ""));
  // Without the numbers of pages or the author of a comment, the conversation is another one.
  if (error !== undefined) throw graphqlFailure(error);
  return pull;
}

function nextPage(pull: unknown, name: "comments" | "reviewThreads"): string | null {
  if (at(pull, [name]) === undefined || !flagAt(pull, [name, "pageInfo", "hasNextPage"])) return null;
  return textAt(pull, [name, "pageInfo", "endCursor"]);
}

function commentOf(node: unknown): IssueComment {
  // A number of 64 bits, as text.
  const id = textAt(node, ["fullDatabaseId"]);
  return { id: Number(id), body: textAt(node, ["body"]), author: authorOf(node) };
}

function threadOf(node: unknown): readonly Thread[] {
  const [first, ...others] = listAt(node, ["comments", "nodes"]);
  if (first === undefined) return [];
  const [last, start] = [at(node, ["line"]), at(node, ["startLine"])];
  const author = authorOf(first);
  return [
    {
      id: textAt(node, ["id"]),
      comment: textAt(first, ["id"]),
      number: Number(at(first, ["fullDatabaseId"])) || null,
      author,
      body: textAt(first, ["body"]),
      path: textAt(node, ["path"]),
      lines: typeof last === "number" ? { first: typeof start === "number" ? start : last, last } : null,
      isOutdated: flagAt(node, ["isOutdated"]),
      isResolved: flagAt(node, ["isResolved"]),
      isMinimized: flagAt(first, ["isMinimized"]),
      hasAnswers:
        others.some((other) => authorOf(other) === null || authorOf(other) !== author) ||
        numberAt(node, ["comments", "totalCount"]) > others.length + 1,
      mayResolve: flagAt(node, ["viewerCanResolve"]),
      mayUnresolve: flagAt(node, ["viewerCanUnresolve"]),
    },
  ];
}

function authorOf(node: unknown): number | null {
  const id = at(node, ["author", "databaseId"]);
  return typeof id === "number" ? id : null;
}

/** Null where the commit itself is not known: that tells nothing of its files. */
function filesOf({ data, errors }: GraphqlAnswer, paths: readonly string[]): CommitFiles | null {
  if (at(data, ["repository", "commit", "oid"]) === undefined) return null;
  const failed = new Set(errors.map(({ path }) => path[1]));
  const ids = new Map<string, string>();
  const absent = new Set<string>();
  for (const [i, path] of paths.entries()) {
    const entry = at(data, ["repository", `f${i}`]);
    if (failed.has(`f${i}`) || entry === undefined) continue;
    if (at(entry, ["__typename"]) === "Blob") ids.set(path, textAt(entry, ["oid"]));
    else absent.add(path);
  }
  return { ids, absent, isWhole: false };
}
