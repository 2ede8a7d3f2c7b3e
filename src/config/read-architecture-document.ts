/**
 * The path of an architecture document -> the architecture, with what it extends.
 */
import type { Host } from "../input/app.ts";
import type { FileText } from "../input/decode-text.ts";
import { joinPath, parentOf } from "../input/join-path.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { builtinArchitectures } from "../policy/architecture/builtin-architectures.ts";
import { type LoadedArchitecture, loadArchitecture } from "../policy/architecture/load-architecture.ts";
import { factRegistry } from "../policy/facts/registry.ts";
import type { Rule } from "../policy/rule.ts";
import type { Span } from "../source/span.ts";
import { maximalDocument } from "./pack-files.ts";

/**
 * Reads the architecture document at a path, with what it extends.
 *
 * @param host decides what may be read. @param named what it can extend by name.
 * @param place where the path is written; null for the command line.
 */
export function readArchitectureDocument(
  host: Host,
  path: string,
  rules: readonly Rule[],
  named: readonly Architecture[] = builtinArchitectures(),
  place: Span | null = null,
): Pick<LoadedArchitecture, "architecture" | "diagnostics"> {
  const read = (file: string): FileText => {
    const content = host.readText(file);
    const isLong = "text" in content && content.text.length > maximalDocument;
    return isLong ? { error: `it is longer than ${maximalDocument} characters` } : content;
  };
  const content = read(path);
  if ("error" in content) {
    const message = `the architecture ${path} cannot be read: ${content.error}`;
    return {
      architecture: undefined,
      diagnostics: [{ code: "architecture", severity: "error", message, location: place }],
    };
  }
  return loadArchitecture(
    path,
    content.text,
    factRegistry(),
    rules,
    (reference, from) => {
      const found = joinPath(parentOf(from), reference);
      const parent = read(found);
      return "text" in parent ? { path: found, text: parent.text } : undefined;
    },
    () => named,
  );
}
