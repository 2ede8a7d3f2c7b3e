/**
 * `--architecture` and `--detect` -> the architectures that apps are held to, and those that they are compared with.
 *
 * Loaded where one of them is asked for, so that nothing else pays for it.
 */
import type { ArchitectureOptions } from "../lint/conform-app.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { builtinArchitectures } from "../policy/architecture/builtin-architectures.ts";
import { didYouMean } from "../policy/nearest.ts";
import { loadRegularExpressions, usesRegularExpressions } from "../policy/regular-expression.ts";
import type { Rule } from "../policy/rule.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError for a name that no architecture has, and for a document with mistakes */
export async function readArchitectures(
  { options }: Arguments,
  rules: readonly Rule[],
  shell: Shell,
): Promise<ArchitectureOptions> {
  const enforced: Architecture[] = [];
  for (const name of new Set(options.get("--architecture") ?? []))
    enforced.push(await architectureOf(name, rules, shell));
  return { enforced, detected: options.has("--detect") ? builtinArchitectures() : [], rules };
}

async function architectureOf(name: string, rules: readonly Rule[], shell: Shell): Promise<Architecture> {
  const builtins = builtinArchitectures();
  const builtin = builtins.find((architecture) => architecture.name === name);
  if (builtin !== undefined) return builtin;
  if (/[./]/.test(name)) {
    const { readArchitectureFile } = await import("./read-architecture-file.ts");
    const architecture = readArchitectureFile(name, rules, shell);
    // Reading has an engine for patterns of its own; whoever judges by the document needs one too.
    if (usesRegularExpressions([architecture])) await loadRegularExpressions();
    return architecture;
  }
  const names = builtins.map((architecture) => architecture.name);
  throw new UsageError(
    `There is no architecture ${name}; there are ${names.join(", ")}, and paths of documents.${didYouMean(name, names)}`,
  );
}
