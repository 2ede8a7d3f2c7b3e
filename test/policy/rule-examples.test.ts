import { describe, expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { runExamples } from "../../src/policy/run-examples.ts";
import { ruleFiles } from "../../tools/rule-files.ts";

const registry = factRegistry();

describe.each(ruleFiles().map(({ path, text }) => [path, text] as const))("%s", (path, text) => {
  const { rule, diagnostics } = loadRule(path, text, registry);

  test("is a rule without mistakes", () => {
    const lines = diagnostics.map(
      ({ location, message }) => `${location?.start.line}:${location?.start.column} ${message}`,
    );
    expect(lines).toEqual([]);
  });

  test.each((rule?.examples ?? []).map((example, i) => [example.expects, example.title, i] as const))(
    "%s: %s",
    (_expects, _title, i) => {
      if (rule === undefined) throw new Error("the rule could not be loaded");
      const [result] = runExamples({ ...rule, examples: rule.examples.slice(i, i + 1) }, registry);
      expect(result?.problems).toEqual([]);
    },
  );
});
