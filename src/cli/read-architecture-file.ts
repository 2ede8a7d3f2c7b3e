/**
 * The path of an architecture document -> the architecture, with what it extends.
 *
 * Invariant: a document reaches no file outside of the working directory.
 */

import { posix } from "node:path";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { loadArchitecture } from "../policy/architecture/load-architecture.ts";
import { factRegistry } from "../policy/facts/registry.ts";
import type { Rule } from "../policy/rule.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError that lists what is wrong with the document */
export function readArchitectureFile(path: string, rules: readonly Rule[], shell: Shell): Architecture {
  const { architecture, diagnostics } = loadArchitecture(
    path,
    textOf(path, shell),
    factRegistry(),
    rules,
    (reference, from) => {
      const found = posix.join(posix.dirname(from), reference);
      if (found.startsWith("../") || posix.isAbsolute(found)) return undefined;
      try {
        return { path: found, text: shell.readFile(found) };
      } catch {
        return undefined;
      }
    },
  );
  if (architecture !== undefined) return architecture;
  const problems = diagnostics.map(({ message, location }) => {
    const place = location === null ? path : `${location.file}:${location.start.line}:${location.start.column}`;
    return `${place} ${message}`;
  });
  throw new UsageError(`${path} is no architecture that could be used.\n${problems.join("\n")}`);
}

function textOf(path: string, shell: Shell): string {
  try {
    return shell.readFile(path);
  } catch {
    throw new UsageError(`There is no file ${path} that could be read.`);
  }
}
