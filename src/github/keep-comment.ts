/**
 * What a comment should say -> one comment on the pull request that says it.
 *
 * Invariants: only comments that the token's own account wrote are touched, because anyone can paste a marker. What a newer
 * run wrote stays. A creation is never repeated blindly: after an answer that leaves it open, the comments are listed
 * again and decided anew. Two runs that create at once both see both comments and agree on which one stays.
 * GitHub has no conditional edit, so a newer run's edit can still be overwritten in the moment between the last look and
 * the edit; only a `concurrency` group excludes that.
 */
import { type Generation, isNewer, type Marker, markedBody, markerWord, readMarked } from "./comment-marker.ts";
import type { GitHub } from "./connect.ts";
import { GitHubFailure } from "./github-failure.ts";
import type { Conversation, IssueComment } from "./read-conversation.ts";

export interface WantedComment {
  readonly pullRequest: number;
  readonly marker: Marker;
  /** What people read, without the marker. */
  readonly text: string;
  /** Whether one is made where there is none. */
  readonly create: boolean;
}

export type CommentOutcome =
  | "created"
  | "updated"
  /** It says this already. */
  | "unchanged"
  /** There is none, and none was to be made. */
  | "not needed"
  /** A newer run has spoken, or the pull request has moved on. */
  | "superseded"
  /** Another step of this very run keeps a comment of the same key. */
  | "contested";

/** A comment of ours: by its author and its marker's key. */
interface OwnComment extends IssueComment {
  readonly generation: Generation;
  readonly text: string;
}

type Step = { readonly create: true } | { readonly edit: OwnComment } | { readonly settled: CommentOutcome };

const rounds = 4;

export interface KeptComment {
  readonly outcome: CommentOutcome;
  /** As it was seen last. */
  readonly conversation: Conversation;
}

/**
 * @param pause waits, in milliseconds
 * @param earlier what was seen before, and is good enough to make a comment, or to leave one alone; an edit looks again
 * @throws GitHubFailure where it cannot be told or brought about
 */
export async function keepComment(
  github: GitHub,
  wanted: WantedComment,
  pause: (milliseconds: number) => Promise<void>,
  earlier?: Conversation,
): Promise<KeptComment> {
  const { pullRequest, marker, text } = wanted;
  const look = (): Promise<Conversation> => github.conversation({ pullRequest });
  const body = markedBody(marker, text);
  let conversation = earlier ?? (await look());
  let isFresh = earlier === undefined;
  let done: "created" | "updated" | undefined;
  let made: IssueComment | undefined;
  let last = new GitHubFailure("unclear", 0, "the comment changes whenever it is looked at");

  for (let round = 1; round <= rounds; round++) {
    const ours = ownComments(conversation, made, wanted);
    const step = nextStep(ours, wanted);
    if ("settled" in step) {
      await prune(github, ours);
      return { outcome: step.settled === "unchanged" ? (done ?? "unchanged") : step.settled, conversation };
    }
    if (conversation.head !== marker.head) return { outcome: "superseded", conversation };
    try {
      if ("create" in step) {
        done = "created";
        made = await github.createComment(pullRequest, body);
      } else if (isFresh) {
        done = "updated";
        await github.editComment(step.edit.id, body);
        await prune(github, ours);
        return { outcome: "updated", conversation };
      }
    } catch (error) {
      const isOpen =
        error instanceof GitHubFailure && (error.kind === "unclear" || (error.kind === "missing" && "edit" in step));
      if (!isOpen) throw error;
      last = error;
      // What was written may take a moment to be listed.
      if (error.kind === "unclear") await pause(1500 * round);
    }
    conversation = await look();
    isFresh = true;
  }
  throw last;
}

/**
 * The newest run's first; of one run's, the one that was there first.
 *
 * @param made what this run has made, which may not be listed yet
 */
function ownComments(
  { comments, me }: Conversation,
  made: IssueComment | undefined,
  { marker }: WantedComment,
): readonly OwnComment[] {
  const all = made === undefined ? comments : [...comments.filter(({ id }) => id !== made.id), made];
  return all
    .flatMap((comment): OwnComment[] => {
      const isOurs = comment.author === me || comment.id === made?.id;
      const marked = isOurs ? readMarked(comment.body) : undefined;
      if (marked === undefined || marked.marker.key !== markerWord(marker.key)) return [];
      return [{ ...comment, generation: marked.marker.generation, text: marked.text }];
    })
    .sort((a, b) => (isNewer(a.generation, b.generation) ? -1 : isNewer(b.generation, a.generation) ? 1 : a.id - b.id));
}

function nextStep([keeper]: readonly OwnComment[], { marker, text, create }: WantedComment): Step {
  if (keeper === undefined) return create ? { create } : { settled: "not needed" };
  if (isNewer(keeper.generation, marker.generation)) return { settled: "superseded" };
  if (keeper.text === text.trimEnd()) return { settled: "unchanged" };
  return isNewer(marker.generation, keeper.generation) ? { edit: keeper } : { settled: "contested" };
}

/** Deletes all but the first. What cannot be deleted now will be by the next run. */
async function prune(github: GitHub, ours: readonly OwnComment[]): Promise<void> {
  for (const { id } of ours.slice(1)) {
    try {
      await github.deleteComment(id);
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
    }
  }
}
