/**
 * A report -> what it cannot have seen: of what it does not tell there, nothing follows.
 *
 * Invariant: looks at what diagnostics are about, not at how grave they are, because unreadable input may be allowed.
 */
import { faultCode } from "../lint/judge-app.ts";
import type { Report } from "../lint/report.ts";

/** Codes of what keeps a part of the input from being seen, though it be a warning. */
const blinding: ReadonlySet<string> = new Set([
  "yaml-syntax",
  "json-syntax",
  "too-deep",
  "unreadable-file",
  "not-found",
  "not-a-template",
  "template-shape",
  "assembly-manifest",
  "nested-template",
]);
const searchLimit = "search-limit";

/** Why the stack that stands in a file may have been seen in part or not at all; null where it was seen, or is not there. */
export type Unread = (stack: string, file: string) => string | null;

/** @param isBase what is not there is unread in the head, where somebody named it, and in the base it is just not there */
export function unreadOf({ stacks, diagnostics }: Report, isBase = false): Unread {
  const seen = new Set(stacks.map(({ name }) => name));
  const inFiles = new Map<string, string>();
  const unplaced: string[] = [];
  let fault: string | null = null;
  let ended: string | null = null;
  for (const { code, severity, message, location } of diagnostics) {
    if (isBase && code === "not-found") continue;
    if (code === faultCode) fault = message;
    else if (code === searchLimit) ended = message;
    else if (severity !== "error" && !blinding.has(code)) continue;
    else if (location === null) unplaced.push(message);
    else if (!inFiles.has(location.file)) inFiles.set(location.file, message);
  }
  return (stack, file) =>
    fault ??
    inFiles.get(file) ??
    unplaced.find((message) => message.startsWith(`${file} `)) ??
    (seen.has(stack) ? null : ended);
}
