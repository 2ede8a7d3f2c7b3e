/**
 * YAML text -> its comments that begin with a word of ours. Comments are not in the tree, so they are found in the text,
 * outside of the scalars that are.
 */
import type { SourceFile } from "./file.ts";
import type { SourceNode } from "./node.ts";

export interface Comment {
  /** Behind the word, without surrounding blanks. */
  readonly text: string;
  /** Offsets into the file's text, from `#` to the end of the line. */
  readonly start: number;
  readonly end: number;
  /** Offset of something on the line that is spoken of: the comment's own, or the next one that has more than a comment. */
  readonly about: number;
}

/** @param root of the file's tree. @param word without blanks. Linear in the text. */
export function commentsWith(word: string, file: SourceFile, root: SourceNode): readonly Comment[] {
  const { text } = file;
  if (!text.includes(word)) return [];
  const quoted = scalarsWith(word, file, root);
  const comments: Comment[] = [];
  let next = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    let start = at - 1;
    while (isBlank(text.charAt(start))) start--;
    const end = lineEnd(text, at);
    while ((quoted[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    if ((quoted[next]?.start ?? Number.POSITIVE_INFINITY) <= start) continue;
    const isComment = text.charAt(start) === "#" && (start === 0 || /\s/.test(text.charAt(start - 1)));
    const after = text.charAt(at + word.length);
    if (!isComment || !(after === "" || /\s/.test(after))) continue;
    const isAlone = text.slice(lineStart(text, start), start).trim() === "";
    const about = isAlone ? nextContent(text, end) : start - 1;
    comments.push({ text: text.slice(at + word.length, end).trim(), start, end, about });
  }
  return comments;
}

/** Scalars of the file that hold the word, in order: a comment's look is no comment there. */
function scalarsWith(word: string, file: SourceFile, root: SourceNode): readonly SourceNode[] {
  const found: SourceNode[] = [];
  const seen = new Set<SourceNode>();
  const open: SourceNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "sequence") for (const item of node.items) open.push(item);
    else if (node.kind === "mapping") for (const { key, value } of node.entries.values()) open.push(key, value);
    else if (node.file === file && file.text.slice(node.start, node.end).includes(word)) found.push(node);
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The first offset behind `from` that stands on a line with more than a comment. */
function nextContent(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    while (at < text.length && /\s/.test(text.charAt(at))) at++;
    if (text.charAt(at) !== "#") break;
    at = lineEnd(text, at);
  }
  return Math.min(at, text.length);
}

function isBlank(character: string): boolean {
  return character === " " || character === "\t";
}

function lineStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && !"\r\n".includes(text.charAt(at - 1))) at--;
  return at;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !"\r\n".includes(text.charAt(at))) at++;
  return at;
}
