/**
 * Tested packs -> what a rule's author reads: examples that do not keep their promise, what nothing shows, and the sum.
 */
import {
  type RuleGaps,
  summaryOf,
  type TestedArchitecture,
  type TestedExample,
  type TestedPacks,
  type TestedRule,
} from "../config/test-pack.ts";
import { locationOfSpan } from "../lint/location.ts";
import type { ArchitectureExampleResult } from "../policy/architecture/run-architecture-examples.ts";
import type { Verdict } from "../policy/rule.ts";
import type { Span } from "../source/span.ts";
import { counted } from "./counted.ts";
import { printable, withoutCommands } from "./printable.ts";
import { place } from "./render-finding.ts";
import { glyphsOf, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export function renderPackTest(tested: TestedPacks, style: TextStyle): string {
  const rules = tested.packs.flatMap((one) => one.rules);
  const architectures = tested.packs.flatMap((one) => one.architectures);
  const blocks = [
    ...rules.flatMap((rule) => rule.examples.flatMap((example) => differingExample(rule, example, style))),
    ...architectures.flatMap((one) => one.examples.flatMap((example) => differingApp(one, example, style))),
  ];
  const gaps = [
    ...rules.flatMap(({ rule, gaps: own }) => gapLines(rule.id, describeGaps(own), style)),
    ...architectures.flatMap((one) => gapLines(one.architecture.name, architectureGaps(one), style)),
  ];
  const sections = [...blocks, ...(gaps.length === 0 ? [] : [[paint(style, "not shown", "bold"), ...gaps]])];
  const text = [...sections.map((lines) => `${lines.join("\n")}\n`), `${summaryLine(tested, style)}\n`].join("\n");
  return withoutCommands(text);
}

/** One block where the example does not keep its promise, else none. */
function differingExample(
  { rule }: TestedRule,
  result: TestedExample,
  style: TextStyle,
): readonly (readonly string[])[] {
  const { example, place: at, verdict, problems } = result;
  if (problems.length === 0) return [];
  const { expects, title, verdict: expected } = example;
  const other = problems.filter((problem) => !problem.startsWith("the verdict is "));
  return [
    [
      ...headline(rule.id, `${expects}: ${title}`, at, style),
      ...(verdict === expected
        ? []
        : [...note("expected", wordsOf[expected], style), ...note("found", wordsOf[verdict], style)]),
      ...(verdict === "fail" ? note("message", result.message, style) : []),
      ...result.reasons.flatMap((reason) => note("unknown", reason, style)),
      ...other.flatMap((problem) => note("wrong", problem, style)),
    ],
  ];
}

function differingApp(
  { architecture }: TestedArchitecture,
  { example, differences, problems }: ArchitectureExampleResult,
  style: TextStyle,
): readonly (readonly string[])[] {
  if (differences.length + problems.length === 0) return [];
  return [
    [
      ...headline(architecture.name, `shows: ${example.shows}`, example.place, style),
      ...differences.flatMap(({ address, expected, found, message, reasons }) => {
        const why = [message, ...reasons].filter((text) => text !== "").join("; ");
        return note(address, `${found}, not ${expected}${why === "" ? "" : `: ${why}`}`, style);
      }),
      ...problems.flatMap((problem) => note("wrong", problem, style)),
    ],
  ];
}

function headline(name: string, title: string, at: Span | null, style: TextStyle): readonly string[] {
  const label = `differs[${printable(name)}]: `;
  return [
    ...hanging(label, printable(title), style.width, (bare) => paint(style, bare, "bold", "red")),
    ...(at === null ? [] : [`  ${glyphsOf(style).arrow} ${paint(style, place(locationOfSpan(at)), "bold")}`]),
  ];
}

function note(name: string, text: string, style: TextStyle): readonly string[] {
  const label = `  ${printable(name).padEnd(9)} `;
  return hanging(label, printable(text), style.width, (bare) => paint(style, bare, "dim"));
}

const wordsOf: Readonly<Record<Verdict, string>> = {
  fail: "fail: the rule flags it",
  pass: "pass: the rule accepts it",
  unknown: "unknown: it cannot be decided",
  "n/a": "n/a: there is nothing that the rule applies to",
};

const dialectNames = { cloudformation: "CloudFormation", sam: "SAM", cdk: "the CDK" } as const;

function gapLines(name: string, parts: readonly string[], style: TextStyle): readonly string[] {
  return parts.length === 0 ? [] : hanging(`  ${printable(name)}  `, parts.join("; "), style.width);
}

function architectureGaps({ examples, neverBroken }: TestedArchitecture): readonly string[] {
  if (examples.length === 0) return ["no examples"];
  return neverBroken.length === 0 ? [] : [`no example breaks ${neverBroken.join(", ")}`];
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

function summaryLine(tested: TestedPacks, style: TextStyle): string {
  const { rules, examples, differing: differs, architectures, errors } = summaryOf(tested);
  const documents = [
    ...(rules > 0 || architectures === 0 ? [counted(rules, "rule")] : []),
    ...(architectures > 0 ? [counted(architectures, "architecture")] : []),
  ];
  const parts = `${documents.join(" and ")} with ${counted(examples, "example")}`;
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
