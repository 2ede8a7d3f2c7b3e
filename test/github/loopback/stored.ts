/**
 * What the tests' GitHub keeps of one pull request.
 */
import type { Account } from "./accounts.ts";

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly author: Account;
}

export interface StoredThread {
  readonly id: string;
  readonly path: string;
  /** Of the head's side; null where the lines are gone. */
  lines: { readonly first: number; readonly last: number } | null;
  isResolved: boolean;
  /** The first one began it. */
  readonly comments: StoredReviewComment[];
}

export interface StoredReviewComment extends StoredComment {
  isMinimized: boolean;
}

export interface StoredFile {
  readonly status: string;
  /** Undefined for a file that GitHub shows no diff of. */
  readonly patch?: string;
}

/** A pull request that is open, by where it comes from. */
export interface OpenPull {
  readonly number: number;
  /** Null for the head of this GitHub's pull request. */
  readonly head: string | null;
  readonly owner: string;
  readonly branch: string;
  /** Id of the repository; 1 is the one that it goes to. */
  readonly repository: number;
}

/** As far as answers are made of it. */
export interface Kept {
  readonly head: string;
  readonly threads: StoredThread[];
  /** Texts of blobs by their ids. */
  readonly texts: ReadonlyMap<string, string>;
  /** Git's ids of a commit's files. */
  filesOf(commit: string): ReadonlyMap<string, string>;
  isKnown(commit: string): boolean;
  listed(): readonly StoredComment[];
  listedThreads(): readonly StoredThread[];
}
