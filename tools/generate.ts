/**
 * `npm run generate`: writes what is derived from other files of the project; `--check` only compares.
 *
 * dist/, and what README.md shows of it, is not among it: that is `npm run build`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { architectureGuide } from "./architecture-guide.ts";
import { compiledArchitectures } from "./compile-architectures.ts";
import { compiledRules } from "./compile-rules.ts";
import { completeLock } from "./complete-lock.ts";
import { pagesWithOutput } from "./page-examples.ts";
import { architecturePage } from "./write-architecture-page.ts";
import { factReference } from "./write-fact-reference.ts";
import { rolePage } from "./write-role-page.ts";
import { rulePages } from "./write-rule-pages.ts";
import { schemas } from "./write-schemas.ts";

/** Gives paths from the project's root and what has to be in them. */
export type Generator = () => Promise<ReadonlyMap<string, string>> | ReadonlyMap<string, string>;

/** In order: later ones may read what earlier ones wrote. */
const generators: readonly Generator[] = [
  compiledRules,
  compiledArchitectures,
  schemas,
  factReference,
  rulePages,
  rolePage,
  architecturePage,
  architectureGuide,
  pagesWithOutput,
  () => new Map([["package-lock.json", completeLock(readFileSync("package-lock.json", "utf8"))]]),
];

/** Generated files whose contents are not what the generators give now. */
export async function staleFiles(): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const generator of generators) {
    for (const [path, text] of await generator()) {
      if (!existsSync(path) || readFileSync(path, "utf8") !== text) stale.push(path);
    }
  }
  return stale;
}

export async function main(options: readonly string[]): Promise<number> {
  if (options.includes("--check")) {
    const stale = await staleFiles();
    for (const path of stale) console.log(`${path} is not up to date: run \`npm run generate\``);
    return stale.length === 0 ? 0 : 1;
  }
  for (const generator of generators) {
    for (const [path, text] of await generator()) {
      if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      console.log(path);
    }
  }
  return 0;
}
