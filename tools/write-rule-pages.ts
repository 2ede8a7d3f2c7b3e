/**
 * rules/ -> docs/rules/: a page for each rule, and an index by subject.
 *
 * `npm run generate` writes them with everything else that is generated.
 */
import { architectureRulesWithExamples } from "../src/policy/architecture/architecture-rule-examples.ts";
import { factRegistry } from "../src/policy/facts/registry.ts";
import { loadRule } from "../src/policy/load-rule.ts";
import { referenceSentences } from "../src/policy/reference-sentences.ts";
import type { Rule, RuleExample } from "../src/policy/rule.ts";
import { bestPractice } from "../src/policy/well-architected.ts";
import { describeSeverity } from "../src/report/rule-page.ts";
import { ruleFiles } from "./rule-files.ts";

const folder = "docs/rules";

/** Path -> contents. */
export function rulePages(): ReadonlyMap<string, string> {
  const registry = factRegistry();
  const fromFiles = ruleFiles().flatMap(({ path, text }) => {
    const { rule } = loadRule(path, text, registry);
    return rule === undefined ? [] : [{ subject: path.split("/")[1] ?? "", rule }];
  });
  const rules = [...fromFiles, ...architectureRulesWithExamples().map((rule) => ({ subject: architectures, rule }))];
  return new Map([
    [`${folder}/README.md`, renderIndex(rules)],
    ...rules.map(({ subject, rule }): [string, string] => [`${folder}/${rule.id}.md`, renderPage(rule, subject)]),
  ]);
}

interface Listed {
  readonly subject: string;
  readonly rule: Rule;
}

/** What the rules are about that no file is: what an architecture itself finds. */
const architectures = "architectures";

/** What the folders of rules/ are about, in the order of the three systems. */
const subjects: Readonly<Record<string, string>> = {
  uploads: "Uploads in S3",
  database: "User data in RDS",
  volumes: "Temporary data on EBS",
  metadata: "Metadata of uploads in DynamoDB",
  zones: "Several Availability Zones",
  traffic: "Traffic that varies",
  faults: "Stability against faults",
  security: "Security",
  organisation: "Organisation",
  [architectures]: "What an architecture itself finds",
};

function renderIndex(rules: readonly Listed[]): string {
  const count = rules.length;
  const examples = rules.reduce((sum, { rule }) => sum + rule.examples.length, 0);
  return [
    "# Rules",
    "",
    `${count} rules with ${examples} examples, each of which is run by the tests. \`stackplumb explain MET002\` prints a page in the`,
    "terminal. What no rule judges, and why: [limits](../limits.md). How the graph that they ask is made:",
    "[the graph](../graph.md). What an expression can ask: [facts](../facts.md).",
    "",
    "Rules marked *on request* run where an architecture requires them, or `--rule` names them.",
    ...Object.entries(subjects).flatMap(([subject, title]) => {
      const own = rules.filter((one) => one.subject === subject).sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
      if (own.length === 0) return [];
      return ["", `## ${title}`, "", "| rule | what is wrong | severity |", "|---|---|---|", ...own.map(rowOf)];
    }),
    "",
  ].join("\n");
}

function rowOf({ rule }: Listed): string {
  const severity = [...new Set(rule.severity.map(({ is }) => is))].join(", ");
  const marks = [
    ...(rule.basis === "heuristic" ? ["heuristic"] : []),
    ...(rule.onlyWhenRequired ? ["on request"] : []),
  ];
  const text = marks.length === 0 ? severity : `${severity}; *${marks.join(", ")}*`;
  return `| [${rule.id}](${rule.id}.md) ${rule.name} | ${cell(rule.title)} | ${text} |`;
}

function renderPage(rule: Rule, subject: string): string {
  const sentence = referenceSentences.get(rule.source);
  return [
    `# ${rule.id} ${rule.name}`,
    "",
    `${rule.title}. *${describeSeverity(rule)}*`,
    "",
    oneLine(rule.why),
    "",
    ...(sentence === undefined ? [] : [`> ${rule.source}: ${sentence} ([reference](../reference.md))`, ""]),
    "## How to fix it",
    "",
    ...fixes(rule),
    "",
    ...options(rule),
    ...(rule.examples.length === 0 ? [] : ["## Examples", "", ...rule.examples.flatMap(exampleLines)]),
    ...(rule.references.length === 0 ? [] : ["## References", "", ...rule.references.map(referenceLine), ""]),
    subject === architectures
      ? "What it asks for is said in the [architecture](../architectures.md). [All rules](README.md)."
      : `The rule itself: [rules/${subject}/${rule.id}.yaml](../../rules/${subject}/${rule.id}.yaml). [All rules](README.md).`,
    "",
  ].join("\n");
}

function fixes({ fix }: Rule): readonly string[] {
  if (fix.sam === fix.cloudformation && fix.cdk === fix.cloudformation) return [oneLine(fix.cloudformation)];
  return [
    `- **CloudFormation**: ${oneLine(fix.cloudformation)}`,
    `- **SAM**: ${oneLine(fix.sam)}`,
    `- **CDK**: ${oneLine(fix.cdk)}`,
  ];
}

function options({ options: own }: Rule): readonly string[] {
  if (own.length === 0) return [];
  const rows = own.map(
    ({ name, type, value, doc }) => `| \`${name}\` | ${type} | \`${JSON.stringify(value)}\` | ${cell(oneLine(doc))} |`,
  );
  return ["## Options", "", "| option | type | default | |", "|---|---|---|---|", ...rows, ""];
}

const headings: Readonly<Record<RuleExample["expects"], string>> = {
  flags: "Flagged",
  accepts: "Accepted",
  unknown: "Cannot be known",
};

function exampleLines(example: RuleExample): readonly string[] {
  const about = example.subject === null ? "" : ` (about \`${example.subject}\`)`;
  return [
    `**${headings[example.expects]}**: ${oneLine(example.title)}${about}`,
    "",
    "```yaml",
    example.template.trimEnd(),
    "```",
    "",
  ];
}

function referenceLine(reference: string): string {
  const practice = bestPractice(reference);
  return practice === undefined ? `- <${reference}>` : `- [${practice.id} ${practice.title}](${practice.url})`;
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");
const cell = (text: string): string => text.replaceAll("|", "\\|");
