/**
 * A report -> a review and a comment on the pull request, and the one home of each finding.
 *
 * Invariants: it never throws, and whatever could not be written costs a line that says why; a finding that was to stand
 * there has another home then. Nothing is written for a commit that is no longer the head. What can be asked at once is;
 * a pull request that is clean and has no comment of ours costs one request.
 * Not here: annotations and the job summary, which follow from the homes; what the comment says (`renderComment`).
 */
import type { Report } from "../lint/report.ts";
import { counted } from "../report/counted.ts";
import type { Item, Placing } from "../report/render-markdown-findings.ts";
import type { FindingHomes } from "../report/render-markdown-homes.ts";
import { isWorthTelling, standingOf } from "../report/standing.ts";
import { annotationRoom } from "./annotations.ts";
import { type Marker, markedBody } from "./comment-marker.ts";
import { commentOnLines, type OnLines } from "./comment-on-lines.ts";
import type { GitHub } from "./connect.ts";
import { type Explanation, explainFailure } from "./explain-failure.ts";
import { type Allowed, findHomes } from "./find-homes.ts";
import { GitHubFailure } from "./github-failure.ts";
import { type CommentOutcome, keepComment } from "./keep-comment.ts";
import { carryOut } from "./keep-review.ts";
import { type Checkout, type Places, placesOf } from "./places.ts";
import { duplicatesIn } from "./plan-review.ts";
import type { Conversation } from "./read-conversation.ts";
import { readPullRequest } from "./read-pull-request.ts";
import type { PullRequest, RunContext } from "./run-context.ts";

export interface PublishWishes {
  /** Null where there is no token. */
  readonly github: GitHub | null;
  /** Null where this is no run of a workflow. */
  readonly context: RunContext | null;
  readonly checkout: Checkout;
  /** Tells this step's comments from those of others on the same pull request. */
  readonly key: string;
  /** The same, for people; null where there is nothing to tell apart. */
  readonly label: string | null;
  readonly comment: "on-findings" | "always" | "never";
  /** Whether findings are told on lines of the diff. */
  readonly review: boolean;
  /** Whether this run's annotations are seen where the report is about: not so in a `workflow_run`. */
  readonly annotate: boolean;
  /** Whether only findings that the change brings decide, where there is a base to compare with. */
  readonly onlyNew: boolean;
  /** Whether what cannot be decided is as bad as a violation. */
  readonly unknownFails: boolean;
  /** Text of the comment, in at most so many bytes. */
  readonly renderComment: (view: { homes: FindingHomes; place: Placing; budget: number }) => string;
  /** Waits, in milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface Published {
  /** Where each finding that decides is told. */
  readonly homes: FindingHomes;
  readonly places: Places;
  readonly lines: readonly Explanation[];
}

/** GitHub's limit in characters, taken as one of bytes: however it counts, there are no more characters than bytes. */
const longestBody = 65_536;

/** On the diff, with those that are there. */
const mostInline = 30;

/** Never throws. */
export async function publish(report: Report, wishes: PublishWishes): Promise<Published> {
  const publication = new Publication(report, wishes);
  try {
    await publication.run();
  } catch (error) {
    publication.fail(error);
  }
  return publication.result();
}

class Publication {
  readonly #report: Report;
  readonly #wishes: PublishWishes;
  readonly #items: readonly Item[];
  readonly #lines: Explanation[] = [];
  #places: Places;
  #allowed: Allowed;

