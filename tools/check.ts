/**
 * `npm run check`: everything that keeps the project in shape and is no test. One line a step, then what failed and why.
 *
 * Steps that only wait for another program run beside each other.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { distIsBuilt, startsLight } from "./checks/dist.ts";
import { readmeIsTrue } from "./checks/documents.ts";
import { filesAreGenerated } from "./checks/generated.ts";
import {
  importsFollowTheHouse,
  rulesFollowTheGrammar,
  sourcesFollowTheLaws,
  textNamesNoMachine,
} from "./checks/laws.ts";
import { consumerCompiles, packageHoldsWhatItLists, packageIsWellFormed } from "./checks/package.ts";
import { formatAndLint, types } from "./checks/programs.ts";

/** Gives what is wrong, a line each; nothing when all is well. */
export type Step = () => Promise<readonly string[]> | readonly string[];

const steps: readonly (readonly [string, Step])[] = [
  ["types", types],
  ["format and lint", formatAndLint],
  ["import directions and cycles", importsFollowTheHouse],
  ["laws for sources", sourcesFollowTheLaws],
  ["laws for rules", rulesFollowTheGrammar],
  ["no machine is named", textNamesNoMachine],
  ["generated files", filesAreGenerated],
  ["dist/ is what src/ gives", distIsBuilt],
  ["the command line starts light", startsLight],
  ["package contents", packageHoldsWhatItLists],
  ["package entry points", packageIsWellFormed],
  ["a consumer compiles", consumerCompiles],
  ["README shows real output", readmeIsTrue],
];

export async function main(): Promise<number> {
  let failed = 0;
  for (const [name, step] of steps) {
    const start = performance.now();
    const problems = await attempt(step);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${problems.length === 0 ? "ok  " : "FAIL"}  ${name} (${seconds} s)`);
    for (const problem of problems) console.log(problem.replace(/^/gm, "      "));
    if (problems.length > 0) failed++;
  }
  const tally = { passed: steps.length - failed, failed };
  mkdirSync(".cache", { recursive: true });
  writeFileSync(".cache/checks.json", `${JSON.stringify(tally)}\n`);
  console.log(`\nChecks: ${tally.passed} passed, ${tally.failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function attempt(step: Step): Promise<readonly string[]> {
  try {
    return await step();
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}
