import { expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { runExamples } from "../../src/policy/run-examples.ts";
import { newRule } from "../../tools/new-rule.ts";
import { ruleFiles } from "../../tools/rule-files.ts";

const files = ruleFiles();

test("a new rule stands beside those with the same letters, loads, and keeps what its examples promise", () => {
  const { path, text } = newRule("MET999", undefined, files);
  expect(path).toBe("rules/metadata/MET999.yaml");
  const { rule, diagnostics, lacksFixFor } = loadRule(path, text, factRegistry());
  expect([diagnostics, lacksFixFor]).toEqual([[], []]);
  if (rule === undefined) throw new Error("it does not load");
  expect(runExamples(rule, factRegistry()).flatMap(({ problems }) => problems)).toEqual([]);
  expect(new Set(rule.examples.map(({ verdict }) => verdict))).toEqual(new Set(["fail", "pass", "unknown", "n/a"]));
});

test("a new rule with new letters stands where it is said, and nowhere else", () => {
  expect(newRule("QUE001", "metadata", files).path).toBe("rules/metadata/QUE001.yaml");
  expect(() => newRule("QUE001", undefined, files)).toThrow("say in which folder it belongs, of database, faults");
  expect(() => newRule("QUE001", "../etc", files)).toThrow("say in which folder");
});

test("no rule is written over, and an id of a team is none of ours", () => {
  expect(() => newRule("MET002", undefined, files)).toThrow("there is rules/metadata/MET002.yaml already");
  expect(() => newRule("ACME001", undefined, files)).toThrow("it has three capitals and three digits");
});
