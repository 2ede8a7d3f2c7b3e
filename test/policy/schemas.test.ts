/** schemas/: they are what the loaders' tables give, and what they refuse the loaders refuse. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { load as loadYaml } from "js-yaml";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { architectureFiles } from "../../tools/compile-architectures.ts";
import { ruleFiles } from "../../tools/rule-files.ts";
import { schemas } from "../../tools/write-schemas.ts";
import { load } from "./architecture/load-document.ts";

const ajv = new Ajv();
const validatorOf = (name: string) => ajv.compile(JSON.parse(readFileSync(`schemas/${name}.json`, "utf8")));
const isArchitecture = validatorOf("architecture");
const isRule = validatorOf("rule");

test("the schemas are what would be written now", () => {
  for (const [path, text] of schemas()) expect(readFileSync(path, "utf8")).toBe(text);
});

test.each(architectureFiles())("$path is an architecture by its schema", ({ text }) => {
  isArchitecture(loadYaml(text));
  expect(isArchitecture.errors ?? []).toEqual([]);
});

test("every built-in rule is a rule by the schema", () => {
  for (const { path, text } of ruleFiles()) {
    isRule(loadYaml(text));
    expect([path, isRule.errors ?? []]).toEqual([path, []]);
  }
});

const shop = `kind: Architecture
name: shop
components:
  app: {role: compute, count: 2, where: {not: {tag: {tier: 1}}}}
  files: {role: object, optional: true}
flows:
  - {id: save, from: app, to: files, needs: [references], via: "lb?", survives: zone}
qualities:
  - {on: files, require: [UPL005, {anyOf: [UPL006, UPL007]}], severity: warning}
forbid:
  - {id: none, on: app, rule: UPL004}
`;

describe("a mistake that a schema can see is refused by schema and loader", () => {
  test("while the document without it is taken by both", () => {
    expect(isArchitecture(loadYaml(shop))).toBe(true);
    expect(load(shop).diagnostics).toEqual([]);
  });

  test.each([
    ["kind: Architecture", "kind: Rule"],
    ["name: shop", "name: The Shop"],
    ["name: shop\n", ""],
    ["components:", "component:"],
    ["role: compute", "role: computer"],
    ["count: 2", 'count: "2-4"'],
    ["tag: {tier: 1}", "tags: {tier: 1}"],
    ["tag: {tier: 1}", "tag: tier"],
    ["optional: true", "optional: sometimes"],
    ["id: save, ", ""],
    ["needs:", "need:"],
    ["survives: zone", "survives: region"],
    ["anyOf: [UPL006, UPL007]", "any: [UPL006, UPL007]"],
    ["severity: warning", "severity: fatal"],
    ["rule: UPL004", "rules: UPL004"],
    [", require: [UPL005, {anyOf: [UPL006, UPL007]}]", ""],
  ])("%s as %s", (from, to) => {
    expect(shop.split(from)).toHaveLength(2);
    const text = shop.replace(from, to);
    expect(isArchitecture(loadYaml(text))).toBe(false);
    expect(load(text).architecture).toBeUndefined();
  });

  const rule = ruleFiles().find(({ path }) => path.endsWith("UPL006.yaml"))?.text ?? "";
  test.each([
    [/^id: .*$/m, "id: upl6"],
    [/^title:/m, "titel:"],
    [/^severity: .*$/m, "severity: fatal"],
    [/^on: .*$/m, "on: buckets"],
    [/^ {2}sam:/m, "  same:"],
    [/^ {2}- flags:/m, "  - flag:"],
  ])("%s of a rule as %s", (from, to) => {
    expect(rule).toMatch(from);
    const text = rule.replace(from, to);
    expect(isRule(loadYaml(text))).toBe(false);
    expect(loadRule("rules/uploads/UPL006.yaml", text, factRegistry()).rule).toBeUndefined();
  });
});
