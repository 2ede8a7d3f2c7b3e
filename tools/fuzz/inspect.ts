/**
 * One text -> what is wrong with how it was read.
 *
 * Laws: nothing is thrown; a text that cannot be read has an error; every node lies in the file and in its parent, and
 * covers the text that it says.
 */
import { searchFor } from "../../src/input/discover.ts";
import { faultCode } from "../../src/lint/judge-app.ts";
import { lintApps } from "../../src/lint/lint-apps.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { renderText } from "../../src/report/render-text.ts";
import type { ScalarNode, SourceNode } from "../../src/source/node.ts";
import { parseTemplateSource } from "../../src/template/parse-template.ts";
import { oneFileHost } from "../one-file-host.ts";

/** A sentence for each law that reading the text breaks. */
export function inspectReading(path: string, text: string): readonly string[] {
  const { file, root, format, diagnostics } = parseTemplateSource(path, text);
  const problems: string[] = [];
  if (root === undefined && !diagnostics.some(({ severity }) => severity === "error"))
    problems.push("it has neither a root nor an error");
  if (diagnostics.some(({ location }) => location === null)) problems.push("a diagnostic has no place");
  if (root === undefined) return problems;
  const seen = new Set<SourceNode>();
  const open: { node: SourceNode; parent: SourceNode | undefined }[] = [{ node: root, parent: undefined }];
  // What is aliased or merged stands elsewhere than what uses it.
  const isTree = !/[&*]|<</.test(file.text);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    if (!(node.start >= 0 && node.start <= node.end && node.end <= file.text.length))
      problems.push(`${node.kind} ${node.start}-${node.end} leaves the file`);
    else if (isTree && parent !== undefined && !(parent.start <= node.start && node.end <= parent.end))
      problems.push(`${node.kind} ${node.start}-${node.end} leaves its parent ${parent.start}-${parent.end}`);
    else if (node.kind === "scalar" && !isTagged(node, parent) && !covers(node, format))
      problems.push(`${JSON.stringify(node.value)} stands where ${JSON.stringify(textOf(node))} is written`);
    if (node.kind === "sequence") for (const item of node.items) open.push({ node: item, parent: node });
    if (node.kind === "mapping")
      for (const { key, value } of node.entries.values())
        open.push({ node: key, parent: node }, { node: value, parent: node });
    if (problems.length > 3) break;
  }
  return problems;
}

/** A short tag is key and value in one, and parts of `!GetAtt a.b` stand where the whole of it is written. */
function isTagged(node: SourceNode, parent: SourceNode | undefined): boolean {
  if (parent?.kind === "mapping") return parent.shortForm;
  return parent?.kind === "sequence" && parent.start === node.start && parent.end === node.end;
}

const textOf = ({ file, start, end }: ScalarNode): string => file.text.slice(start, end);

/** Whether the text that a scalar stands on is the one that it was read from. */
function covers(node: ScalarNode, format: "yaml" | "json"): boolean {
  const written = textOf(node);
  if (format === "json") return jsonValue(written) === node.value;
  if (typeof node.value !== "string") return written.replace(/\s+/g, " ") === node.text || /^['"!]/.test(written);
  if (written.includes("\n") || written.includes("\r") || /^[!|>]/.test(written)) return true;
  if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'") === node.value;
  if (written.startsWith('"')) return written.endsWith('"');
  return written === node.value;
}

function jsonValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is printed where a program printed something that it did not mean to. */
const accidents =
  /\[object \w+\]|\bundefined\b|\b(Type|Range|Reference|Syntax|Internal)Error\b|Maximum call stack|is not a function/;

/** A sentence for each thing that goes wrong on the whole way from the text to what is printed. */
export function inspectLinting(path: string, text: string): readonly string[] {
  const report = lintApps(searchFor(oneFileHost(path, text), [path]), builtinRules(), {
    version: "0.0.0",
    asOf: "2026-01-01",
    parameters: new Map(),
    stackTags: new Map(),
    allVerdicts: true,
  });
  const faults = report.diagnostics.filter(({ code }) => code === faultCode).map(({ message }) => message);
  const lines = text.split("\n");
  const printed = renderText(report, {
    colour: false,
    width: 100,
    unicode: true,
    quiet: false,
    verbose: true,
    lineOf: (_file, line) => lines[line - 1],
  });
  const accident = accidents.test(text) ? null : accidents.exec(printed);
  return accident === null ? faults : [...faults, `it prints ${accident[0]}`];
}
