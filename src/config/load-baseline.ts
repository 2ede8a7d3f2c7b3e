/**
 * The path of a baseline -> its findings.
 */
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import type { Span } from "../source/span.ts";
import { baselineCode, type ReadBaseline, readBaseline } from "./baseline.ts";

/** @param place where it is named; null for the command line. */
export function loadBaseline(host: Host, path: string, place: Span | null): ReadBaseline {
  const content = host.readText(joinPath(".", path));
  if ("text" in content) return readBaseline(path, content.text);
  const message = `the baseline ${path} cannot be read: ${content.error}; \`stackplumb baseline --output ${path}\` writes it`;
  return { baseline: undefined, diagnostics: [{ code: baselineCode, severity: "error", message, location: place }] };
}
