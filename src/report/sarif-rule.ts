/**
 * A rule -> how SARIF describes it: what is wrong, why, and how to fix it.
 *
 * A team's rules come from the repository under test, so that their texts are escaped like everything else of it, and no
 * address is linked but those of AWS's own documentation.
 * Not here: a `security-severity`. That is a CVSS score, and nothing here measures one.
 */

import type { Rule, Severity } from "../policy/rule.ts";
import { bestPractice } from "../policy/well-architected.ts";
import { printable } from "./printable.ts";
import { codeSpan, link, prose } from "./render-markdown-escape.ts";
import { messageOf } from "./sarif-location.ts";

export const levels = { error: "error", warning: "warning", info: "note" } as const;

/** As much of a rule as is told. */
export type ToldRule = Pick<
  Rule,
  "id" | "name" | "title" | "why" | "fix" | "severity" | "basis" | "source" | "references"
>;

/** Code scanning shows ten tags. */
const mostTags = 10;
const pillars = new Map([
  ["SEC", "security"],
  ["REL", "reliability"],
  ["PERF", "performance"],
  ["COST", "cost"],
  ["OPS", "operations"],
  ["SUS", "sustainability"],
]);

export function describeRule(rule: ToldRule) {
  const { id, name, title, why, basis, references } = rule;
  const helpUri = references.map(addressOf).find((address) => address !== null);
  return {
    id: printable(id),
    name: printable(name),
    shortDescription: messageOf(title),
    fullDescription: messageOf(why),
    help: { text: plainHelp(rule), markdown: markdownHelp(rule) },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: levels[gravest(rule)] },
    properties: { precision: basis === "proof" ? "very-high" : "medium", tags: tagsOf(references) },
  };
}

/** What can be said of a rule that only a finding tells of. */
export function ruleOfFinding(finding: {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly severity: Severity;
  readonly basis: Rule["basis"];
  readonly fix: string;
}): ToldRule {
  const { ruleId, ruleName, severity, basis, fix } = finding;
  const words = ruleName.replaceAll("-", " ") || ruleId;
  return {
    id: ruleId,
    name: ruleName,
    title: words,
    why: words,
    fix: { cloudformation: fix, sam: fix, cdk: fix },
    severity: [{ when: null, is: severity }],
    basis,
    source: "",
    references: [],
  };
}

function gravest({ severity }: ToldRule): Severity {
  const is = severity.map((one) => one.is);
  return is.includes("error") ? "error" : is.includes("warning") ? "warning" : "info";
}

/** The pillars of the Well-Architected Framework that a rule serves, and the practices themselves. */
function tagsOf(references: readonly string[]): readonly string[] {
  const practices = references.filter((reference) => bestPractice(reference) !== undefined);
  const served = practices.flatMap((id) => pillars.get(id.replace(/\d.*$/, "")) ?? []);
  return [...new Set(["aws", "architecture", ...served, ...practices])].slice(0, mostTags);
}

function addressOf(reference: string): string | null {
  const address = bestPractice(reference)?.url ?? reference;
  return /^https:\/\/docs\.aws\.amazon\.com\/[\w.~%/:#?=+-]*$/.test(address) ? address : null;
}

/** `CloudFormation, SAM: ...`: what dialects have in common is said once. */
function fixes({ fix }: ToldRule): readonly (readonly [string, string])[] {
  const byText = new Map<string, string[]>();
  for (const [name, text] of [
    ["CloudFormation", fix.cloudformation],
    ["SAM", fix.sam],
    ["CDK", fix.cdk],
  ] as const) {
    const names = byText.get(text);
    if (names === undefined) byText.set(text, [name]);
    else names.push(name);
  }
  return [...byText].map(([text, names]) => [byText.size === 1 ? "Fix" : names.join(", "), text]);
}

function plainHelp(rule: ToldRule): string {
  const parts = [rule.why, ...fixes(rule).map(([label, text]) => `${label}: ${text}`), ...rule.references.map(nameOf)];
  return parts.map((part) => messageOf(part).text).join("\n");
}

function nameOf(reference: string): string {
  const practice = bestPractice(reference);
  return practice === undefined ? reference : `${practice.id} ${practice.title}: ${practice.url}`;
}

function markdownHelp(rule: ToldRule): string {
  const references = rule.references.map((reference) => {
    const practice = bestPractice(reference);
    const address = addressOf(reference);
    if (practice !== undefined) return `- ${link(`${practice.id} ${practice.title}`, address)}`;
    return `- ${address === null ? codeSpan(reference, 300) : link(address, address)}`;
  });
  return [
    prose(rule.why, new Set(), 4000),
    fixes(rule)
      .map(([label, text]) => `- **${label}**: ${prose(text, new Set(), 2000)}`)
      .join("\n"),
    references.join("\n"),
    `Run ${codeSpan(`stackplumb explain ${rule.id}`, 100)} for examples.`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
