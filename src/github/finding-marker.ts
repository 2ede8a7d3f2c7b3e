/**
 * The marker that makes a comment on a line ours: an HTML comment in the first bytes of the body.
 *
 * It names the finding, so that its comment is known again wherever the line has gone, and the state that the comment is
 * in, so that nothing is written twice. As with comment-marker.ts, the author decides whether it is believed.
 */
import { createHash } from "node:crypto";
import type { Finding } from "../lint/report.ts";
import { decodeWord, encodeWord } from "./comment-marker.ts";

export interface FindingMarker {
  /** Tells comments of several workflows and steps apart. */
  readonly key: string;
  readonly fingerprint: string;
  readonly ruleId: string;
  /** Whether it says that the finding is gone. */
  readonly isSettled: boolean;
  /** Of what it says; see `digestOf`. */
  readonly digest: string;
}

const pattern =
  /^<!-- stackplumb-finding key=([\w.%]{0,900}) print=([\w.%]{1,900}) rule=([\w.%]{0,900}) (open|settled)=([0-9a-f]{16}) -->(?:\r?\n|$)/;

export function markedFinding({ key, fingerprint, ruleId, isSettled, digest }: FindingMarker, text: string): string {
  const words = [`key=${encodeWord(key)}`, `print=${encodeWord(fingerprint)}`, `rule=${encodeWord(ruleId)}`];
  return `<!-- stackplumb-finding ${words.join(" ")} ${isSettled ? "settled" : "open"}=${digest} -->\n${text}`;
}

/** What a body says, or undefined where it does not begin with a marker. */
export function readFindingMarker(body: string): FindingMarker | undefined {
  const match = pattern.exec(body.slice(0, 3000));
  if (match === null) return undefined;
  const [, ...words] = match;
  const [key, fingerprint, ruleId] = words.slice(0, 3).map(decodeWord);
  if (key === undefined || fingerprint === undefined || ruleId === undefined) return undefined;
  return { key, fingerprint, ruleId, isSettled: words[3] === "settled", digest: words[4] ?? "" };
}

/** Whether two comments say the same, but for lines and commits, which move with every push. */
export function digestOf(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16);
}

/** What the comment of a finding says. */
export function digestOfFinding(finding: Finding, suggestion: string | null): string {
  const { severity, message, guard, environments, fix, related, basis, assumed } = finding;
  const path = related.map((hop) => hop.message);
  return digestOf(severity, message, guard, environments, fix, path, basis, assumed, suggestion);
}
