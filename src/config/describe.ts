/** A diagnostic in one line, where there is no report to list it: `stackplumb.yaml:3:1: ...`. */
import type { Diagnostic } from "../source/diagnostic.ts";

export function describe({ message, location }: Diagnostic): string {
  if (location === null) return message;
  const { file, start } = location;
  return `${file}:${start.line}:${start.column}: ${message}`;
}
