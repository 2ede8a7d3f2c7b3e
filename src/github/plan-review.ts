/**
 * Comments on lines that are there, and what is found now -> what to change about them.
 *
 * Invariants: only threads that the token's own account began count, and of those only the ones of this key; a thread in
 * which anybody answered is left as it is; what is told already is not told again, wherever its line has gone.
 * Not here: new comments (find-homes.ts says where), and carrying out (keep-review.ts).
 */
import type { Finding, Report } from "../lint/report.ts";
import { renderSettledComment, type Settlement } from "../report/render-inline-comment.ts";
import type { ThreadChange } from "./change-threads.ts";
import { markerWord } from "./comment-marker.ts";
import type { LineRange } from "./diff-hunks.ts";
import { digestOf, digestOfFinding, type FindingMarker, markedFinding, readFindingMarker } from "./finding-marker.ts";
import type { Conversation, Thread } from "./read-conversation.ts";

export interface PlannedChange {
  readonly change: ThreadChange;
  /** The finding that would have no home if this failed; null where nothing would be lost. */
  readonly bearing: string | null;
}

export interface ReviewPlan {
  /** Fingerprints of the told findings that have a comment on a line once the changes are made. */
  readonly present: ReadonlySet<string>;
  readonly changes: readonly PlannedChange[];
}

/** What a comment on some lines says of a finding. */
export interface LineText {
  readonly text: string;
  readonly suggestion: string | null;
}

/** @param lines null where GitHub does not know them any more */
export type Writing = (finding: Finding, path: string, lines: LineRange | null) => LineText;

interface OwnThread {
  readonly thread: Thread;
  readonly marker: FindingMarker;
}

/**
 * @param told findings that are to be told, by fingerprint
 * @param write the text of a finding's comment
 */
export function planReview(
  conversation: Conversation,
  key: string,
  told: ReadonlyMap<string, Finding>,
  fateOf: (fingerprint: string) => Settlement | null,
  write: Writing,
): ReviewPlan {
  const present = new Set<string>();
  const toldByWord = new Map([...told.values()].map((finding) => [markerWord(finding.fingerprint), finding]));
  const changes: PlannedChange[] = duplicatesIn(conversation, key).map((change) => ({ change, bearing: null }));
  for (const [fingerprint, threads] of ownThreads(conversation, key)) {
    const open = threads.find(({ marker }) => !marker.isSettled);
    const finding = toldByWord.get(fingerprint);
    if (finding !== undefined) {
      const settled = open === undefined ? threads.findLast(isReusable) : undefined;
      const used = open ?? settled;
      if (used === undefined) continue;
      present.add(finding.fingerprint);
      changes.push(...updated(used, finding, write, settled === undefined ? null : finding.fingerprint));
      continue;
    }
    const fate = open === undefined || open.thread.hasAnswers ? null : fateOf(fingerprint);
    if (open !== undefined && fate !== null) changes.push(...settled(open, fate));
  }
  return { present, changes };
}

/** What has become of findings that are not told, by marker: null where they are there still, or nobody can know. */
export function fates({ findings, diagnostics }: Report): (fingerprint: string) => Settlement | null {
  const byPrint = new Map<string, readonly Finding[]>();
  for (const finding of findings) {
    const word = markerWord(finding.fingerprint);
    byPrint.set(word, [...(byPrint.get(word) ?? []), finding]);
  }
  // What was not read has no findings, and is not fixed for that.
  const isWhole = diagnostics.every(({ severity }) => severity !== "error");
  return (fingerprint) => {
    const [finding, ...more] = byPrint.get(fingerprint) ?? [];
    if (finding === undefined) return isWhole ? { how: "fixed" } : null;
    return [finding, ...more].some(({ status }) => status === "active") ? null : { how: "excused", finding };
  };
}

/** Deletions of all but the first of open comments on one finding: two runs at once may have written one each. */
export function duplicatesIn(conversation: Conversation, key: string): readonly ThreadChange[] {
  return [...ownThreads(conversation, key).values()].flatMap((threads) =>
    threads
      .filter(({ marker }) => !marker.isSettled)
      .slice(1)
      .filter(({ thread }) => !thread.hasAnswers)
      .map(({ thread }) => ({ kind: "delete", comment: thread.comment }) as const),
  );
}

/** Fingerprints, as markers hold them, of findings that an open comment of ours tells of. */
export function openIn(conversation: Conversation, key: string): ReadonlySet<string> {
  const threads = [...ownThreads(conversation, key).values()].flat();
  return new Set(threads.filter(({ marker }) => !marker.isSettled).map(({ marker }) => marker.fingerprint));
}

/** By fingerprint as markers hold it, the oldest first. */
function ownThreads({ threads, me }: Conversation, key: string): ReadonlyMap<string, readonly OwnThread[]> {
  const found = new Map<string, OwnThread[]>();
  for (const thread of threads) {
    const marker = thread.author === me ? readFindingMarker(thread.body) : undefined;
    if (marker?.key !== markerWord(key)) continue;
    const list = found.get(marker.fingerprint) ?? [];
    found.set(marker.fingerprint, [...list, { thread, marker }]);
  }
  return found;
}

/** Whether a settled comment can tell of its finding again: people see it, and nobody has answered. */
function isReusable({ thread }: OwnThread): boolean {
  return thread.lines !== null && !thread.isOutdated && !thread.hasAnswers;
}

/** The comment as it should be by now. */
function updated(
  { thread, marker }: OwnThread,
  finding: Finding,
  write: Writing,
  bearing: string | null,
): readonly PlannedChange[] {
  if (thread.hasAnswers) return [];
  const { text, suggestion } = write(finding, thread.path, thread.isOutdated ? null : thread.lines);
  const digest = digestOfFinding(finding, suggestion);
  if (!marker.isSettled && marker.digest === digest) return [];
  const body = markedFinding({ ...marker, ruleId: finding.ruleId, isSettled: false, digest }, text);
  const edit: PlannedChange = {
    change: { kind: "edit", comment: thread.comment, number: thread.number, body },
    bearing,
  };
  if (!marker.isSettled) return [edit];
  const { id, comment, isMinimized, isResolved, mayUnresolve } = thread;
  return [
    edit,
    ...(isMinimized ? [{ change: { kind: "show", comment } as const, bearing }] : []),
    ...(isResolved && mayUnresolve ? [{ change: { kind: "unresolve", thread: id } as const, bearing: null }] : []),
  ];
}

function settled({ thread, marker }: OwnThread, fate: Settlement): readonly PlannedChange[] {
  const { id, comment, number, isMinimized, isResolved, mayResolve } = thread;
  const text = renderSettledComment(marker.ruleId, fate);
  const body = markedFinding({ ...marker, isSettled: true, digest: digestOf(text) }, text);
  const changes: readonly ThreadChange[] = [
    { kind: "edit", comment, number, body },
    ...(isMinimized ? [] : [{ kind: "minimise", comment } as const]),
    ...(!isResolved && mayResolve ? [{ kind: "resolve", thread: id } as const] : []),
  ];
  return changes.map((change) => ({ change, bearing: null }));
}
