/**
 * A report -> the Markdown of a comment or of a job summary.
 *
 * Invariants: never more than the budget's bytes, whatever the report holds; findings are left out whole, the least
 * severe first, and a line says how many and where they are; everything that was opened is closed. The same report gives
 * the same text: neither the commit nor the run is named, so that a comment that says the same is left alone.
 * Not here: the comment's marker (../github/comment-marker.ts) and where lines are on the forge (`place`).
 */
import type { Report } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { renderMarkdownConformance } from "./render-markdown-conformance.ts";
import { renderCoverage, renderUnread } from "./render-markdown-coverage.ts";
import { codeSpan } from "./render-markdown-escape.ts";
import { type Item, type ItemStyle, icons, itemsOf, type Placing, renderItems } from "./render-markdown-findings.ts";

export interface MarkdownOptions {
  /** In UTF-8 bytes; 60,000 are always enough for the gravest finding. GitHub counts characters, of which there are never more. */
  readonly budget: number;
  readonly place: Placing;
  /** Tells several comments on one pull request apart; null for none. */
  readonly label: string | null;
  /** Where what is left out can be read: Markdown of ours, that completes "the rest is in". */
  readonly elsewhere: string;
  /** Whether what cannot be decided is as bad as a violation. */
  readonly unknownFails: boolean;
}

/** More findings than this are folded file by file; with fewer than the other, even their evidence is shown at once. */
const readable = 25;
const few = 3;

export function renderMarkdown(report: Report, options: MarkdownOptions): string {
  const items = itemsOf(report.findings);
  const whole = document(report, items, items.length, items.length, options);
  const fits = (text: string): boolean => Buffer.byteLength(text) <= options.budget;
  if (fits(whole)) return whole;
  // Every finding with less evidence is worth more than some of the findings with all of it.
  const kept = most(items.length, (count) => fits(document(report, items, count, 0, options)));
  const told = most(kept, (count) => fits(document(report, items, kept, count, options)));
  return document(report, items, kept, told, options);
}

/** The greatest count up to `limit` that fits; one more never makes the text shorter, so it is found by halving. */
function most(limit: number, fits: (count: number) => boolean): number {
  if (fits(limit)) return limit;
  let low = 0;
  let high = limit - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The text with the first `kept` findings, the first `told` of them with their evidence. */
function document(
  report: Report,
  items: readonly Item[],
  kept: number,
  told: number,
  options: MarkdownOptions,
): string {
  const { place, elsewhere } = options;
  const shown = items.slice(0, kept);
  const withEvidence = new Set(items.slice(0, told).map(({ finding }) => finding));
  const style: ItemStyle = {
    place,
    names: namesOf(report),
    folded: items.length > readable,
    open: items.length <= few,
    tells: (finding) => withEvidence.has(finding),
  };
  const sections = [
    `### ${headline(report, options)}`,
    judged(report),
    ...renderUnread(report, place),
    renderItems(shown, style),
    leftOut(items, kept, told, elsewhere),
    ...renderMarkdownConformance(report.architectures),
    ...renderCoverage(report, place),
    footer(shown),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

function headline({ summary, diagnostics, stacks }: Report, { label, unknownFails }: MarkdownOptions): string {
  const { errors, warnings, infos, unknown } = summary;
  const who = label === null ? "Stackplumb" : `Stackplumb ${codeSpan(label, 100)}`;
  const counts = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(warnings > 0 ? [counted(warnings, "warning")] : []),
    ...(infos > 0 ? [counted(infos, "info")] : []),
    ...(unknownFails && unknown > 0 ? [`${unknown} unknown`] : []),
  ];
  const unread = diagnostics.some(({ severity }) => severity === "error");
  const worst =
    errors > 0 || unread || (unknownFails && unknown > 0) ? icons.error : warnings > 0 ? icons.warning : icons.info;
  if (counts.length > 0) return `${worst} ${who}: ${counts.join(", ")}`;
  if (unread) return `${worst} ${who} could not judge everything`;
  return stacks.length === 0 ? `${icons.info} ${who} found no template` : `\u2705 ${who}: all clear`;
}

/** How much the headline rests on: green means nothing without it. */
function judged({ summary }: Report): string {
  const { judged: modelled, resources, stacks, unknown, suppressed, baselined } = summary;
  if (stacks === 0) return "";
  const sentences = [`Judged ${modelled} of ${counted(resources, "resource")} in ${counted(stacks, "stack")}.`];
  if (unknown > 0) sentences.push(`${counted(unknown, "check")} could not be decided.`);
  if (suppressed > 0) sentences.push(`${counted(suppressed, "finding is", "findings are")} suppressed.`);
  if (baselined > 0) sentences.push(`${counted(baselined, "finding is", "findings are")} of the baseline.`);
  return sentences.join(" ");
}

function leftOut(items: readonly Item[], kept: number, told: number, elsewhere: string): string {
  const rest = items.slice(kept);
  if (rest.length === 0) return told < kept ? `More evidence is in ${elsewhere}.` : "";
  const [only, ...others] = new Set(rest.map(({ finding }) => finding.severity));
  const what = others.length > 0 || only === undefined ? "finding" : only;
  return `**${counted(rest.length, what)} did not fit here.** All findings, with their evidence, are in ${elsewhere}.`;
}

function footer(items: readonly Item[]): string {
  const [first] = items;
  if (first === undefined) return "";
  return `<sub>More about a rule: ${codeSpan(`stackplumb explain ${first.finding.ruleId}`)}</sub>`;
}

/** Logical ids and stacks that messages mention and that look like words. */
function namesOf(report: Report): ReadonlySet<string> {
  return new Set(report.findings.flatMap(({ subject }) => [subject.logicalId, subject.stack]));
}
