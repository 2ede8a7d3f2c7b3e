/**
 * The marker that makes a comment ours: an HTML comment in the first bytes of the body.
 *
 * It names the tool, the comment's key, the commit that was judged and the run that judged it. The rest of the body is the
 * text that people see; texts are compared without their markers.
 * Invariant: what is written is read back equal, and nothing but our own writing is read as a marker of ours. That the
 * author is ours, too, is for keep-comment.ts to know: anyone can paste a marker.
 */
import { hash } from "node:crypto";

/** Order of runs. A re-run keeps its number and counts attempts, so it never passes for newer than later runs. */
export interface Generation {
  readonly run: number;
  readonly attempt: number;
}

export interface Marker {
  /** Tells comments of several workflows and steps apart. */
  readonly key: string;
  /** The commit that was judged, in hex. */
  readonly head: string;
  readonly generation: Generation;
}

const pattern =
  /^<!-- stackplumb-comment key=([\w.%]{0,900}) head=([0-9a-f]{0,64}) run=(\d{1,15})\.(\d{1,9}) -->(?:\r?\n|$)/;

/** In UTF-16 code units; the pattern has room for as many, encoded. */
const longestWord = 100;

/** A text as markers hold it: itself, or where it is long or no text at all, a shorter one that is no other's. */
export function markerWord(text: string): string {
  const isPlain = text.length <= longestWord && !/\p{Cs}/u.test(text);
  return isPlain
    ? text
    : `${text.slice(0, 60).replace(/\p{Cs}/gu, "\ufffd")}~${hash("sha256", JSON.stringify(text))}`.slice(
        0,
        longestWord,
      );
}

/** @returns the body of a comment: marker, line break, text */
export function markedBody({ key, head, generation }: Marker, text: string): string {
  return `<!-- stackplumb-comment key=${encodeWord(key)} head=${head} run=${generation.run}.${generation.attempt} -->\n${text}`;
}

/** What a body says, or undefined where it does not begin with a marker. */
export function readMarked(body: string): { readonly marker: Marker; readonly text: string } | undefined {
  const match = pattern.exec(body.slice(0, 1200));
  if (match === null) return undefined;
  const [whole, key = "", head = "", run = "", attempt = ""] = match;
  const decoded = decodeWord(key);
  if (decoded === undefined) return undefined;
  const generation = { run: Number(run), attempt: Number(attempt) };
  // GitHub gives back line breaks as they were sent; what edits by hand in a browser leave is read alike.
  const text = body.slice(whole.length).replaceAll("\r\n", "\n").trimEnd();
  return { marker: { key: decoded, head, generation }, text };
}

export function isNewer(a: Generation, b: Generation): boolean {
  return a.run > b.run || (a.run === b.run && a.attempt > b.attempt);
}

/** Nothing that could end the HTML comment is left: `-` and `>` are escaped, too. */
export function encodeWord(key: string): string {
  return encodeURIComponent(markerWord(key)).replace(
    /[-!'()*~]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function decodeWord(key: string): string | undefined {
  try {
    return decodeURIComponent(key);
  } catch {
    return undefined;
  }
}
