/**
 * `# stackplumb-ignore RULE: reason` in YAML -> exceptions for what is found on a line, or about the resource that begins
 * on it. `# stackplumb-ignore RULE until 2027-01-31: reason` has an end.
 */

import { isCalendarDay, notADay } from "../policy/calendar-day.ts";
import { findRule } from "../policy/find-rule.ts";
import type { Rule } from "../policy/rule.ts";
import { type Comment, commentsWith } from "../source/comments.ts";
import { type Diagnostic, diagnosticAt } from "../source/diagnostic.ts";
import type { Template } from "../template/template.ts";
import { type Exception, exceptionCode } from "./exception.ts";
import { nothingToIgnore } from "./nothing-to-ignore.ts";

export interface LineException extends Exception {
  /** The line that it is for, 1-based, in the file of its place. */
  readonly line: number;
}

const word = "stackplumb-ignore";
const form = `write # ${word} RULE: reason`;

export function commentExceptions(
  { file, root, format }: Template,
  rules: readonly Rule[],
): { readonly exceptions: readonly LineException[]; readonly diagnostics: readonly Diagnostic[] } {
  const exceptions: LineException[] = [];
  const diagnostics: Diagnostic[] = [];
  if (format !== "yaml") return { exceptions, diagnostics };
  for (const comment of commentsWith(word, file, root)) {
    const read = readComment(comment.text, rules);
    if ("problem" in read)
      diagnostics.push(diagnosticAt(file, "error", exceptionCode, read.problem, comment.start, comment.end));
    else exceptions.push({ ...read, ...placeOf(comment, file) });
  }
  return { exceptions, diagnostics };
}

function placeOf(
  { start, end, about }: Comment,
  file: Template["file"],
): Pick<LineException, "place" | "line" | "about"> {
  const { line } = file.span(about, about).start;
  return { place: file.span(start, end), line, about: `line ${line}` };
}

function readComment(
  text: string,
  rules: readonly Rule[],
): Omit<LineException, "place" | "line"> | { readonly problem: string } {
  const colon = text.indexOf(":");
  const reason = colon < 0 ? "" : text.slice(colon + 1).trim();
  const [name = "", ...rest] = (colon < 0 ? text : text.slice(0, colon)).split(/\s+/).filter((part) => part !== "");
  if (name === "") return { problem: `this ignores no rule; ${form}` };
  const rule = findRule(rules, name);
  if (rule === undefined) return { problem: nothingToIgnore(rules, name) };
  if (reason === "") return { problem: `${rule.id} is not ignored without a reason; ${form}` };
  const [until, day = ""] = rest;
  if (until === undefined) return { rule: rule.id, reason, owner: null, until: null };
  if (until !== "until" || rest.length > 2) return { problem: `one comment ignores one rule; ${form}` };
  if (!isCalendarDay(day)) return { problem: notADay(day) };
  return { rule: rule.id, reason, owner: null, until: day };
}
