/**
 * `examples:` of a rule document -> examples that can be run.
 */
import { childOf, type MappingNode, type SourceNode } from "../source/node.ts";
import type { DocumentReader } from "./document-reader.ts";
import type { RuleExample, Verdict } from "./rule.ts";

const expectations = ["flags", "accepts", "unknown"] as const;
const verdicts: Readonly<Record<RuleExample["expects"], Verdict>> = {
  flags: "fail",
  accepts: "pass",
  unknown: "unknown",
};

export function readExamples(document: MappingNode, reader: DocumentReader): readonly RuleExample[] {
  const node = childOf(document, "examples");
  const examples = reader.items(node).flatMap((item) => readExample(item, reader));
  for (const expects of ["flags", "accepts"] as const) {
    if (examples.some((example) => example.expects === expects) || reader.hasErrors) continue;
    reader.error(node ?? document, `the rule has no example that it ${expects}`);
  }
  return examples;
}

function readExample(item: SourceNode, reader: DocumentReader): readonly RuleExample[] {
  const example = reader.mapping(item, "an example", [...expectations, "subject", "verdict", "template"]);
  if (example === undefined) return [];
  const expects = expectations.filter((key) => example.entries.has(key));
  const [expected] = expects;
  if (expected === undefined || expects.length > 1) {
    reader.error(example, "an example has one of flags, accepts and unknown, with what it shows");
    return [];
  }
  const title = reader.required(example, expected, "the example");
  const template = reader.required(example, "template", "the example");
  const verdict = reader.scalar(example, "verdict");
  const isNotApplicable = verdict !== undefined && reader.oneOf(verdict, "verdict", ["n/a"]) !== undefined;
  if (isNotApplicable && expected !== "accepts") reader.error(verdict, "only what is accepted can be n/a");
  if (title === undefined || template === undefined) return [];
  return [
    {
      expects: expected,
      title: title.text.trim(),
      template: template.text,
      verdict: isNotApplicable ? "n/a" : verdicts[expected],
      subject: reader.scalar(example, "subject")?.text ?? null,
    },
  ];
}
