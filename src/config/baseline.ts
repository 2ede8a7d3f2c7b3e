/**
 * A baseline: the findings that there were when a team began, which do not fail.
 *
 * One finding a line, sorted, so that two people's changes to it can be merged. Only the fingerprint counts; rule, stack
 * and resource are there for readers.
 */
import { DocumentReader } from "../policy/document-reader.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import type { Span } from "../source/span.ts";

export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly stack: string;
  /** Logical id; empty for the app as a whole. */
  readonly resource: string;
  /** What was unknown does not cover a violation. */
  readonly verdict: "fail" | "unknown";
}

export interface Baseline {
  readonly entries: readonly (BaselineEntry & { readonly place: Span })[];
}

export interface ReadBaseline {
  /** Undefined where there is an error among the diagnostics. */
  readonly baseline: Baseline | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export const defaultBaseline = "stackplumb-baseline.json";

/** Code of the diagnostics about baselines. */
export const baselineCode = "baseline";

const entryKeys = ["rule", "stack", "resource", "verdict", "fingerprint"] as const;

export function writeBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries
    .map(({ rule, stack, resource, verdict, fingerprint }) =>
      JSON.stringify({ rule, stack, resource, verdict, fingerprint }),
    )
    .sort();
  const findings = lines.length === 0 ? "[]" : `[\n${lines.map((line) => `    ${line}`).join(",\n")}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${findings}\n}\n`;
}

export function readBaseline(path: string, text: string): ReadBaseline {
  const parsed = parseSource(path, text);
  const reader = new DocumentReader(baselineCode);
  const root = reader.mapping(parsed.root, "the baseline", ["version", "findings"]);
  const version = root && reader.required(root, "version", "the baseline");
  if (version !== undefined) reader.oneOf(version, "version", ["1"]);
  const findings = root?.entries.get("findings")?.value;
  if (root !== undefined && findings?.kind !== "sequence")
    reader.error(findings ?? root, "the baseline has no list of findings");
  const items = findings?.kind === "sequence" ? findings.items : [];
  const entries = items.flatMap((item) => readEntry(item, reader));
  const diagnostics = [...parsed.diagnostics.map((note) => ({ ...note, code: baselineCode })), ...reader.diagnostics];
  const isSound = root !== undefined && !diagnostics.some(({ severity }) => severity === "error");
  return { baseline: isSound ? { entries } : undefined, diagnostics };
}

function readEntry(item: SourceNode, reader: DocumentReader): Baseline["entries"] {
  const entry = reader.mapping(item, "a finding of the baseline", entryKeys);
  if (entry === undefined) return [];
  const fingerprint = reader.required(entry, "fingerprint", "the finding");
  const rule = reader.required(entry, "rule", "the finding");
  const verdict = reader.required(entry, "verdict", "the finding");
  const known = verdict && reader.oneOf(verdict, "verdict", ["fail", "unknown"]);
  if (fingerprint === undefined || rule === undefined || known === undefined) return [];
  const textOf = (key: string): string => {
    const node = entry.entries.get(key)?.value;
    return node?.kind === "scalar" ? node.text : "";
  };
  return [
    {
      fingerprint: fingerprint.text,
      rule: rule.text,
      stack: textOf("stack"),
      resource: textOf("resource"),
      verdict: known,
      place: spanOf(item),
    },
  ];
}
