/**
 * `npm run new-rule -- ID [FOLDER]`: writes a rule to begin with below rules/, in the folder of its subject.
 *
 * The folder is that of the rules whose ids begin with the same letters, unless it is said. Never overwrites.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { proposeRule } from "../src/config/propose-rule.ts";
import { type RuleFile, ruleFiles } from "./rule-files.ts";

/** @throws Error where the id cannot be one of Stackplumb's own, or it is not known where the rule belongs */
export function newRule(id: string, folder: string | undefined, files: readonly RuleFile[]): RuleFile {
  if (!/^[A-Z]{3}\d{3}$/.test(id)) throw new Error(`${id} is no id: it has three capitals and three digits, as MET002`);
  const siblings = files.map(({ path }) => path).filter((path) => nameOf(path).startsWith(id.slice(0, 3)));
  const taken = siblings.find((path) => nameOf(path) === `${id}.yaml`);
  if (taken !== undefined) throw new Error(`there is ${taken} already`);
  const own = folder === undefined ? siblings[0]?.split("/")[1] : folder;
  if (own === undefined || !/^[a-z]+$/.test(own)) {
    const folders = [...new Set(files.map(({ path }) => path.split("/")[1] ?? ""))].sort();
    throw new Error(`no rule begins with ${id.slice(0, 3)}: say in which folder it belongs, of ${folders.join(", ")}`);
  }
  return { path: `rules/${own}/${id}.yaml`, text: proposeRule({ id, schema: undefined, source: "P4" }) };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function main([id = "", folder]: readonly string[]): number {
  try {
    const { path, text } = newRule(id, folder, ruleFiles());
    if (existsSync(path)) throw new Error(`there is ${path} already`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
    console.log(`wrote ${path}\nrun its examples with: npm test -- test/policy/rule-examples.test.ts -t ${id}`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 2;
  }
}
