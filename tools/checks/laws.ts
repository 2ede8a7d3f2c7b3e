/** Steps that hold the files against the laws of tools/laws/. */
import { readFileSync } from "node:fs";
import { type Breach, cycleBreaches, directionBreaches } from "../laws/directions.ts";
import { ruleBreaches } from "../laws/rule-laws.ts";
import { sourceBreaches } from "../laws/source-laws.ts";
import { type Syntax, syntaxOf } from "../laws/syntax.ts";
import { trackedFiles } from "../laws/tracked-files.ts";

export function importsFollowTheHouse(): string[] {
  const files = sources();
  return lines([...directionBreaches(files), ...cycleBreaches(files)]);
}

export function sourcesFollowTheLaws(): string[] {
  return lines(sourceBreaches(sources()));
}

export function rulesFollowTheGrammar(): string[] {
  const sentences = readFileSync("docs/reference.md", "utf8").match(/(?<=\*\*)[WPS]\d(?=\*\*)/g) ?? [];
  // Architectures are documents of another kind; generating them checks them.
  const rules = trackedFiles("rules/*.yaml").filter((path) => !path.startsWith("rules/architectures/"));
  return lines(ruleBreaches(rules, new Set(sentences)));
}

/** Absolute paths of a developer's machine have no business in what everybody reads. */
export function textNamesNoMachine(): string[] {
  const home = new RegExp(`(?<![\\w.@-])/${"(work|root|home)"}/[\\w.-]`);
  return trackedFiles("*")
    .filter((path) => !path.startsWith("dist/"))
    .flatMap((path) => {
      const text = readFileSync(path, "utf8");
      const found = text.split("\n").findIndex((line) => home.test(line));
      return found < 0 ? [] : [`${path}:${found + 1}: names a folder of one machine`];
    });
}

let known: readonly Syntax[] | undefined;

function sources(): readonly Syntax[] {
  known ??= trackedFiles("src/*.ts").map((path) => syntaxOf(path));
  return known;
}

function lines(breaches: readonly Breach[]): string[] {
  return breaches.map(({ path, line, message }) => `${path}:${line}: ${message}`);
}
