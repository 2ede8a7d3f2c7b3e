/**
 * How far an app conforms -> its rows in the report.
 *
 * Invariant: plain data, in the order of the document, without what asks for nothing (asked-for.ts); nothing of a template reaches it without having passed `hide`.
 */
import type { RequirementResult } from "../policy/architecture/conformance.ts";
import type { Judgement } from "../policy/rule.ts";
import { describeGuard } from "../resolve/describe-guard.ts";
import { constraintOf } from "../resolve/possible-worlds.ts";
import { askedFor } from "./asked-for.ts";
import type { ConformedApp } from "./conform-app.ts";
import type { Finding, ReportArchitecture, ReportRequirement } from "./report.ts";
import { flowsOf } from "./report-flows.ts";

export interface ArchitectureContext {
  readonly findingOf: (judgement: Judgement) => Finding | undefined;
  readonly hide: (text: string) => string;
  readonly environment: string | undefined;
}

export function architecturesOf(app: ConformedApp, context: ArchitectureContext): readonly ReportArchitecture[] {
  const { hide, environment } = context;
  return app.conformances.map((conformed) => {
    const { conformance, enforced } = conformed;
    const { architecture, bindings, unbound } = conformance;
    const rows = askedFor(conformance).map((result) => rowOf(result, app, context));
    const parts = new Map(architecture.components.map((component) => [component.name, component]));
    return {
      name: architecture.name,
      title: architecture.title,
      version: architecture.version,
      app: app.app.name,
      environment: environment ?? null,
      enforced,
      counts: countsOf(rows),
      components: bindings.map(({ component, nodes, possible, tied }) => ({
        name: component,
        title: parts.get(component)?.title ?? "",
        optional: parts.get(component)?.optional ?? false,
        nodes: nodes.map(({ id }) => hide(id)),
        possible: possible.map(({ id }) => hide(id)),
        tied: tied.map(({ id }) => hide(id)),
      })),
      flows: enforced ? flowsOf(app, conformed, hide) : [],
      unbound: unbound.map(({ id }) => hide(id)),
      requirements: rows,
    };
  });
}

function rowOf(
  result: RequirementResult,
  app: ConformedApp,
  { findingOf, hide }: ArchitectureContext,
): ReportRequirement {
  const { address, kind, title, status, severity, message, guard, nodes } = result;
  const [stack] = app.graph.stacks;
  const conditions = (nodes[0]?.stack ?? stack)?.conditions;
  const when =
    status === "present" || conditions === undefined
      ? null
      : describeGuard(guard, conditions, constraintOf(app.graph.stacks));
  const teller = app.told.get(result);
  return {
    address,
    kind,
    title,
    status,
    severity,
    guard: when === null ? null : hide(when),
    message: hide(message),
    nodes: nodes.map(({ id }) => hide(id)),
    finding: (teller && findingOf(teller)?.fingerprint) ?? null,
  };
}

export function countsOf(rows: readonly ReportRequirement[]): ReportArchitecture["counts"] {
  const count = (status: ReportRequirement["status"]): number => rows.filter((row) => row.status === status).length;
  return {
    total: rows.length,
    proven: count("present"),
    missing: count("missing"),
    violated: count("violated"),
    unknown: count("unknown"),
    relaxed: count("relaxed"),
  };
}

/** What somebody lives with is relaxed, in the table as in the list of findings. */
export function withExceptions(
  architectures: readonly ReportArchitecture[],
  findings: readonly Finding[],
): readonly ReportArchitecture[] {
  const excepted = new Set(findings.filter(({ status }) => status !== "active").map(({ fingerprint }) => fingerprint));
  if (excepted.size === 0) return architectures;
  return architectures.map((architecture) => {
    const requirements = architecture.requirements.map((row): ReportRequirement => {
      const isExcepted = row.finding !== null && excepted.has(row.finding);
      return isExcepted ? { ...row, status: "relaxed" } : row;
    });
    return { ...architecture, requirements, counts: countsOf(requirements) };
  });
}
