/**
 * All rules -> a table for a terminal, or plain data for programs.
 */
import type { Rule } from "../policy/rule.ts";
import { asJson } from "./render-json.ts";
import { inkOf, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export function renderRuleTable(rules: readonly Rule[], style: TextStyle): string {
  const idWidth = Math.max(0, ...rules.map(({ id }) => id.length));
  const lines = rules.flatMap((rule) => {
    const [first] = rule.severity.map(({ is }) => is);
    const severity = (first ?? "").padEnd("warning".length);
    const label = `${rule.id.padEnd(idWidth)}  ${severity}  `;
    const painted = `${rule.id.padEnd(idWidth)}  ${paint(style, severity, inkOf[first ?? "info"])}  `;
    const [title = "", ...rest] = hanging(label, rule.title, style.width, () => painted);
    return [title, ...rest, `${" ".repeat(label.length)}${paint(style, rule.name, "dim")}`];
  });
  return `${[...lines, "", "stackplumb explain RULE tells why, and how to fix it."].join("\n")}\n`;
}

export function renderRulesJson(rules: readonly Rule[]): string {
  return asJson(
    rules.map((rule) => ({
      id: rule.id,
      name: rule.name,
      title: rule.title,
      severities: [...new Set(rule.severity.map(({ is }) => is))],
      basis: rule.basis,
      onlyWhenRequired: rule.onlyWhenRequired,
      source: rule.source,
      references: rule.references,
    })),
  );
}
