import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { builtinRules } from "../../src/policy/builtin.ts";
import { filesBelow } from "../../tools/files-below.ts";
import { knownSurvivor } from "../../tools/mutation/known-survivors.ts";
import { operators } from "../../tools/mutation/operators.ts";
import { lintTree, runMutants } from "../../tools/mutation/run-mutants.ts";
import { readTree, type TemplateTree } from "../../tools/mutation/template-tree.ts";

const rules = builtinRules();
const conforming = filesBelow("fixtures/conforming");

function treeOf(path: string): TemplateTree {
  const tree = readTree(path, readFileSync(path, "utf8"));
  if (tree === undefined) throw new Error(`${path} is no template`);
  return tree;
}

test("there are operators of many kinds, each with a name of its own", () => {
  expect(new Set(operators.map(({ name }) => name)).size).toBe(operators.length);
  expect(operators.length).toBeGreaterThanOrEqual(60);
});

describe.each(conforming)("%s", (path) => {
  test("has nothing to find", () => {
    const found = lintTree(
      treeOf(path),
      rules.filter(({ onlyWhenRequired }) => !onlyWhenRequired),
    );
    expect(
      found.filter(({ verdict }) => verdict === "fail").map(({ ruleId, message }) => `${ruleId} ${message}`),
    ).toEqual([]);
  });

  test("shows every defect that is put into it, at its place, and no other error", () => {
    const mutants = runMutants(treeOf(path), operators, rules);
    expect(mutants.length).toBeGreaterThan(15);
    const wrong = mutants
      .filter((mutant) => knownSurvivor(mutant) === undefined)
      .flatMap(({ operator, site, outcome, noise }) => [
        ...(outcome === "killed" ? [] : [`${outcome}: ${operator.name} (${site.name})`]),
        ...noise.map((text) => `beside ${operator.name} (${site.name}): ${text}`),
      ]);
    expect(wrong).toEqual([]);
  });
});
