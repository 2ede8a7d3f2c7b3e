/**
 * All rules -> a table for a terminal, or plain data for programs.
 */
import { editions } from "../policy/edition.ts";
import type { Rule, Severity } from "../policy/rule.ts";
import { asJson } from "./render-json.ts";
import { inkOf, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

const order: readonly Severity[] = ["error", "warning", "info"];

export function renderRuleTable(rules: readonly Rule[], style: TextStyle): string {
  const idWidth = Math.max(0, ...rules.map(({ id }) => id.length));
  const severityWidth = Math.max(0, ...rules.map((rule) => severitiesOf(rule).join("/").length));
  const lines = rules.flatMap((rule) => {
    const severities = severitiesOf(rule);
    const severity = severities.join("/").padEnd(severityWidth);
    const label = `${rule.id.padEnd(idWidth)}  ${severity}  `;
    const painted = `${rule.id.padEnd(idWidth)}  ${paint(style, severity, inkOf[severities[0] ?? "info"])}  `;
    const [title = "", ...rest] = hanging(label, rule.title, style.width, () => painted);
    const about = [rule.name, ...newsOf(rule)].join(", ");
    return [title, ...rest, `${" ".repeat(label.length)}${paint(style, about, "dim")}`];
  });
  return `${[...lines, "", "stackplumb explain RULE tells why, and how to fix it."].join("\n")}\n`;
}

/** What is newer than the first edition. */
function newsOf({ since, preview, severity }: Rule): readonly string[] {
  const changes = [...new Set(severity.flatMap((one) => one.since ?? []))];
  return [
    ...(since === undefined ? [] : [`since edition ${since}`]),
    ...(preview === true ? [since === undefined ? "a preview" : "a preview until then"] : []),
    ...changes.map((edition) => `another severity since edition ${edition}`),
  ];
}

/** The gravest first. */
function severitiesOf({ severity }: Rule): readonly Severity[] {
  return order.filter((level) => severity.some(({ is }) => is === level));
}

export function renderRulesJson(rules: readonly Rule[]): string {
  return asJson(
    rules.map((rule) => ({
      id: rule.id,
      name: rule.name,
      title: rule.title,
      severities: severitiesOf(rule),
      since: rule.since ?? editions[0],
      preview: rule.preview ?? false,
      severityChanges: rule.severity.flatMap(({ is, since }) => (since === undefined ? [] : [{ since, is }])),
      basis: rule.basis,
      onlyWhenRequired: rule.onlyWhenRequired,
      source: rule.source,
      references: rule.references,
    })),
  );
}
