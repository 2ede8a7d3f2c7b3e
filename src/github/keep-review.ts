/**
 * Comments on lines of the diff -> one review that has them, and older comments brought up to date.
 *
 * Invariants: a review is written whole or not at all, and never written again blindly: after an answer that leaves it
 * open, the conversation is read again and decided anew. Whatever fails, the fingerprints that come back are just those
 * of findings that people can read of on a line. Not here: which comments, and what they say (plan-review.ts, publish.ts).
 */
import { markerWord } from "./comment-marker.ts";
import type { GitHub, Review } from "./connect.ts";
import { GitHubFailure } from "./github-failure.ts";
import { openIn, type PlannedChange } from "./plan-review.ts";
import type { Conversation } from "./read-conversation.ts";

export interface WantedReview {
  readonly pullRequest: number;
  readonly key: string;
  readonly review: Review;
  /** Of the review's comments. */
  readonly fingerprints: readonly string[];
}

export interface PostedReview {
  /** Fingerprints of findings that have a comment now. */
  readonly posted: ReadonlySet<string>;
  /** Why there are others; null for none. */
  readonly failure: GitHubFailure | null;
}

const attempts = 3;

/** @param pause waits, in milliseconds */
export async function postReview(
  github: GitHub,
  { pullRequest, key, review, fingerprints }: WantedReview,
  pause: (milliseconds: number) => Promise<void>,
): Promise<PostedReview> {
  let last = new GitHubFailure("unclear", 0, "no answer");
  try {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      try {
        await github.createReview(pullRequest, review);
        return { posted: new Set(fingerprints), failure: null };
      } catch (error) {
        if (!(error instanceof GitHubFailure) || error.kind !== "unclear") throw error;
        last = error;
      }
      // What was written may take a moment to be listed.
      await pause(1500 * attempt);
      const conversation = await github.conversation({ pullRequest });
      const posted = postedIn(conversation, key, fingerprints);
      if (posted.size > 0) return { posted, failure: null };
      if (conversation.head !== review.commit) throw new GitHubFailure("rejected", 0, "the pull request has moved on");
    }
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    last = error;
  }
  return { posted: new Set(), failure: last };
}

function postedIn(conversation: Conversation, key: string, fingerprints: readonly string[]): ReadonlySet<string> {
  const open = openIn(conversation, key);
  return new Set(fingerprints.filter((fingerprint) => open.has(markerWord(fingerprint))));
}

export interface ChangedThreads {
  /** Fingerprints of findings whose comment could not be made to tell of them again. */
  readonly lost: ReadonlySet<string>;
  /** Why some were not changed; null for none. That a token may not resolve threads is no failure. */
  readonly failure: GitHubFailure | null;
}

export async function carryOut(github: GitHub, changes: readonly PlannedChange[]): Promise<ChangedThreads> {
  if (changes.length === 0) return { lost: new Set(), failure: null };
  const outcomes = await outcomesOf(github, changes);
  const failed = changes.flatMap(({ change, bearing }, i) => {
    const failure = outcomes[i] ?? null;
    const isOptional = change.kind === "resolve" || change.kind === "unresolve";
    // What is gone needs no tidying up.
    const isGone = failure?.kind === "missing" && bearing === null;
    return failure === null || isOptional || isGone ? [] : [{ bearing, failure }];
  });
  return {
    lost: new Set(failed.flatMap(({ bearing }) => bearing ?? [])),
    failure: failed[0]?.failure ?? null,
  };
}

async function outcomesOf(
  github: GitHub,
  changes: readonly PlannedChange[],
): Promise<readonly (GitHubFailure | null)[]> {
  try {
    return await github.changeThreads(changes.map(({ change }) => change));
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return changes.map(() => error);
  }
}
