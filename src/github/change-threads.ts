/**
 * Changes of comments on lines -> one request, in which each succeeds or fails by itself.
 *
 * All of them may be repeated: twice done is once done. They stand in the order in which they are to be done.
 * https://docs.github.com/en/graphql/reference/mutations
 */
import { at } from "./answer-fields.ts";
import { GitHubFailure } from "./github-failure.ts";
import { graphqlFailure } from "./graphql-answer.ts";
import type { Ask } from "./read-conversation.ts";

export type ThreadChange =
  | { readonly kind: "edit"; readonly comment: string; readonly number: number | null; readonly body: string }
  | { readonly kind: "minimise" | "show" | "delete"; readonly comment: string }
  | { readonly kind: "resolve" | "unresolve"; readonly thread: string };

const mutations: Readonly<Record<ThreadChange["kind"], readonly [name: string, input: string]>> = {
  edit: ["updatePullRequestReviewComment", "UpdatePullRequestReviewCommentInput"],
  minimise: ["minimizeComment", "MinimizeCommentInput"],
  show: ["unminimizeComment", "UnminimizeCommentInput"],
  delete: ["deletePullRequestReviewComment", "DeletePullRequestReviewCommentInput"],
  resolve: ["resolveReviewThread", "ResolveReviewThreadInput"],
  unresolve: ["unresolveReviewThread", "UnresolveReviewThreadInput"],
};

/** GitHub bounds the time of a request; the rest goes into another one. */
const mostAtOnce = 60;

/**
 * @param editOne the other way to edit a comment, for what GraphQL does not do
 * @throws GitHubFailure where nothing is known of any
 */
export async function changeThreads(
  ask: Ask,
  changes: readonly ThreadChange[],
  editOne: (number: number, body: string) => Promise<void>,
): Promise<readonly (GitHubFailure | null)[]> {
  const outcomes: (GitHubFailure | null)[] = [];
  for (let from = 0; from < changes.length; from += mostAtOnce) {
    const some = changes.slice(from, from + mostAtOnce);
    const { data, errors } = await ask(mutation(some), {
      ...Object.fromEntries(some.map((change, i) => [`i${i}`, inputOf(change)])),
    });
    const [general] = errors.filter(({ path }) => path.length === 0);
    outcomes.push(
      ...some.map((_, i) => {
        const error = errors.find(({ path }) => path[0] === `c${i}`) ?? general;
        if (error !== undefined) return graphqlFailure(error);
        const isDone = at(data, [`c${i}`]) !== undefined && at(data, [`c${i}`]) !== null;
        return isDone ? null : new GitHubFailure("unclear", 200, "GitHub's answer is not whole");
      }),
    );
  }
  return Promise.all(outcomes.map((failure, i) => editedOtherwise(changes[i], failure, editOne)));
}

/** A token that may not edit, or a throttled one, may not do so in another way either. */
async function editedOtherwise(
  change: ThreadChange | undefined,
  failure: GitHubFailure | null,
  editOne: (number: number, body: string) => Promise<void>,
): Promise<GitHubFailure | null> {
  if (failure === null || failure.kind === "refused" || failure.kind === "throttled") return failure;
  if (change?.kind !== "edit" || change.number === null) return failure;
  try {
    await editOne(change.number, change.body);
    return null;
  } catch (error) {
    if (error instanceof GitHubFailure) return error;
    throw error;
  }
}

function mutation(changes: readonly ThreadChange[]): string {
  const variables = changes.map(({ kind }, i) => `$i${i}: ${mutations[kind][1]}!`);
  const fields = changes.map(({ kind }, i) => `c${i}: ${mutations[kind][0]}(input: $i${i}) { clientMutationId }`);
  return `mutation(${variables.join(", ")}) {\n  ${fields.join("\n  ")}\n}`;
}

function inputOf(change: ThreadChange): Readonly<Record<string, string>> {
  switch (change.kind) {
    case "edit":
      return { pullRequestReviewCommentId: change.comment, body: change.body };
    case "minimise":
      return { subjectId: change.comment, classifier: "RESOLVED" };
    case "show":
      return { subjectId: change.comment };
    case "delete":
      return { id: change.comment };
    case "resolve":
    case "unresolve":
      return { threadId: change.thread };
  }
}
