/**
 * A pull request's conversation from GitHub's lists, for servers whose GraphQL interface does not know all that
 * read-conversation.ts asks for.
 *
 * The lists do not say what is minimised, resolved or outdated but for its lines, so nothing is taken to be; they cost
 * several requests. Answers in a thread are known by what they answer.
 * Whose the token is, GraphQL tells of every token and REST only of a person's; of a token that neither tells of it is taken
 * that it is the workflow's own.
 */
import { allPages, type ListRoute, type PageOf } from "./all-pages.ts";
import { at, numberAt, textAt } from "./answer-fields.ts";
import type { CommitFiles } from "./commit-files.ts";
import { GitHubFailure } from "./github-failure.ts";
import { graphqlFailure } from "./graphql-answer.ts";
import type { Ask, Conversation, ConversationQuestion, IssueComment, Thread } from "./read-conversation.ts";

export interface Lists {
  readonly ask: Ask;
  headOf(pullRequest: number): Promise<string>;
  readonly page: PageOf;
  filesAt(commit: string): Promise<CommitFiles>;
  /** The person whose token it is. */
  user(): Promise<unknown>;
}

/** Of 100 entries; nobody reads a conversation that is longer. */
const mostPages = 100;

/** Whether a question that failed may be answered by lists: it is the question that is wrong, not the time or the token. */
export function isNotUnderstood(error: unknown): boolean {
  return error instanceof GitHubFailure && error.kind !== "throttled" && [200, 400, 404, 422].includes(error.status);
}

/** @throws GitHubFailure */
export async function listConversation(lists: Lists, question: ConversationQuestion): Promise<Conversation> {
  const { pullRequest, files } = question;
  const all = (route: ListRoute): Promise<readonly unknown[]> =>
    allPages((page) => lists.page(route, pullRequest, page), mostPages);
  const [known, head, comments, reviewComments, ids] = await Promise.all([
    whoAmI(lists),
    lists.headOf(pullRequest),
    all("GET /repos/{owner}/{repo}/issues/{number}/comments"),
    all("GET /repos/{owner}/{repo}/pulls/{number}/comments"),
    files === undefined ? null : lists.filesAt(files.commit),
  ]);
  const me = known ?? idOfWorkflows([...comments, ...reviewComments]);
  return { me, head, comments: comments.map(commentOf), threads: threadsOf(reviewComments), files: ids };
}

/** Null for a token of no person. */
async function whoAmI({ ask, user }: Lists): Promise<number | null> {
  try {
    const { data, errors } = await ask("query { viewer { databaseId } }", {});
    const [error] = errors;
    if (error !== undefined) throw graphqlFailure(error);
    return numberAt(data, ["viewer", "databaseId"]);
  } catch (error) {
    if (!isNotUnderstood(error)) throw error;
  }
  try {
    return numberAt(await user(), ["id"]);
  } catch (error) {
    // To tokens of apps, GitHub says that the resource is not accessible by an integration.
    if (error instanceof GitHubFailure && error.status === 403 && error.kind === "refused") return null;
    throw error;
  }
}

/** Where it has said nothing, no comment is its own. */
function idOfWorkflows(entries: readonly unknown[]): number {
  const own = entries.find((entry) => at(entry, ["user", "login"]) === "github-actions[bot]");
  return (own === undefined ? null : authorOf(own)) ?? nobody;
}

const nobody = -1;

export function commentOf(entry: unknown): IssueComment {
  const body = at(entry, ["body"]);
  return { id: numberAt(entry, ["id"]), body: typeof body === "string" ? body : "", author: authorOf(entry) };
}

function threadsOf(entries: readonly unknown[]): readonly Thread[] {
  const answers = new Map<number, unknown[]>();
  for (const entry of entries) {
    const to = at(entry, ["in_reply_to_id"]);
    if (typeof to === "number") answers.set(to, [...(answers.get(to) ?? []), entry]);
  }
  return entries
    .filter((entry) => typeof at(entry, ["in_reply_to_id"]) !== "number")
    .map((entry) => {
      const { id, body, author } = commentOf(entry);
      const [last, start] = [at(entry, ["line"]), at(entry, ["start_line"])];
      const lines = typeof last === "number" ? { first: typeof start === "number" ? start : last, last } : null;
      const node = textAt(entry, ["node_id"]);
      return {
        ...{
          id: node,
          comment: node,
          number: id,
          author,
          body,
          path: textAt(entry, ["path"]),
          lines,
          isOutdated: lines === null,
        },
        ...{ isResolved: false, isMinimized: false, mayResolve: false, mayUnresolve: false },
        hasAnswers: (answers.get(id) ?? []).some((answer) => authorOf(answer) === null || authorOf(answer) !== author),
      };
    });
}

function authorOf(entry: unknown): number | null {
  const id = at(entry, ["user", "id"]);
  return typeof id === "number" ? id : null;
}
