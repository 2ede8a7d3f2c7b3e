/**
 * A rule document -> its page for a terminal: why, how to fix it, and the examples that its tests run.
 */
import { referenceSentences } from "../policy/reference-sentences.ts";
import type { Rule, RuleExample, Severity } from "../policy/rule.ts";
import { bestPractice } from "../policy/well-architected.ts";
import { inkOf, paint, type TextStyle } from "./text-style.ts";
import { hanging, wrap } from "./wrap.ts";

const dialects = [
  ["cloudformation", "CloudFormation"],
  ["sam", "SAM"],
  ["cdk", "CDK"],
] as const;

const verdictOfExample: Readonly<Record<RuleExample["expects"], string>> = {
  flags: "Flagged",
  accepts: "Accepted",
  unknown: "Cannot be known",
};

export function renderRulePage(rule: Rule, style: TextStyle): string {
  const heading = (text: string): string => paint(style, text, "bold");
  const paragraph = (text: string): readonly string[] => wrap(text, style.width - 2).map((line) => `  ${line}`);
  const label = `${rule.id}  `;
  const sections: (readonly string[])[] = [
    [
      ...hanging(label, rule.title, style.width, heading),
      `${" ".repeat(label.length)}${rule.name}, ${paint(style, describeSeverity(rule), inkOf[worst(rule)])}`,
    ],
    [heading("Why"), ...paragraph(rule.why.trim().replace(/\s+/g, " "))],
    [heading("Fix"), ...fixes(rule, style)],
    ...rule.examples.map((example) => [
      ...exampleTitle(example, style),
      "",
      ...example.template
        .trimEnd()
        .split("\n")
        .map((line) => paint(style, `    ${line}`.trimEnd(), "dim")),
    ]),
    rule.source === "" ? [] : [heading("Serves"), ...served(rule, style)],
    rule.references.length === 0 ? [] : [heading("References"), ...rule.references.flatMap(referenceLines)],
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => `${section.join("\n")}\n`)
    .join("\n");
}

function exampleTitle(example: RuleExample, style: TextStyle): readonly string[] {
  const [first = "", ...others] = wrap(
    `${verdictOfExample[example.expects]}: ${example.title}${settingsOf(example)}`,
    style.width - 2,
  );
  const label = `${verdictOfExample[example.expects]}: `;
  return [paint(style, label, "bold") + first.slice(label.length), ...others.map((line) => `  ${line}`)];
}

/** Options and stack tags that an example is judged with. */
function settingsOf({ with: options = {}, stackTags = {} }: RuleExample): string {
  const settings = [
    ...Object.entries(options).map(([name, value]) => `${name}: ${String(value)}`),
    ...Object.entries(stackTags).map(([key, value]) => `stack tag ${key}: ${value}`),
  ];
  return settings.length === 0 ? "" : ` (${settings.join("; ")})`;
}

/** The sentence of the reference, by its id; or the team's own words. */
function served({ source }: Rule, style: TextStyle): readonly string[] {
  const sentence = referenceSentences.get(source);
  return sentence === undefined
    ? wrap(source, style.width - 2).map((line) => `  ${line}`)
    : hanging(`  ${source}  `, sentence, style.width);
}

/** An address as it is; of a best practice its id and title, and below them its address. */
function referenceLines(reference: string): readonly string[] {
  const practice = bestPractice(reference);
  return practice === undefined ? [`  ${reference}`] : [`  ${practice.id} ${practice.title}`, `    ${practice.url}`];
}

/** `error`, `error or warning, by circumstance`; what limits the rule follows. */
export function describeSeverity({ severity, basis, onlyWhenRequired, since, preview }: Rule): string {
  const levels = [...new Set(severity.map(({ is }) => is))];
  const limits = [
    ...(levels.length > 1 ? ["by circumstance"] : []),
    ...(basis === "heuristic" ? ["heuristic"] : []),
    ...(since === undefined ? [] : [`since edition ${since}`]),
    ...(preview === true ? ["a preview"] : []),
    ...(onlyWhenRequired ? ["runs where an architecture requires it, or with --rule"] : []),
  ];
  return [levels.join(" or "), ...limits].join(", ");
}

function worst({ severity }: Rule): Severity {
  const levels = severity.map(({ is }) => is);
  return levels.includes("error") ? "error" : levels.includes("warning") ? "warning" : "info";
}

/** One paragraph where all dialects say the same. */
function fixes({ fix }: Rule, style: TextStyle): readonly string[] {
  if (fix.sam === fix.cloudformation && fix.cdk === fix.cloudformation) {
    return hanging("  ", fix.cloudformation.trim().replace(/\s+/g, " "), style.width);
  }
  return dialects.flatMap(([dialect, name]) =>
    hanging(`  ${name.padEnd(14)}  `, fix[dialect].trim().replace(/\s+/g, " "), style.width, (bare) =>
      paint(style, bare, "dim"),
    ),
  );
}
