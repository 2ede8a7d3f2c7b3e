/**
 * What the tests' GitHub keeps -> objects that GraphQL is executed on.
 *
 * Whoever asks has permissions: some tokens may only read, and resolving a thread takes more than commenting.
 */
import type { Account } from "./accounts.ts";
import { FieldError } from "./described-graphql.ts";
import type { Kept, StoredComment, StoredReviewComment, StoredThread } from "./stored.ts";

export interface Asker {
  readonly account: Account;
  readonly mayWrite: boolean;
  readonly mayResolve: boolean;
}

interface Paging {
  readonly first?: number;
  readonly after?: string | null;
}

type Input<T> = { readonly input: T };

export function graphqlRoot(github: Kept, asker: Asker): unknown {
  const { account } = asker;
  return {
    viewer: { databaseId: account.id, login: account.login },
    repository: ({ owner, name }: { owner: string; name: string }) =>
      `${owner}/${name}` === "acme/shop" ? repository(github, asker) : missing("Could not resolve to a Repository."),
    updatePullRequestReviewComment: ({ input }: Input<{ pullRequestReviewCommentId: string; body: string }>) => {
      const comment = commentToWrite(github, asker, input.pullRequestReviewCommentId);
      if (comment.author.id !== account.id) forbidden();
      if (input.body.length > 65_536) throw new FieldError("UNPROCESSABLE", "Body is too long");
      comment.body = input.body;
      return {};
    },
    minimizeComment: ({ input }: Input<{ subjectId: string }>) => {
      commentToWrite(github, asker, input.subjectId).isMinimized = true;
      return {};
    },
    unminimizeComment: ({ input }: Input<{ subjectId: string }>) => {
      commentToWrite(github, asker, input.subjectId).isMinimized = false;
      return {};
    },
    deletePullRequestReviewComment: ({ input }: Input<{ id: string }>) => {
      const comment = commentToWrite(github, asker, input.id);
      for (const { comments } of github.threads) {
        if (comments.includes(comment)) comments.splice(comments.indexOf(comment), 1);
      }
      github.threads.splice(0, github.threads.length, ...github.threads.filter(({ comments }) => comments.length > 0));
      return {};
    },
    resolveReviewThread: ({ input }: Input<{ threadId: string }>) => resolve(github, asker, input.threadId, true),
    unresolveReviewThread: ({ input }: Input<{ threadId: string }>) => resolve(github, asker, input.threadId, false),
  };
}

function repository(github: Kept, asker: Asker): unknown {
  return {
    pullRequest: ({ number }: { number: number }) => ({
      number,
      headRefOid: github.head,
      comments: (paging: Paging) => page(github.listed(), paging, commentNode),
      reviewThreads: (paging: Paging) => page(github.listedThreads(), paging, (thread) => threadNode(thread, asker)),
    }),
    object: ({ expression, oid }: { expression?: string; oid?: string }) => {
      if (oid !== undefined) {
        const text = github.texts.get(oid);
        return text === undefined ? null : blob(oid, text);
      }
      const [commit = "", path] = splitOnce(expression ?? "", ":");
      if (path === undefined) return github.isKnown(commit) ? { __typename: "Commit", oid: commit } : null;
      const id = github.filesOf(commit).get(path);
      return id === undefined ? null : blob(id, github.texts.get(id) ?? null);
    },
  };
}

function blob(oid: string, text: string | null): unknown {
  return { __typename: "Blob", oid, text, isBinary: false, isTruncated: false };
}

function page<T>(all: readonly T[], { first = 100, after }: Paging, node: (item: T) => unknown): unknown {
  if (first > 100) throw new FieldError("EXCESSIVE_PAGINATION", "Requesting more than 100 records is not allowed.");
  const from = after === undefined || after === null ? 0 : Number(after);
  const end = Math.min(all.length, from + first);
  return {
    totalCount: all.length,
    nodes: all.slice(from, end).map(node),
    pageInfo: { hasNextPage: end < all.length, endCursor: String(end) },
  };
}

function commentNode({ id, body, author }: StoredComment): unknown {
  return { id: `IC_${id}`, fullDatabaseId: String(id), body, author: actor(author) };
}

function threadNode({ id, path, lines, isResolved, comments }: StoredThread, { mayResolve }: Asker): unknown {
  return {
    ...{ id, path, isResolved },
    isOutdated: lines === null,
    line: lines?.last ?? null,
    startLine: lines === null || lines.first === lines.last ? null : lines.first,
    viewerCanResolve: mayResolve && !isResolved,
    viewerCanUnresolve: mayResolve && isResolved,
    comments: (paging: Paging) =>
      page(comments, paging, (comment) => ({
        ...(commentNode(comment) as object),
        id: `PRRC_${comment.id}`,
        isMinimized: comment.isMinimized,
      })),
  };
}

/** GraphQL leaves out what REST puts behind the names of bots. */
function actor({ id, login, type }: Account): unknown {
  return { __typename: type, databaseId: id, login: login.replace(/\[bot\]$/, "") };
}

function resolve(github: Kept, { mayWrite, mayResolve }: Asker, id: string, isResolved: boolean): unknown {
  const thread = github.threads.find((one) => one.id === id);
  if (thread === undefined) return missing(`Could not resolve to a node with the global id of '${id}'.`);
  if (!mayWrite || !mayResolve) return forbidden();
  thread.isResolved = isResolved;
  return {};
}

function commentToWrite(github: Kept, { mayWrite }: Asker, id: string): StoredReviewComment {
  const comment = github.threads.flatMap(({ comments }) => comments).find((one) => `PRRC_${one.id}` === id);
  if (comment === undefined) return missing(`Could not resolve to a node with the global id of '${id}'.`);
  return mayWrite ? comment : forbidden();
}

function forbidden(): never {
  throw new FieldError("FORBIDDEN", "Resource not accessible by integration");
}

function missing(message: string): never {
  throw new FieldError("NOT_FOUND", message);
}

function splitOnce(text: string, mark: string): readonly string[] {
  const index = text.indexOf(mark);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
