/**
 * `npm run mutate -- [FOLDER] [--all]`: puts one defect at a time into the templates of a folder (the fixtures', unless one
 * is named), and checks that the right rule speaks, at the right place, and that no other error appears.
 *
 * Prints what survived, what was said beside, and how many of the mutants of each operator were seen.
 */
import { readFileSync } from "node:fs";
import { builtinRules } from "../src/policy/builtin.ts";
import { filesBelow } from "./files-below.ts";
import { knownSurvivor } from "./mutation/known-survivors.ts";
import { operators } from "./mutation/operators.ts";
import { type Mutant, runMutants } from "./mutation/run-mutants.ts";
import { readTree } from "./mutation/template-tree.ts";

export function main(args: readonly string[]): number {
  const [folder = "fixtures"] = args.filter((arg) => !arg.startsWith("--"));
  const rules = builtinRules();
  const ids = new Set(rules.map(({ id }) => id));
  const known = operators.filter((operator) => operator.rules.some((rule) => ids.has(rule)));
  const mutants: { path: string; mutant: Mutant }[] = [];
  for (const path of filesBelow(folder)) {
    const tree = readTree(path, readFileSync(path, "utf8"));
    if (tree === undefined) continue;
    for (const mutant of runMutants(tree, known, rules)) mutants.push({ path, mutant });
  }
  for (const { path, mutant } of mutants) {
    const { operator, site, outcome, noise, said } = mutant;
    const name = `${path}: ${operator.name} (${site.name}), ${operator.rules.join(" or ")}`;
    if (outcome !== "killed" && knownSurvivor(mutant) === undefined)
      console.log(`${outcome}  ${name}${said.length > 0 ? `\n    ${said.join("\n    ")}` : ""}`);
    if (noise.length > 0) console.log(`noise     ${name}\n    ${noise.join("\n    ")}`);
  }
  for (const operator of operators) {
    const own = mutants.filter(({ mutant }) => mutant.operator === operator);
    const killed = own.filter(({ mutant }) => mutant.outcome === "killed").length;
    if (own.length > 0 || args.includes("--all"))
      console.log(`${String(killed).padStart(5)} of ${String(own.length).padStart(4)}  ${operator.name}`);
  }
  const unseen = mutants.filter(({ mutant }) => mutant.outcome !== "killed");
  const survivors = unseen.filter(({ mutant }) => knownSurvivor(mutant) === undefined).length;
  const noisy = mutants.filter(({ mutant }) => mutant.noise.length > 0).length;
  console.log(
    `${operators.length} operators, ${mutants.length} mutants: ${unseen.length - survivors} not seen for a known reason, ${survivors} not seen, ${noisy} with other errors`,
  );
  return survivors + noisy === 0 ? 0 : 1;
}
