import { describe, expect, test } from "@jest/globals";
import { rulesSince } from "../../src/cli/list-rules.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import {
  currentEdition,
  editions,
  hasChangedSince,
  latestOfEdition,
  nextEdition,
  rulesOfEdition,
} from "../../src/policy/edition.ts";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import type { Rule } from "../../src/policy/rule.ts";
import { renderRulesJson, renderRuleTable } from "../../src/report/render-rules.ts";
import { load as loadDocument } from "./architecture/load-document.ts";

const document = (more: string, severity = "severity: error"): string => `id: ACME001
name: bucket-name
title: A bucket has no name
${severity}
${more}source: our guide
why: Names are fine.
on: object
require: has(subject.properties.BucketName)
message: "{subject.id} has no name"
fix: {cdk: Name it.}
examples:
  - flags: no name
    template: "Resources: {A: {Type: 'AWS::S3::Bucket'}}"
  - accepts: a name
    template: "Resources: {A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: a}}}"
`;

function load(text: string): Rule {
  const { rule, diagnostics } = loadRule("a.yaml", text, factRegistry());
  if (rule === undefined) throw new Error(JSON.stringify(diagnostics));
  return rule;
}

const problems = (text: string): readonly string[] =>
  loadRule("a.yaml", text, factRegistry()).diagnostics.map(
    ({ location, message }) => `${location?.start.line}:${location?.start.column} ${message}`,
  );

const severities = ({ severity }: Rule): readonly string[] => severity.map(({ is }) => is);

describe("an edition", () => {
  const newer = load(document(`since: ${nextEdition}\n`));
  const old = load(document(""));
  const graver = load(
    document(
      "",
      `severity: [{when: size(subject.id) > 9, is: warning}, {since: ${nextEdition}, is: error}, {is: info}]`,
    ),
  );
  const tried = load(document("preview: true\n"));

  test("has the rules that came with it or before, and of newer ones previews, which are information", () => {
    expect(rulesOfEdition([old, newer], nextEdition)).toEqual([old, newer]);
    const [first, second] = rulesOfEdition([old, newer], currentEdition);
    expect(first).toBe(old);
    expect(second).toMatchObject({ preview: true, severity: [{ when: null, is: "info" }] });
  });

  test("has its own severities", () => {
    expect(rulesOfEdition([graver], currentEdition).map(severities)).toEqual([["warning", "info"]]);
    expect(rulesOfEdition([graver], nextEdition).map(severities)).toEqual([["warning", "error", "info"]]);
  });

  test("knows no rule that its author is still trying as more than a preview", () => {
    expect(rulesOfEdition([tried], nextEdition).map(severities)).toEqual([["info"]]);
  });

  test("leaves everything as it is where nothing is newer", () => {
    expect(rulesOfEdition([old], currentEdition)).toEqual([old]);
    expect(rulesOfEdition(builtinRules(), currentEdition)).toBe(builtinRules());
  });

  test("has the newest of what carries one name, and nothing that is newer than itself", () => {
    const shop = [{ name: "shop" }, { name: "shop", since: nextEdition }, { name: "photos", since: nextEdition }];
    expect(latestOfEdition(shop, currentEdition)).toEqual([{ name: "shop" }]);
    expect(latestOfEdition(shop, nextEdition)).toEqual(shop.slice(1));
  });

  test("tells what has come or changed after it", () => {
    const rules = [old, newer, graver, tried];
    expect(rules.map((rule) => hasChangedSince(rule, currentEdition))).toEqual([false, true, true, false]);
    expect(rules.some((rule) => hasChangedSince(rule, nextEdition))).toBe(false);
    const listed = rulesSince(currentEdition, rules);
    const style = { colour: false, width: 100, unicode: false };
    expect(renderRuleTable(listed, style)).toBe(`ACME001  error               A bucket has no name
                             bucket-name, since edition ${nextEdition}, a preview until then
ACME001  error/warning/info  A bucket has no name
                             bucket-name, another severity since edition ${nextEdition}

stackplumb explain RULE tells why, and how to fix it.
`);
    expect(JSON.parse(renderRulesJson(listed))).toMatchObject([
      { since: nextEdition, preview: true, severityChanges: [] },
      { since: "2026", preview: false, severityChanges: [{ since: nextEdition, is: "error" }] },
    ]);
  });
});

describe("since", () => {
  test("names an edition that there is, or the next one", () => {
    expect(problems(document("since: 2O26\n"))).toEqual(["5:8 since must be 2026 or 2027. Did you mean 2026?"]);
    expect(load(document(`since: ${editions[0]}\n`)).since).toBeUndefined();
  });

  test("stands in no last severity", () => {
    expect(problems(document("", `severity: [{since: ${nextEdition}, is: error}]`))).toEqual([
      "4:12 the last severity holds for the rest, and has neither when nor since",
    ]);
    expect(problems(document("", "severity: [{is: error}, {is: info}]"))).toEqual([
      "4:12 a severity that is not the last needs when, or since",
    ]);
  });
});

describe("an architecture", () => {
  const text = (since: string): string =>
    `kind: Architecture\nname: orders\n${since}components: {waiting: {role: queue}}\n`;

  test("says with which edition its version came", () => {
    expect(loadDocument(text(`since: ${nextEdition}\n`)).architecture?.since).toBe(nextEdition);
    expect(loadDocument(text("")).architecture?.since).toBeUndefined();
    expect(loadDocument(text("since: 1999\n")).architecture).toBeUndefined();
  });

  test("is not newer than what extends it: since is not inherited", () => {
    const child = "kind: Architecture\nname: child\nextends: ./parent.yaml\n";
    const { architecture } = loadDocument(child, { "parent.yaml": text(`since: ${nextEdition}\n`) });
    expect(architecture?.since).toBeUndefined();
  });
});
