/** The documents of rules/: every YAML file below it, in the order of their paths. */
import { readdirSync, readFileSync } from "node:fs";

export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

export function ruleFiles(folder = "rules"): readonly RuleFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/"))
    .filter((path) => !path.startsWith(`${folder}/architectures/`))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}
