/**
 * A finding, and lines of the diff -> what the comment on those lines says.
 *
 * A suggestion is made only where the comment stands on just the lines that the fix replaces, in a file whose text is the
 * commit's: GitHub puts it in the place of the commented lines, whatever they are.
 */
import type { Report } from "../lint/report.ts";
import { namesOfReport } from "../report/names-of-report.ts";
import { renderInlineComment } from "../report/render-inline-comment.ts";
import type { Item } from "../report/render-markdown-findings.ts";
import { renderSuggestion } from "../report/render-suggestion.ts";
import type { LineRange } from "./diff-hunks.ts";
import type { Places } from "./places.ts";
import type { LineText } from "./plan-review.ts";

/** @param lines null where GitHub does not know them any more */
export function lineText(item: Item, path: string, lines: LineRange | null, report: Report, places: Places): LineText {
  const { finding } = item;
  const { edit } = finding;
  const at = places.standpoint(finding);
  const isOfEdit = lines !== null && at?.path === path && at.edit?.first === lines.first && at.edit.last === lines.last;
  const source = edit !== null && isOfEdit ? places.textOf(path) : null;
  const suggestion = edit === null || source === null ? null : renderSuggestion(edit, source);
  const names = namesOfReport(report);
  const location = finding.codeLocation ?? finding.location;
  const isThere = lines === null || (lines.first <= location.startLine && location.startLine <= lines.last);
  return {
    text: renderInlineComment(item, { place: places.place, names, at: isThere ? null : location, suggestion }),
    suggestion,
  };
}
