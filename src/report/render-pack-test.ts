/**
 * Tested packs -> what a rule's author reads: examples that do not keep their promise, what nothing shows, and the sum.
 */
import type { RuleGaps, TestedExample, TestedPack, TestedRule } from "../config/test-pack.ts";
import { locationOfSpan } from "../lint/location.ts";
import { reportDiagnostics } from "../lint/report-diagnostics.ts";
import type { Verdict } from "../policy/rule.ts";
import { counted } from "./counted.ts";
import { printable, withoutCommands } from "./printable.ts";
import { place } from "./render-finding.ts";
import { asJson } from "./render-json.ts";
import { glyphsOf, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export function renderPackTest(tested: readonly TestedPack[], style: TextStyle): string {
  const rules = tested.flatMap((one) => one.rules);
  const blocks = rules.flatMap((rule) =>
    rule.examples.filter(({ problems }) => problems.length > 0).map((example) => differing(rule, example, style)),
  );
  const gaps = rules.flatMap((rule) => gapLines(rule, style));
  const sections = [...blocks, ...(gaps.length === 0 ? [] : [[paint(style, "not shown", "bold"), ...gaps]])];
  const text = [...sections.map((lines) => `${lines.join("\n")}\n`), `${summaryLine(tested, style)}\n`].join("\n");
  return withoutCommands(text);
}

function differing({ rule }: TestedRule, example: TestedExample, style: TextStyle): readonly string[] {
  const label = `differs[${rule.id}]: `;
  const { expects, title, verdict: expected } = example.example;
  const note = (name: string, text: string): readonly string[] =>
    hanging(`  ${name.padEnd(10)}`, printable(text), style.width, (bare) => paint(style, bare, "dim"));
  const isOtherVerdict = example.verdict !== expected;
  return [
    ...hanging(label, printable(`${expects}: ${title}`), style.width, (bare) => paint(style, bare, "bold", "red")),
    ...(example.place === null
      ? []
      : [`  ${glyphsOf(style).arrow} ${paint(style, place(locationOfSpan(example.place)), "bold")}`]),
    ...(isOtherVerdict ? [...note("expected", wordsOf[expected]), ...note("found", wordsOf[example.verdict])] : []),
    ...(example.verdict === "fail" ? note("message", example.message) : []),
    ...example.reasons.flatMap((reason) => note("unknown", reason)),
    ...example.problems
      .filter((problem) => !problem.startsWith("the verdict is "))
      .flatMap((problem) => note("wrong", problem)),
  ];
}

const wordsOf: Readonly<Record<Verdict, string>> = {
  fail: "fail: the rule flags it",
  pass: "pass: the rule accepts it",
  unknown: "unknown: it cannot be decided",
  "n/a": "n/a: there is nothing that the rule applies to",
};

const dialectNames = { cloudformation: "CloudFormation", sam: "SAM", cdk: "the CDK" } as const;

function gapLines({ rule, gaps }: TestedRule, style: TextStyle): readonly string[] {
  const parts = describeGaps(gaps);
  if (parts.length === 0) return [];
  return hanging(`  ${rule.id}  `, parts.join("; "), style.width);
}

function describeGaps({ verdicts, options, fixes }: RuleGaps): readonly string[] {
  const kinds: Readonly<Record<Verdict, string>> = {
    fail: "flags",
    pass: "accepts",
    unknown: "unknown",
    "n/a": "verdict: n/a",
  };
  return [
    ...verdicts.map((verdict) => `no example with \`${kinds[verdict]}\``),
    ...options.map((name) => `no example sets ${name}`),
    ...(fixes.length === 0
      ? []
      : [`no fix in the words of ${fixes.map((dialect) => dialectNames[dialect]).join(" and ")}`]),
  ];
}

function summaryLine(tested: readonly TestedPack[], style: TextStyle): string {
  const { rules, examples, differing: differs, architectures, errors } = summaryOf(tested);
  const parts = [
    `${counted(rules, "rule")} with ${counted(examples, "example")}`,
    ...(architectures === 0 ? [] : [counted(architectures, "architecture")]),
  ].join(", ");
  const trouble = [
    ...(differs === 0 ? [] : [`${differs} ${differs === 1 ? "differs" : "differ"}`]),
    ...(errors === 0 ? [] : [counted(errors, "error in a document", "errors in documents")]),
  ];
  const verdict =
    trouble.length === 0
      ? paint(style, "all as promised", "bold", "green")
      : paint(style, trouble.join(", "), "bold", "red");
  return `${parts}: ${verdict}`;
}

export interface PackTestSummary {
  readonly rules: number;
  readonly examples: number;
  /** Examples that do not keep their promise. */
  readonly differing: number;
  readonly architectures: number;
  readonly errors: number;
}

export function summaryOf(tested: readonly TestedPack[]): PackTestSummary {
  const rules = tested.flatMap((one) => one.rules);
  const examples = rules.flatMap((one) => one.examples);
  return {
    rules: rules.length,
    examples: examples.length,
    differing: examples.filter(({ problems }) => problems.length > 0).length,
    architectures: tested.reduce((sum, { pack }) => sum + pack.architectures.size, 0),
    errors: tested.flatMap(({ pack }) => pack.diagnostics).filter(({ severity }) => severity === "error").length,
  };
}

export function renderPackTestJson(tested: readonly TestedPack[]): string {
  return asJson({
    version: 1,
    summary: summaryOf(tested),
    packs: tested.map(({ pack, rules }) => ({
      folder: pack.folder,
      rules: rules.map(({ rule, place: at, examples, gaps }) => ({
        id: rule.id,
        name: rule.name,
        location: at && locationOfSpan(at),
        examples: examples.map(({ example, place: where, verdict, message, reasons, problems }) => ({
          expects: example.expects,
          title: example.title,
          location: where && locationOfSpan(where),
          expected: example.verdict,
          found: verdict,
          message,
          reasons,
          problems,
        })),
        notShown: gaps,
      })),
      architectures: [...pack.architectures.keys()].map((name) => {
        const at = pack.architecturePlaces.get(name);
        return { name, location: at === undefined ? null : locationOfSpan(at) };
      }),
      diagnostics: reportDiagnostics(pack.diagnostics),
    })),
  });
}
