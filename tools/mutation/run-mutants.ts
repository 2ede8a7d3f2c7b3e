/**
 * A template x operators -> which of the defects are seen, and what else is said.
 */
import { searchFor } from "../../src/input/discover.ts";
import { faultCode } from "../../src/lint/judge-app.ts";
import { lintApps } from "../../src/lint/lint-apps.ts";
import type { Finding } from "../../src/lint/report.ts";
import type { Rule } from "../../src/policy/rule.ts";
import { oneFileHost } from "../one-file-host.ts";
import type { Operator, Site } from "./operator.ts";
import type { TemplateTree } from "./template-tree.ts";

export interface Mutant {
  readonly operator: Operator;
  readonly site: Site;
  /** `killed`: the right rule speaks at the right place. */
  readonly outcome: "killed" | "survived" | "misplaced";
  /** Errors that the mutant has besides, and the original has not: `RULE LogicalId: message`. */
  readonly noise: readonly string[];
  /** Rules that fail of the mutant and not of the original, sorted; without what is folded under them. */
  readonly spoke: readonly string[];
  /** What the expected rules say of it, where it survived: their verdicts. */
  readonly said: readonly string[];
}

export function runMutants(
  tree: TemplateTree,
  operators: readonly Operator[],
  rules: readonly Rule[],
): readonly Mutant[] {
  const before = lintTree(tree, rules);
  const known = new Set(before.map(keyOf));
  return operators.flatMap((operator) =>
    operator.sites(tree).flatMap((site) => {
      // What is wrong already cannot be put in.
      const stated = [...operator.rules, ...(operator.unless ?? [])];
      if (before.some((finding) => stated.includes(finding.ruleId) && isAbout(finding, site))) return [];
      const copy = structuredClone(tree);
      site.apply(copy);
      const fresh = lintTree(copy, rules).filter((finding) => !known.has(keyOf(finding)));
      return [judge(operator, site, fresh)];
    }),
  );
}

function judge(operator: Operator, site: Site, fresh: readonly Finding[]): Mutant {
  const fails = fresh.filter(({ verdict }) => verdict === "fail");
  const expected = fails.filter(({ ruleId }) => operator.rules.includes(ruleId));
  const isKilled = expected.some((finding) => isAbout(finding, site));
  const allowed = new Set([...operator.rules, ...(operator.also ?? [])]);
  return {
    operator,
    site,
    outcome: isKilled ? "killed" : expected.length > 0 ? "misplaced" : "survived",
    noise: fails
      .filter(({ ruleId, severity, causedBy }) => severity === "error" && causedBy === null && !allowed.has(ruleId))
      .map(({ ruleId, subject, message }) => `${ruleId} ${subject.logicalId}: ${message}`),
    spoke: [...new Set(fails.filter(({ causedBy }) => causedBy === null).map(({ ruleId }) => ruleId))].sort(),
    said: fresh
      .filter(({ ruleId }) => operator.rules.includes(ruleId))
      .map(({ ruleId, subject, verdict, reason }) => `${ruleId} ${subject.logicalId} ${verdict}: ${reason ?? ""}`),
  };
}

function isAbout({ subject, verdict }: Finding, { subjects }: Site): boolean {
  return verdict === "fail" && (subjects.length === 0 || subjects.includes(subject.logicalId));
}

function keyOf({ ruleId, subject, verdict, message }: Finding): string {
  return [ruleId, subject.logicalId, subject.property, verdict, message].join("\n");
}

const path = "mutant.json";

/** What the rules say of a tree, written as JSON. */
export function lintTree(tree: TemplateTree, rules: readonly Rule[]): readonly Finding[] {
  const text = JSON.stringify(tree, null, 1);
  const { findings, diagnostics } = lintApps(searchFor(oneFileHost(path, text), [path]), rules, {
    version: "0.0.0",
    asOf: "2026-01-01",
    parameters: new Map(),
    stackTags: new Map(),
  });
  const fault = diagnostics.find(({ code }) => code === faultCode);
  if (fault !== undefined) throw new Error(fault.message);
  return findings;
}
