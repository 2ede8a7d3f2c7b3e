/**
 * A report -> the Markdown of a comment, which says what a change does, or of a page, which says everything.
 *
 * Invariants: never more than the budget's bytes, whatever the report holds; what is left out is left out whole, the
 * least severe first, and a line says how much and where it is; everything that was opened is closed; the numbers add
 * up. The same report gives the same text: neither the commit nor the run is named, so that a comment that says the same
 * is left alone.
 * Not here: the comment's marker (../github/comment-marker.ts), where lines are on the forge (`place`), and where each
 * finding is told (`homes`).
 */
import type { Report } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { namesOfReport } from "./names-of-report.ts";
import {
  type ChangeStyle,
  renderAddedExceptions,
  renderExceptionsInForce,
  renderExisting,
  renderFixed,
  renderLosses,
} from "./render-markdown-change.ts";
import { conformanceRows, renderMarkdownConformance } from "./render-markdown-conformance.ts";
import { renderCoverage, renderUnread } from "./render-markdown-coverage.ts";
import { codeSpan } from "./render-markdown-escape.ts";
import {
  type Item,
  type ItemStyle,
  type Placing,
  type RenderedItems,
  renderItems,
} from "./render-markdown-findings.ts";
import { fitted, type Room } from "./render-markdown-fit.ts";
import { longestPart } from "./render-markdown-fold.ts";
import { comparison, coverage, type HeadlineOptions, headline } from "./render-markdown-headline.ts";
import { atHome, awayFromHome, type FindingHomes, whereabouts } from "./render-markdown-homes.ts";
import { type Index, indexOf, renderIndex } from "./render-markdown-index.ts";
import { renderMarkdownLikeness } from "./render-markdown-likeness.ts";
import { type Standing, standingOf } from "./standing.ts";

export interface PageOptions extends HeadlineOptions {
  /**
   * In UTF-8 bytes; 60,000 are always enough for the gravest finding, 6,000 for the numbers. GitHub counts characters,
   * of which there are never more.
   */
  readonly budget: number;
  readonly place: Placing;
  /** Where what is left out can be read: Markdown of ours, that completes "the rest is in". */
  readonly elsewhere: string;
  /** Whether only findings that a change brings decide, where there is a base to compare with; true if left out. */
  readonly onlyNew?: boolean;
}

export interface MarkdownOptions extends PageOptions {
  /** Where each finding is told; here, if left out. */
  readonly homes?: FindingHomes;
}

/** More findings than this are folded file by file; with fewer than the other, even their evidence is shown at once. */
const readable = 25;
const few = 3;

/** In a long comment, so many of a rule in a file are seen at once. */
const seenOfRule = 5;

/** So many of them in a comment: what cannot be known is no reason to scroll. */
const causesInComment = 5;
const existingInComment = 100;
/** In bytes, of each part that is folded. */
const longestInComment = 2000;

/** Rules of findings that are told elsewhere. */
const indexed = 12;

type Thing = "existing" | "diagrams" | "evidence" | "requirements" | "index" | "folds" | "findings" | "notices";

/** What goes first where there is little room, down to how much; what is always seen goes last. */
const order: readonly (readonly [Thing, number])[] = [
  ["existing", 0],
  ["diagrams", 0],
  ["evidence", 0],
  ["requirements", 0],
  ["index", 0],
  ["findings", 10],
  ["folds", 0],
  ["findings", 0],
  ["notices", 0],
];

/** Steps in which parts are shortened. */
const partStep = 500;

/** What a change does: what decides in full where this is its home, the rest counted and folded. */
export function renderMarkdown(report: Report, options: MarkdownOptions): string {
  return render(report, options, false);
}

/** Everything, wherever else it is told: the job summary, or a file. */
export function renderSummaryPage(report: Report, options: PageOptions): string {
  return render(report, options, true);
}

interface Content {
  readonly standing: Standing;
  readonly isPage: boolean;
  readonly names: ReadonlySet<string>;
  /** Told in full, as far as there is room. */
  readonly told: readonly Item[];
  /** Of what decides and is told elsewhere. */
  readonly index: Index;
  /** Of what decides; see `whereabouts`. */
  readonly homes: FindingHomes;
  readonly rendered: RenderedItems;
}

