/**
 * `npm run truth -- FACTS FOLDER [--all]`: what people wrote down about templates, against what the rules say of them.
 *
 * FACTS has one JSON object a line: `{path, facts: {name: value}}`; paths are below FOLDER. Prints where the two disagree;
 * `--all` prints every comparison.
 */
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { searchFor } from "../src/input/discover.ts";
import { nodeHost } from "../src/input/node-host.ts";
import { lintApps } from "../src/lint/lint-apps.ts";
import type { ReportVerdict } from "../src/lint/report.ts";
import { builtinRules } from "../src/policy/builtin.ts";
import { type Expectation, expectations, type FactValue } from "./truth/expectations.ts";

interface Entry {
  readonly path: string;
  readonly facts: Readonly<Record<string, FactValue>>;
}

export function main(args: readonly string[]): number {
  const [file, folder] = args.filter((arg) => !arg.startsWith("--"));
  if (file === undefined || folder === undefined) {
    console.error("usage: npm run truth -- FACTS FOLDER [--all]");
    return 2;
  }
  const entries = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Entry);
  const rules = builtinRules();
  const ids = new Set(rules.map(({ id }) => id));
  let [agreed, disagreed, unjudged] = [0, 0, 0];
  for (const { path, facts } of entries) {
    const verdicts = verdictsOf(`${folder}/${path}`);
    for (const [name, value] of Object.entries(facts)) {
      const expectation = expectations[name]?.(value);
      if (expectation === undefined || !ids.has(expectation.rule)) {
        unjudged++;
        continue;
      }
      const own = verdicts.filter(({ ruleId }) => ruleId === expectation.rule);
      const isMet = meets(own, expectation);
      if (isMet) agreed++;
      else disagreed++;
      if (isMet && !args.includes("--all")) continue;
      const said = own.map(
        ({ subject, verdict, guard, reason }) =>
          `${subject.logicalId} ${verdict}${guard === null ? "" : ` when ${guard}`}${reason === null ? "" : ` (${reason})`}`,
      );
      console.log(
        `${isMet ? "agrees   " : "DISAGREES"}  ${path}\n    ${name} is ${JSON.stringify(value)}: ${expectation.rule} ${expectation.verdicts.join(" or ")}\n    it says ${said.join("; ") || "nothing"}`,
      );
    }
  }
  console.log(`${agreed} agree, ${disagreed} disagree; ${unjudged} facts that no rule judges`);
  return disagreed === 0 ? 0 : 1;
}

function meets(verdicts: readonly ReportVerdict[], { verdicts: expected, some }: Expectation): boolean {
  const judged = expected.includes("n/a") ? verdicts : verdicts.filter(({ verdict }) => verdict !== "n/a");
  if (judged.length === 0) return expected.includes("n/a");
  const fits = ({ verdict }: ReportVerdict): boolean => expected.includes(verdict);
  return some ? judged.some(fits) : judged.every(fits);
}

function verdictsOf(path: string): readonly ReportVerdict[] {
  const name = basename(path);
  const report = lintApps(searchFor(nodeHost(dirname(path), { named: [name] }), [name]), builtinRules(), {
    version: "0.0.0",
    asOf: "2026-01-01",
    parameters: new Map(),
    stackTags: new Map(),
    allVerdicts: true,
  });
  return report.verdicts ?? [];
}
