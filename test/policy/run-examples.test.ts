import { describe, expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { runExamples } from "../../src/policy/run-examples.ts";

const rule = (examples: string, message = '"{bucket.id} has no name"'): string => `id: TST001
name: named
title: A bucket has no name
severity: info
source: W2
why: Names are fine.
on: object
as: bucket
require: has(bucket.properties.BucketName)
message: ${message}
fix: {cloudformation: Name it., sam: Name it., cdk: Name it.}
examples:
${examples}`;

const named = "    template: |\n      Resources: {A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: a}}}\n";
const unnamed = "    template: |\n      Resources: {A: {Type: 'AWS::S3::Bucket'}}\n";
const both = `    template: |
      Resources:
        A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: a}}
        B: {Type: 'AWS::S3::Bucket'}
`;

function problemsOf(text: string): readonly (readonly string[])[] {
  const registry = factRegistry();
  const loaded = loadRule("r.yaml", text, registry);
  if (loaded.rule === undefined) throw new Error(JSON.stringify(loaded.diagnostics));
  return runExamples(loaded.rule, registry).map(({ problems }) => problems);
}

describe("the examples of a rule", () => {
  test("are as they promise", () => {
    expect(problemsOf(rule(`  - flags: no name\n${unnamed}  - accepts: a name\n${named}`))).toEqual([[], []]);
  });

  test("are found out where they are not", () => {
    expect(problemsOf(rule(`  - flags: no name\n${named}  - accepts: a name\n${unnamed}`))).toEqual([
      ["the verdict is pass, not fail"],
      ["the verdict is fail, not pass"],
    ]);
  });

  test("without a subject are about all of them, and with one about that", () => {
    const examples = `  - flags: one has none\n${both}  - accepts: this one has\n    subject: A\n${both}  - accepts: nobody\n    subject: C\n${both}`;
    expect(problemsOf(rule(examples))).toEqual([[], [], ["there is no subject C", "the verdict is n/a, not pass"]]);
  });

  test("that do not apply say so", () => {
    const none = "    template: |\n      Resources: {A: {Type: 'AWS::SNS::Topic'}}\n";
    expect(
      problemsOf(
        rule(
          `  - flags: no name\n${unnamed}  - accepts: no bucket\n    verdict: n/a\n${none}  - accepts: no bucket\n${none}`,
        ),
      ),
    ).toEqual([[], [], ["the verdict is n/a, not pass"]]);
  });

  test("have templates that can be read", () => {
    const broken = "    template: 'Resources: ['\n";
    const [, problems] = problemsOf(rule(`  - flags: no name\n${unnamed}  - accepts: broken\n${broken}`));
    expect(problems).toHaveLength(1);
  });

  test("that are flagged have a message that knows everything", () => {
    const message = '"{bucket.properties.BucketName} is no name"';
    expect(problemsOf(rule(`  - flags: no name\n${unnamed}  - accepts: a name\n${named}`, message))[0]).toEqual([
      "the message does not know everything: ? is no name",
    ]);
  });
});
