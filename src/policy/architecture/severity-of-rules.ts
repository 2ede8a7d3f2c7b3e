/**
 * How grave it is where a required rule fails and the architecture does not say.
 *
 * Who asks for a rule means it: a warning becomes an error. A hint stays one, and what rests on heuristics is at most a
 * warning.
 */
import type { Rule, Severity } from "../rule.ts";

const order: readonly Severity[] = ["info", "warning", "error"];

export function severityOfRules(ids: readonly string[], rules: readonly Rule[]): Severity {
  return ids.reduce<Severity>((most, id) => graver(most, severityOfRule(rules.find((rule) => rule.id === id))), "info");
}

function severityOfRule(rule: Rule | undefined): Severity {
  if (rule?.severity.every(({ is }) => is === "info")) return "info";
  return rule?.basis === "heuristic" ? "warning" : "error";
}

export function graver(a: Severity, b: Severity): Severity {
  return order.indexOf(a) < order.indexOf(b) ? b : a;
}
