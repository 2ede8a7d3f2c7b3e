/**
 * Findings that are told elsewhere -> a line for each rule, with where they are: what there is to mend is seen at once.
 *
 * Not here: what is wrong, why, and what to do, which is told once, where the finding is.
 */
import type { Finding } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { codeSpan } from "./render-markdown-escape.ts";
import { codeWords, type Item, icons, type Placing, placeOf } from "./render-markdown-findings.ts";

/** Places that are named of one rule. */
const maximalPlaces = 3;

/** By rule, the gravest first. */
export type Index = readonly (readonly [Finding, ...(readonly Finding[])])[];

/** @param items the gravest first */
export function indexOf(items: readonly Item[]): Index {
  const byRule = new Map<string, [Finding, ...Finding[]]>();
  for (const { finding } of items) {
    const key = JSON.stringify([finding.ruleId, finding.severity]);
    const others = byRule.get(key);
    if (others === undefined) byRule.set(key, [finding]);
    else others.push(finding);
  }
  return [...byRule.values()];
}

/** @param most rules that are shown */
export function renderIndex(index: Index, most: number, place: Placing): string {
  const lines = index.slice(0, most).map((findings) => {
    const [{ severity, ruleId, ruleName }] = findings;
    const where = findings
      .slice(0, maximalPlaces)
      .map(({ codeLocation, location }) => placeOf(codeLocation ?? location, { place }));
    const more = findings.length - where.length;
    const places = `${where.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
    return `- ${icons[severity]} ${codeSpan(ruleId, 60)} ${codeWords(ruleName)}: ${places}`;
  });
  const rest = index.slice(most).reduce((sum, findings) => sum + findings.length, 0);
  if (lines.length > 0 && rest > 0) lines.push(`- and ${counted(rest, "finding")} of other rules`);
  return lines.join("\n");
}