function render(report: Report, options: MarkdownOptions, isPage: boolean): string {
  const standing = standingOf(report, options.onlyNew ?? true);
  const homes: FindingHomes = isPage ? new Map() : (options.homes ?? new Map());
  const told = atHome(isPage ? [...standing.fresh, ...standing.existing] : standing.deciding, homes);
  const content: Content = {
    standing,
    isPage,
    names: namesOfReport(report),
    told,
    index: indexOf(awayFromHome(standing.deciding, homes)),
    homes,
    rendered: { told: new Map(), untold: new Map() },
  };
  const full: Room<Thing> = {
    existing: Math.min(standing.existing.length, existingInComment),
    diagrams: report.architectures.length,
    evidence: isPage ? told.length : Math.min(told.length, readable),
    requirements: conformanceRows(report),
    // One that is left out alone would not even save a line.
    index: content.index.length > indexed + 1 ? indexed : content.index.length,
    folds: (isPage ? longestPart : longestInComment) / partStep,
    findings: told.length,
    notices: longestPart / partStep,
  };
  return fitted(full, order, (room) => document(report, content, room, options), options.budget);
}

function document(report: Report, content: Content, room: Room<Thing>, options: MarkdownOptions): string {
  const { place, elsewhere } = options;
  const { standing, isPage, names, told, index, homes } = content;
  const shown = told.slice(0, room.findings);
  const leftOut = told.slice(shown.length);
  const folds: ChangeStyle = { place, names, longest: room.folds * partStep };
  const notices: ChangeStyle = { ...folds, longest: room.notices * partStep };
  const { change, exceptions } = report;
  const isListed = !isPage && standing.onlyNew;
  const sections = [
    `### ${headline(report, standing, options)}`,
    [comparison(report, standing, options), coverage(report)].filter((text) => text !== "").join(" "),
    ...renderUnread(report, notices),
    renderLosses(change?.losses ?? [], notices),
    renderAddedExceptions(change?.exceptions ?? [], notices),
    whereabouts(standing.deciding, homes, {
      here: shown.length,
      leftOut: leftOut.length,
      elsewhere,
      adjective: standing.onlyNew ? "new " : "",
    }),
    renderIndex(index, room.index, place),
    renderTold(shown, content, room.evidence, place),
    missing(leftOut, room.evidence < shown.length, elsewhere),
    ...renderMarkdownConformance(report, {
      rows: room.requirements,
      diagrams: room.diagrams,
      isWhole: isPage,
      names,
      longest: notices.longest,
    }),
    renderFixed(standing.fixed, folds),
    isListed ? renderExisting(standing.existing, room.existing, elsewhere, folds) : "",
    isPage || change === null ? renderExceptionsInForce(exceptions, folds) : "",
    renderMarkdownLikeness(report, folds.longest),
    ...renderCoverage(report, { place, longest: folds.longest, causes: isPage ? Infinity : causesInComment }),
    footer(shown),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

/** Where there is something to tell apart, what is new stands before what was there. */
function renderTold(
  shown: readonly Item[],
  { told, names, standing, isPage, rendered }: Content,
  evidence: number,
  place: Placing,
): string {
  const withEvidence = new Set(shown.slice(0, evidence).map(({ finding }) => finding));
  const style: ItemStyle = {
    place,
    names,
    folded: told.length > readable,
    open: told.length <= few,
    seen: isPage || told.length <= readable ? Infinity : seenOfRule,
    tells: (finding) => withEvidence.has(finding),
    rendered,
  };
  const old = new Set(standing.existing);
  const existing = shown.filter((item) => old.has(item));
  if (existing.length === 0) return renderItems(shown, style);
  const fresh = shown.filter((item) => !old.has(item));
  const parts = [
    fresh.length === 0 ? "" : `### New\n\n${renderItems(fresh, style)}`,
    `### There before\n\n${renderItems(existing, style)}`,
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function missing(leftOut: readonly Item[], lacksEvidence: boolean, elsewhere: string): string {
  if (leftOut.length === 0) return lacksEvidence ? `More evidence is in ${elsewhere}.` : "";
  const [only, ...others] = new Set(leftOut.map(({ finding }) => finding.severity));
  const what = others.length > 0 || only === undefined ? "finding" : only;
  return `**${counted(leftOut.length, what)} did not fit here.** All findings, with their evidence, are in ${elsewhere}.`;
}

function footer([first]: readonly Item[]): string {
  if (first === undefined) return "";
  return `<sub>More about a rule: ${codeSpan(`stackplumb explain ${first.finding.ruleId}`, 100)}</sub>`;
}
