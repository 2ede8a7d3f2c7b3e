/**
 * Names of architectures, built-in ones or paths of documents -> the architectures, or what is wrong with the names.
 */
import type { Host } from "../input/app.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { builtinArchitectures } from "../policy/architecture/builtin-architectures.ts";
import { findArchitecture } from "../policy/architecture/find-architecture.ts";
import { didYouMean } from "../policy/nearest.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { isPath } from "./architecture-name.ts";
import type { readArchitectureDocument } from "./policy-documents.ts";

export interface FoundArchitectures {
  readonly enforced: readonly Architecture[];
  /** Those that apps are compared with. */
  readonly detected: readonly Architecture[];
  /** What is wrong with documents, and where. */
  readonly diagnostics: readonly Diagnostic[];
  /** What is wrong with the names: a sentence each. */
  readonly problems: readonly string[];
}

/**
 * @param host what may be read. @param rules what a document may require.
 * @param readDocument may be left out where no name is a path.
 */
export function findArchitectures(
  { architectures, detect }: { readonly architectures: readonly string[]; readonly detect: boolean },
  host: Host,
  rules: readonly Rule[],
  readDocument: typeof readArchitectureDocument | undefined,
): FoundArchitectures {
  const enforced: Architecture[] = [];
  const diagnostics: Diagnostic[] = [];
  const problems: string[] = [];
  for (const name of new Set(architectures)) {
    const builtin = findArchitecture(name);
    if (builtin !== undefined) enforced.push(builtin);
    else if (!isPath(name) || readDocument === undefined) problems.push(noSuchArchitecture(name));
    else {
      const read = readDocument(host, name, rules, null);
      diagnostics.push(...read.diagnostics);
      if (read.architecture !== undefined) enforced.push(read.architecture);
    }
  }
  return { enforced, detected: detect ? builtinArchitectures() : [], diagnostics, problems };
}

function noSuchArchitecture(name: string): string {
  const names = builtinArchitectures().map((architecture) => architecture.name);
  return `There is no architecture ${name}; there are ${names.join(", ")}, and paths of documents.${didYouMean(name, names)}`;
}
