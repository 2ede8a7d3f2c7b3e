/**
 * A report -> its last lines: how much was judged, and what came of it. Green means something only with the first.
 */
import type { Report } from "../lint/report.ts";
import { counted } from "./counted.ts";
import { printable } from "./printable.ts";
import { type Ink, inkOf, paint, type TextStyle } from "./text-style.ts";
import { wrap } from "./wrap.ts";

export interface NotModelled {
  readonly name: string;
  readonly count: number;
}

/** Services that are named when not all are asked for. */
const named = 5;

export function renderSummary(report: Report, style: TextStyle, verbose: boolean): readonly string[] {
  return [...wrap(coverageLine(report, verbose), style.width), verdictLine(report, style)];
}

function coverageLine({ summary, notModelled }: Report, verbose: boolean): string {
  const { judged, resources, stacks } = summary;
  const scope = `judged ${judged} of ${counted(resources, "resource")} in ${counted(stacks, "stack")}`;
  const groups: readonly NotModelled[] = verbose
    ? notModelled.map(({ type, count }) => ({ name: typeName(type), count }))
    : byService(notModelled);
  if (groups.length === 0) return scope;
  const shown = verbose ? groups : groups.slice(0, named);
  const names = shown.map(({ name, count }) => (count === 1 ? name : `${name} x${count}`));
  const rest = groups.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  return `${scope}; not modelled: ${names.join(", ")}${rest === 0 ? "" : `, and ${rest} of other types`}`;
}

/** Types of one service under one name: `AWS::AppSync::* x4`. */
export function byService(types: Report["notModelled"]): readonly NotModelled[] {
  const services = new Map<string, { types: Set<string>; count: number }>();
  for (const { type, count } of types) {
    const name = typeName(type);
    const key = name.split("::").slice(0, 2).join("::");
    const service = services.get(key) ?? { types: new Set(), count: 0 };
    services.set(key, service);
    service.types.add(name);
    service.count += count;
  }
  return [...services]
    .map(([key, { types: names, count }]) => ({ name: names.size > 1 ? `${key}::*` : ([...names][0] ?? key), count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function typeName(type: string): string {
  return type === "" ? "resources without a type" : printable(type);
}

/** Where an input could not be used, that is part of the verdict: no line of "no findings" may look like a pass then. */
function verdictLine({ summary, diagnostics }: Report, style: TextStyle): string {
  const inputErrors = diagnostics.filter(({ severity }) => severity === "error").length;
  const { errors, warnings, infos, unknown, suppressed, baselined, consequences } = summary;
  const parts: readonly (readonly [number, string, Ink])[] = [
    [errors, counted(errors, "error"), inkOf.error],
    [warnings, counted(warnings, "warning"), inkOf.warning],
    [infos, counted(infos, "info"), inkOf.info],
    [unknown, `${unknown} unknown`, inkOf.unknown],
    [suppressed, `${suppressed} suppressed`, "dim"],
    [baselined, `${baselined} of the baseline`, "dim"],
    [inputErrors, counted(inputErrors, "error in the input", "errors in the input"), inkOf.error],
  ];
  const found = parts.filter(([count]) => count > 0).map(([, text, ink]) => paint(style, text, "bold", ink));
  const folded = consequences === 0 ? "" : ` (${counted(consequences, "consequence")} folded in)`;
  const none =
    errors + warnings + infos === 0
      ? [paint(style, "no findings", "bold", ...(inputErrors === 0 ? (["green"] as const) : []))]
      : [];
  return [...none, ...found].join(", ") + folded;
}
