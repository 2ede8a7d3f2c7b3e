/**
 * One finding -> the comment on its line of the diff; and what that comment says once the finding is gone.
 *
 * Invariant: bounded, and every value of the report is escaped: links, folds and fences are ours.
 * Not here: where it stands and its hidden marker (../github/keep-review.ts).
 */
import type { Finding, Location } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { codeSpan, prose } from "./render-markdown-escape.ts";
import {
  circumstances,
  codeWords,
  constructText,
  type Item,
  icons,
  type Placing,
  placeOf,
} from "./render-markdown-findings.ts";
import { andMore, bounded, fold } from "./render-markdown-fold.ts";

export interface InlineStyle {
  readonly place: Placing;
  /** Words of messages that are names of this report's things. */
  readonly names: ReadonlySet<string>;
  /** Where the finding stands, if the comment stands elsewhere: on lines of the fix. */
  readonly at: Location | null;
  /** Markdown of render-suggestion.ts for just the lines that are commented; null for none. */
  readonly suggestion: string | null;
}

export function renderInlineComment({ finding, consequences }: Item, style: InlineStyle): string {
  const { severity, ruleId, ruleName, message, fix, related, environments } = finding;
  const { names, suggestion, at } = style;
  // The comment stands in this file, or in one that it was synthesised from.
  const home = style.place(finding.location).path;
  const steps = related.map(
    (hop, i) => `${i + 1}. ${placeOf(hop.location, style, home)} ${prose(hop.message, names, 300)}`,
  );
  const followers = consequences.map((consequence) => {
    const where = placeOf(consequence.codeLocation ?? consequence.location, style, home);
    return `- ${where} ${codeSpan(consequence.ruleId, 60)} ${prose(consequence.message, names, 500)}`;
  });
  const sections = [
    `${icons[severity]} <b>${codeSpan(ruleId, 60)} ${codeWords(ruleName)}</b>`,
    `${at === null ? "" : `${placeOf(at, style)} `}${constructText(finding)}${prose(message, names)}${circumstances({ ...finding, environments: environments.slice(0, most) })}`,
    ...folded(counted(steps.length, "step of evidence", "steps of evidence"), bounded(steps, numbered)),
    ...folded(counted(followers.length, "consequence"), bounded(followers, andMore)),
    `**Fix:** ${prose(fix, names, 2000)}`,
    ...(suggestion === null ? [] : [suggestion]),
    `<sub>More about the rule: ${codeSpan(`stackplumb explain ${ruleId}`, 100)}</sub>`,
  ];
  return sections.join("\n\n");
}

/** Names of environments; a finding of more of them is one of all. */
const most = 30;

/** What has become of a finding that is told no more. */
export type Settlement =
  | { readonly how: "fixed" }
  /** It is there still, and something written down says that it does not count. */
  | { readonly how: "excused"; readonly finding: Finding };

/** @param ruleId as it was written into the comment's marker */
export function renderSettledComment(ruleId: string, settlement: Settlement): string {
  const rule = codeSpan(ruleId, 60);
  if (settlement.how === "fixed") return `\u2705 **Fixed:** ${rule} has nothing to say here any more.`;
  const { status, exception } = settlement.finding;
  const reason = exception === null ? "" : ` The reason given: ${prose(exception.reason, new Set(), 500)}`;
  return `\u26aa **Not counted any more:** the finding of ${rule} is ${excuses[status]}.${reason}`;
}

const excuses: Readonly<Record<Finding["status"], string>> = {
  active: "told elsewhere",
  suppressed: "suppressed",
  baselined: "of the baseline",
  relaxed: "relaxed",
};

function folded(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [fold(title, lines).join("\n")];
}

function numbered(more: number, shown: number): string {
  return `${shown + 1}. and ${more} more`;
}