  constructor(report: Report, wishes: PublishWishes) {
    this.#report = report;
    this.#wishes = wishes;
    this.#items = standingOf(report, wishes.onlyNew).deciding;
    this.#places = placesOf(null, wishes.checkout, wishes.context);
    this.#allowed = {
      isPullRequest: wishes.context?.pullRequest != null,
      diff: null,
      inline: 0,
      annotations: wishes.annotate ? annotationRoom(report) : { error: 0, warning: 0, notice: 0 },
      comment: false,
      summary: true,
      present: new Set(),
    };
  }

  result(): Published {
    return { homes: this.#homes(this.#allowed).homes, places: this.#places, lines: this.#lines };
  }

  fail(error: unknown): void {
    // What had been written stays written, and is told of twice rather than not at all.
    this.#allowed = { ...this.#allowed, inline: 0, comment: false };
    const what = this.#wishes.comment === "never" ? "review" : "comment";
    this.#lines.push(explainFailure(error, this.#context(), what));
  }

  async run(): Promise<void> {
    const { github, context, checkout, comment, review } = this.#wishes;
    if (github === null || context === null) return;
    const speaks = comment !== "never" || review;
    const pullRequest = speaks ? context.pullRequest : null;
    const needsDiff = pullRequest !== null && this.#items.length > 0;
    const read = await readPullRequest(github, { context, pullRequest, needsDiff, report: this.#report, checkout });
    this.#places = placesOf(read.files, checkout, context);
    this.#allowed = { ...this.#allowed, diff: read.diff };
    if (pullRequest === null || read.conversation === null) return;
    if (read.conversation instanceof GitHubFailure) throw read.conversation;
    if (read.conversation.head !== pullRequest.head) {
      this.#say("info", "The comment was left to a newer run: the pull request has moved on.");
      return;
    }
    const onLines = review ? await this.#commentOnLines(github, pullRequest, read.conversation) : undefined;
    // A review that was not taken may mean that the pull request has moved on.
    const earlier = onLines?.rejected == null ? read.conversation : undefined;
    const seen = await this.#keepComment(github, pullRequest, earlier);
    if (onLines !== undefined && onLines.written > 0) {
      await this.#prune(github, pullRequest, seen === earlier ? undefined : seen);
    }
  }

  async #commentOnLines(github: GitHub, pullRequest: PullRequest, conversation: Conversation): Promise<OnLines> {
    const { key, label, pause, comment } = this.#wishes;
    const allowed = { ...this.#allowed, comment: comment !== "never" };
    const onLines = await commentOnLines(github, conversation, {
      ...{ report: this.#report, items: this.#items, places: this.#places, pullRequest, key, label, pause },
      choose: (present) => {
        const inline = Math.max(0, mostInline - present.size);
        return this.#homes({ ...allowed, inline, present }).inline;
      },
    });
    const { present, written, rejected, outdated } = onLines;
    this.#allowed = { ...this.#allowed, present };
    if (written > 0) this.#say("info", `${counted(written, "comment")} on lines of the diff written.`);
    if (rejected !== null) this.#lines.push(explainFailure(rejected, this.#context(), "review"));
    // One reason for both needs one line.
    if (outdated !== null && outdated.kind !== rejected?.kind) {
      this.#lines.push(explainFailure(outdated, this.#context(), "update of older comments on lines"));
    }
    return onLines;
  }

  /** @returns the conversation as it was seen last */
  async #keepComment(
    github: GitHub,
    pullRequest: PullRequest,
    earlier: Conversation | undefined,
  ): Promise<Conversation | undefined> {
    const { key, comment, renderComment, pause, context } = this.#wishes;
    if (comment === "never" || context === null) return earlier;
    const { number, head } = pullRequest;
    const marker: Marker = { key, head, generation: { run: context.run, attempt: context.attempt } };
    const allowed = { ...this.#allowed, comment: true };
    const text = renderComment({
      homes: this.#homes(allowed).homes,
      place: this.#places.place,
      budget: longestBody - Buffer.byteLength(markedBody(marker, "")),
    });
    const create = comment === "always" || isWorthTelling(this.#report, this.#wishes);
    try {
      const kept = await keepComment(github, { pullRequest: number, marker, text, create }, pause, earlier);
      const isWritten = ["created", "updated", "unchanged"].includes(kept.outcome);
      if (isWritten) this.#allowed = allowed;
      this.#say(kept.outcome === "contested" ? "warning" : "info", outcomes[kept.outcome]);
      return kept.conversation;
    } catch (error) {
      const explanation = explainFailure(error, this.#context());
      // One reason for both needs one line.
      if (error instanceof GitHubFailure && error.kind === "refused") {
        this.#lines.splice(0, this.#lines.length, ...this.#lines.filter(({ level }) => level === "info"));
      }
      this.#lines.push(explanation);
      return earlier;
    }
  }

  /** Removes comments on lines that another run wrote at the same time; what is left now, the next run removes. */
  async #prune(github: GitHub, { number }: PullRequest, seen: Conversation | undefined): Promise<void> {
    try {
      const conversation = seen ?? (await github.conversation({ pullRequest: number }));
      const changes = duplicatesIn(conversation, this.#wishes.key);
      await carryOut(
        github,
        changes.map((change) => ({ change, bearing: null })),
      );
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
    }
  }

  #homes(allowed: Allowed): ReturnType<typeof findHomes> {
    return findHomes(
      this.#items.map(({ finding }) => ({ finding, at: this.#places.standpoint(finding) })),
      allowed,
    );
  }

  #context(): Pick<RunContext, "pullRequest" | "actor"> {
    return this.#wishes.context ?? { pullRequest: null, actor: "" };
  }

  #say(level: Explanation["level"], text: string): void {
    this.#lines.push({ level, text });
  }
}

const outcomes: Readonly<Record<CommentOutcome, string>> = {
  created: "The comment was written.",
  updated: "The comment was brought up to date.",
  unchanged: "The comment is up to date already.",
  "not needed": "No comment: there is nothing to say.",
  superseded: "The comment was left to a newer run.",
  contested:
    "The comment was not written: another step of this run keeps one of the same key. Give each a `comment-key` of its own. All findings stand in the annotations and in the job summary.",
};
