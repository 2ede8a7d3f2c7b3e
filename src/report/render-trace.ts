/**
 * Traces -> text: what was resolved, which edges, which verdicts and why.
 */
import type { Trace, TracedEdge, TracedHop, TracedValue, TracedVerdict } from "../lint/trace.ts";
import { printable, withoutCommands } from "./printable.ts";
import { place } from "./render-finding.ts";
import { within } from "./render-verdicts.ts";
import { paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export function renderTraces(traces: readonly Trace[], style: TextStyle): string {
  return withoutCommands(traces.map((trace) => `${renderTrace(trace, style).join("\n")}\n`).join("\n"));
}

function renderTrace(trace: Trace, style: TextStyle): readonly string[] {
  const heading = (text: string): string => paint(style, text, "bold");
  const title = `${printable(trace.logicalId)}, ${printable(trace.type)} (${trace.role})`;
  return [
    heading(title),
    `  --> ${place(trace.location)}`,
    ...(trace.constructPath === null ? [] : [`  construct ${printable(trace.constructPath)}`]),
    ...(trace.guard === null ? [] : [`  there when ${printable(trace.guard)}`]),
    heading("values"),
    ...orNone(trace.values.flatMap((value) => valueLines(value, style))),
    heading("edges"),
    ...orNone(trace.edges.flatMap((edge) => edgeLines(edge, trace.stack, style))),
    heading("verdicts"),
    ...orNone(trace.verdicts.flatMap((verdict) => verdictLines(verdict, style))),
  ];
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ["  none"] : lines;
}

function valueLines({ path, text, guard, assumed }: TracedValue, style: TextStyle): readonly string[] {
  const when = guard === null ? "" : ` when ${printable(guard)}`;
  const from = assumed.length === 0 ? "" : ` (by default of ${printable(assumed.join(", "))})`;
  return hanging(`  ${printable(path)} = `, `${printable(text)}${when}${from}`, style.width);
}

function edgeLines(edge: TracedEdge, stack: string, style: TextStyle): readonly string[] {
  const { kind, label, guard, evidence } = edge;
  const [from, to] = [within(edge.from, stack), within(edge.to, stack)];
  const what = label === "" ? "" : ` (${printable(label)})`;
  const when = guard === null ? "" : ` when ${printable(guard)}`;
  return [
    ...hanging(`  ${kind} `, `${printable(from)} -> ${printable(to)}${what}${when}`, style.width),
    ...hopLines(evidence, style),
  ];
}

function verdictLines(verdict: TracedVerdict, style: TextStyle): readonly string[] {
  const { subject, key } = verdict;
  const property = subject.property === null ? "" : ` ${printable(subject.property)}`;
  const about = key === null ? property : `${property} of ${printable(within(key, subject.stack))}`;
  const when = verdict.guard === null ? "" : ` when ${printable(verdict.guard)}`;
  const why = [verdict.message, verdict.reason]
    .filter((text) => text !== null)
    .map(printable)
    .join("; ");
  const text = `${verdict.verdict}${about}${when}${why === "" ? "" : `: ${why}`}`;
  return [...hanging(`  ${verdict.ruleId} `, text, style.width), ...hopLines(verdict.evidence, style)];
}

function hopLines(hops: readonly TracedHop[], style: TextStyle): readonly string[] {
  return hops.flatMap((hop, i) =>
    hanging(`    ${i + 1}. `, `${printable(hop.message)} (${place(hop.location)})`, style.width),
  );
}
