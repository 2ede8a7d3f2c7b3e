/**
 * What a change does, beside the findings that it brings -> Markdown: what deploying it replaces or deletes, what it asks
 * no more, what it mends, and what was there before.
 *
 * Invariant: each part is bounded, and says how many it leaves out.
 */
import type { Finding, ReportChange, ReportException } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { codeSpan, prose } from "./render-markdown-escape.ts";
import { type Item, icons, type Placing, placeOf, subjectName } from "./render-markdown-findings.ts";
import { andMore, bounded, fold, foldBounded } from "./render-markdown-fold.ts";

/** Fixed findings that are seen without unfolding them. */
const few = 3;

export interface ChangeStyle {
  readonly place: Placing;
  readonly names: ReadonlySet<string>;
  /** In bytes, of each part. */
  readonly longest: number;
}

/** Always seen: nobody wants to learn of it from the deployment. */
export function renderLosses(losses: ReportChange["losses"], { place, names, longest }: ChangeStyle): string {
  if (losses.length === 0) return "";
  const lines = losses.map(({ stack, logicalId, type, how, cause, location }) => {
    const where = location === null ? "" : `${placeOf(location, { place })} `;
    const what = `${codeSpan(logicalId, 200)} (${codeSpan(type, 100)}) of ${codeSpan(stack, 200)}`;
    return `- ${where}${what} **${fates[how]}**${cause === "" ? "" : `: ${prose(cause, names, 300)}`}`;
  });
  return `**Deploying this touches ${counted(losses.length, "stateful resource")}**\n\n${bounded(lines, andMore, longest).join("\n")}`;
}

const fates: Readonly<Record<ReportChange["losses"][number]["how"], string>> = {
  replaced: "is replaced",
  "maybe replaced": "may be replaced",
  deleted: "is deleted",
};

/** Always seen: a pull request can ask less of itself, and whoever reviews it must know. */
export function renderAddedExceptions(exceptions: readonly ReportException[], style: ChangeStyle): string {
  if (exceptions.length === 0) return "";
  const lines = bounded(linesOf(exceptions, style), andMore, style.longest);
  return `**This change asks for less: ${counted(exceptions.length, "new exception")}**\n\n${lines.join("\n")}`;
}

/** Folded: they are no news. */
export function renderExceptionsInForce(exceptions: readonly ReportException[], style: ChangeStyle): string {
  const title = `${counted(exceptions.length, "exception is", "exceptions are")} in force`;
  return foldBounded(title, linesOf(exceptions, style), style.longest).join("\n");
}

function linesOf(exceptions: readonly ReportException[], { place, names }: ChangeStyle): readonly string[] {
  return exceptions.map(({ kind, subject, effect, reason, owner, until, location }) => {
    const what = prose(effect, new Set([...names, subject]), 300);
    // A configuration has no place for a reason.
    if (kind === "configuration") return `- ${placeOf(location, { place })} ${what}`;
    const why = reason === null || reason.trim() === "" ? "**no reason is given**" : prose(reason, names, 500);
    const terms = [
      ...(owner === null ? [] : [`owner ${codeSpan(owner, 100)}`]),
      until === null ? "without end" : `until ${codeSpan(until, 20)}`,
    ];
    return `- ${placeOf(location, { place })} ${what}: ${why} (${terms.join(", ")})`;
  });
}

export function renderFixed(items: readonly Item[], style: ChangeStyle): string {
  const title = `\u2705 ${counted(items.length, "finding is fixed", "findings are fixed")}`;
  // Their places are the base's: there is nothing to link.
  const lines = items.map(
    ({ finding }) => `- ${codeSpan(finding.ruleId, 60)} ${prose(finding.message, style.names, 300)}`,
  );
  if (items.length > few) return foldBounded(title, lines, style.longest).join("\n");
  return items.length === 0 ? "" : `**${title}**\n\n${bounded(lines, andMore, style.longest).join("\n")}`;
}

/** One line each, of the first. */
export function renderExisting(
  items: readonly Item[],
  shown: number,
  elsewhere: string,
  { place }: Pick<ChangeStyle, "place">,
): string {
  const title = counted(items.length, "finding was there before", "findings were there before");
  if (shown === 0 && items.length > 0) return `${title}: see ${elsewhere}.`;
  const lines = items.slice(0, shown).map(({ finding }) => lineOf(finding, place));
  const more = items.length - lines.length;
  return fold(title, more === 0 ? lines : [...lines, `- and ${more} more in ${elsewhere}`]).join("\n");
}

function lineOf(finding: Finding, place: Placing): string {
  const { severity, ruleId, ruleName, location, codeLocation } = finding;
  const name = subjectName(finding);
  const what = name === "" ? "" : `: ${codeSpan(name, 200)}`;
  const rule = `${codeSpan(ruleId, 60)} ${prose(ruleName.replaceAll("-", " "), new Set(), 200)}`;
  return `- ${icons[severity]} ${placeOf(codeLocation ?? location, { place })} ${rule}${what}`;
}
