import { describe, expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { judgeRules } from "../../src/policy/judge-rules.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { graphOf } from "../graph/graph-of.ts";

const registry = factRegistry();

const ruleWith = (options: string, require = "app.buckets.exists(b, options.keys.all(k, k != b.id))") => `id: TST001
name: tagged
title: A bucket is not tagged
severity: warning
source: S5
why: Tags say what belongs to what.
options:
${options}
on: app
as: app
require: '${require}'
message: "{app} lacks one of {options.keys}"
fix: {cloudformation: Tag it., sam: Tag it., cdk: Tag it.}
examples:
  - flags: nothing
    template: |
      Resources: {}
  - accepts: everything
    template: |
      Resources: {Bucket: {Type: AWS::S3::Bucket}}
`;

const keys = (value: string) => `  keys: {type: list<string>, default: ${value}, doc: Tags that every bucket needs.}`;

const problemsOf = (text: string): readonly string[] =>
  loadRule("rules/test.yaml", text, registry).diagnostics.map(
    ({ location, message }) => `${location?.start.line}:${location?.start.column} ${message}`,
  );

describe("an option of a rule", () => {
  test("is what its expressions read, the subject being the app as a whole", () => {
    const { rule, diagnostics } = loadRule(
      "rules/test.yaml",
      ruleWith(keys("[owner]"), '"owner" in options.keys && app.buckets.exists(b, true)'),
      registry,
    );
    expect(diagnostics).toEqual([]);
    if (rule === undefined) throw new Error("the rule could not be loaded");
    const bare = graphOf("Resources: {Topic: {Type: AWS::SNS::Topic}}");
    const full = graphOf("Resources: {Bucket: {Type: AWS::S3::Bucket}}");
    const [without, within] = [bare, full].map((graph) => judgeRules([rule], graph, registry)[0]);
    expect([without?.verdict, without?.message, within?.verdict]).toEqual([
      "fail",
      "the app lacks one of owner",
      "pass",
    ]);
    const unset = { ...rule, options: rule.options.map((option) => ({ ...option, value: [] })) };
    expect(judgeRules([unset], full, registry)[0]?.verdict).toBe("fail");
  });

  test("that is misspelt is an error where it is read", () => {
    expect(problemsOf(ruleWith(keys("[owner]"), "size(options.kyes) > 0"))[0]).toMatch(/^11:24 .*kyes/);
  });

  test("needs a default of its type", () => {
    expect(problemsOf(ruleWith(keys("3")))).toEqual(["8:39 the default of keys must be a list of texts"]);
    expect(problemsOf(ruleWith("  keys: {type: list<string>, doc: Tags.}"))).toContain(
      "8:3 the option keys has no default",
    );
    expect(problemsOf(ruleWith("  keys: {type: int, default: 1.5, doc: A number.}", "options.keys > 0"))).toContain(
      "8:30 the default of keys must be a whole number",
    );
  });
});

test("an app of which a nested stack is not here is never said to have none of something", () => {
  const { rule } = loadRule("rules/test.yaml", ruleWith(keys("[owner]"), "app.buckets.exists(b, true)"), registry);
  if (rule === undefined) throw new Error("the rule could not be loaded");
  const graph = graphOf(
    "Resources: {Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}}",
  );
  const [judgement] = judgeRules([rule], graph, registry);
  expect([judgement?.verdict, judgement?.reasons.map(({ message }) => message)]).toEqual([
    "unknown",
    ["the template of the nested stack Child is not here"],
  ]);
});
