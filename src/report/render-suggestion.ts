/**
 * A fix as an edit, and the file that it edits -> a block that GitHub offers to commit.
 *
 * Invariant: what is committed is the edit and nothing else, and what is shown beside the edit is the structure of the
 * line (a key, a dash, brackets, a comment), never another value. A line that a person could not read as it is, or that
 * GitHub could give back otherwise, gets no suggestion. Not here: whether the comment stands on just these lines.
 * https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/incorporating-feedback-in-your-pull-request
 */
import type { ReportEdit } from "../lint/report.ts";
import { visible } from "./render-markdown-escape.ts";

const longest = 2000;

/** What may stand before the value in its line: `    Key: `, `- `, `"Key": `. */
const before = /^(?:\t| )*(?:- +)*(?:(?:[\w.:/-]{1,200}|"[\w.:/-]{1,200}"|'[\w.:/-]{1,200}'):(?:[ \t]+|$))?["'[]?$/;
const after = /^["']?\]?,?(?:[ \t]+#[^\n]*)?[ \t]*$/;

/** @param source the whole file. @returns null where there is nothing to suggest safely */
export function renderSuggestion({ location, text }: ReportEdit, source: string): string | null {
  const { startLine, startColumn, endLine, endColumn } = location;
  // GitHub writes the lines of a suggestion with its own breaks.
  if (source.includes("\r") || text.includes("\r") || source.startsWith("\ufeff")) return null;
  const lines = source.split("\n").slice(startLine - 1, endLine);
  if (lines.length !== endLine - startLine + 1) return null;
  const prefix = lines[0]?.slice(0, startColumn - 1) ?? "";
  const suffix = lines.at(-1)?.slice(endColumn - 1) ?? "";
  const suggested = prefix + text + suffix;
  if (suggested === lines.join("\n") || suggested.length > longest || !isPlain(suggested)) return null;
  if (!before.test(prefix) || !after.test(suffix)) return null;
  let backticks = 2;
  for (const [run] of suggested.matchAll(/`+/g)) backticks = Math.max(backticks, run.length);
  const fence = "`".repeat(backticks + 1);
  return `${fence}suggestion\n${suggested}\n${fence}`;
}

/** Whether all that would be committed can be seen. */
function isPlain(text: string): boolean {
  const words = text.replace(/[ \t\n]+/g, " ");
  return visible(words, longest) === words;
}
