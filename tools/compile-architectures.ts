/**
 * rules/architectures/ -> src/policy/generated/architectures.ts: the built-in architectures as data.
 *
 * A built-in document may extend another one; where each part was written is left out.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { Architecture } from "../src/policy/architecture/architecture.ts";
import { loadArchitecture } from "../src/policy/architecture/load-architecture.ts";
import { factRegistry } from "../src/policy/facts/registry.ts";
import { loadRule } from "../src/policy/load-rule.ts";
import type { Diagnostic } from "../src/source/diagnostic.ts";
import { type RuleFile, ruleFiles } from "./rule-files.ts";

const folder = "rules/architectures";

export function architectureFiles(): readonly RuleFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, "utf8") }));
}

/** All built-in architectures, by name. @throws Error where a document has an error; the message lists them all */
export function loadBuiltinArchitectures(): readonly Architecture[] {
  const registry = factRegistry();
  const rules = ruleFiles().flatMap(({ path, text }) => loadRule(path, text, registry).rule ?? []);
  const files = architectureFiles();
  const loaded = new Map<string, Architecture>();
  const problems: string[] = [];
  // One that extends others needs them first: each round loads those whose parents are there.
  for (let round = 0; round < files.length; round++) {
    problems.length = 0;
    for (const { path, text } of files) {
      const parents = (): readonly Architecture[] => [...loaded.values()];
      const { architecture, diagnostics } = loadArchitecture(path, text, registry, rules, () => undefined, parents);
      if (architecture !== undefined) loaded.set(architecture.name, architecture);
      problems.push(...diagnostics.filter(({ severity }) => severity === "error").map(lineOf));
    }
    if (problems.length === 0) break;
  }
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return [...loaded.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Path -> contents. */
export function compiledArchitectures(): ReadonlyMap<string, string> {
  const lines = loadBuiltinArchitectures().map((architecture) =>
    JSON.stringify(architecture, (key, value) => (key === "at" ? null : value)),
  );
  const parts = ["[", ...lines.map((line, i) => (i < lines.length - 1 ? `${line},` : line)), "]"];
  const body = parts.map((part) => `  ${JSON.stringify(part)},`).join("\n");
  const text = `// Made from rules/architectures/ by \`npm run generate\`; do not edit.\nexport const compiledArchitectures: string = [\n${body}\n].join("");\n`;
  return new Map([["src/policy/generated/architectures.ts", text]]);
}

function lineOf({ location, message }: Diagnostic): string {
  return location === null ? message : `${location.file}:${location.start.line}:${location.start.column} ${message}`;
}

export function main(): number {
  for (const [, text] of compiledArchitectures()) process.stdout.write(text);
  return 0;
}
