/** Architecture documents for tests: loaded with the built-in rules, and their problems as people read them. */
import type { Architecture } from "../../../src/policy/architecture/architecture.ts";
import { type LoadedArchitecture, loadArchitecture } from "../../../src/policy/architecture/load-architecture.ts";
import { builtinRules } from "../../../src/policy/builtin.ts";
import { factRegistry } from "../../../src/policy/facts/registry.ts";

const registry = factRegistry();

export const path = "policy/shop.yaml";

/** @param others documents that a relative path can name, by their file name */
export function load(text: string, others: Readonly<Record<string, string>> = {}): LoadedArchitecture {
  return loadArchitecture(path, text, registry, builtinRules(), (reference) => {
    const name = reference.replace(/^\.\//, "");
    const found = name === "shop.yaml" ? text : others[name];
    return found === undefined ? undefined : { path: `policy/${name}`, text: found };
  });
}

export function problemsOf(text: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  return load(text, others).diagnostics.map(({ location, message }) => {
    const file = location?.file === path ? "" : `${location?.file ?? ""}:`;
    return `${file}${location?.start.line}:${location?.start.column} ${message}`;
  });
}

/** The architecture, where nothing is wrong with it. */
export function sound(text: string, others: Readonly<Record<string, string>> = {}): Architecture {
  const { architecture } = load(text, others);
  if (architecture === undefined) throw new Error(problemsOf(text, others).join("\n"));
  return architecture;
}

/** Without the places, which differ wherever a thing is written twice. */
export function bare(architecture: Architecture): unknown {
  return JSON.parse(JSON.stringify(architecture, (key, value) => (key === "at" ? null : value)));
}
