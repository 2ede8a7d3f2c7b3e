/** docs/writing-rules.md: the rule that it builds, and the mistakes that it shows. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { runExamples } from "../../src/policy/run-examples.ts";

const page = readFileSync("docs/writing-rules.md", "utf8");
const path = "rules/metadata/QUE001.yaml";
const document = [...page.matchAll(/<!-- part -->\n```yaml\n([\s\S]*?)```/g)].map(([, text]) => text).join("");
const registry = factRegistry();

/** What `npm run generate` would print for a document, else what its examples get wrong. */
function problemsIn(text: string): string {
  const { rule, diagnostics } = loadRule(path, text, registry);
  const errors = diagnostics.map(({ location, message }) => {
    const { line, column } = location?.start ?? { line: 0, column: 0 };
    return `${path}:${line}:${column} ${message}`;
  });
  const results = rule === undefined ? [] : runExamples(rule, registry);
  const broken = results.flatMap(({ example, problems }) =>
    problems.map((problem) => `${example.expects}: ${example.title}: ${problem}`),
  );
  return [...errors, ...broken].map((line) => `${line}\n`).join("");
}

test("the rule that is built step by step loads, and keeps what its examples promise", () => {
  expect(problemsIn(document)).toBe("");
  expect(loadRule(path, document, registry).rule?.examples).toHaveLength(7);
});

const mistakes = [
  ...page.matchAll(/<!-- mistake ([^\n]+) -->\n```yaml\n([^\n]+)\n```\n[\s\S]*?```text\n([\s\S]*?)```/g),
].map(([, right = "", wrong = "", told = ""]) => [wrong, right, told] as const);

describe("a mistake gives the error that is shown", () => {
  test.each(mistakes)("%s", (wrong, right, told) => {
    expect(document.split(right)).toHaveLength(2);
    expect(problemsIn(document.replace(right, wrong))).toBe(told);
  });

  test("of every kind", () => {
    expect(mistakes).toHaveLength(5);
  });
});

test("every key that a rule may have is explained", () => {
  const { diagnostics } = loadRule(path, `${document}nonsense: 1\n`, registry);
  const keys = /Its keys are (.*)\.$/.exec(diagnostics.map(({ message }) => message).join())?.[1]?.split(", ") ?? [];
  const table = page.slice(page.indexOf("## Every key"), page.indexOf("## Severity"));
  const explained = [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, key]) => key);
  expect(explained).toEqual(keys);
});
