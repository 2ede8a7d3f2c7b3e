/**
 * What a judgement's severity becomes in the report.
 */
import type { Judgement, Severity } from "../policy/rule.ts";

const order: readonly Severity[] = ["info", "warning", "error"];

/** Greater is graver. */
export function rankOf(severity: Severity): number {
  return order.indexOf(severity);
}

/**
 * The severity as the rule says it, with two reductions: what rests on reading scripts or on entropy is at most a
 * warning, and a lack of resilience that one branch of a condition cures (a template that serves dev and prod) weighs
 * one level less.
 *
 * @param isOneEnvironment whether one environment is judged by itself: what another one cures is no help to it.
 */
export function severityOf(judgement: Judgement, isOneEnvironment = false): Severity {
  const { rule, severity } = judgement;
  const capped = rule.basis === "heuristic" && severity === "error" ? "warning" : severity;
  const curedElsewhere = judgement.verdict === "fail" && judgement.guard.kind !== "true" && judgement.passesElsewhere;
  if (!rule.resilience || !curedElsewhere || isOneEnvironment) return capped;
  return order[Math.max(0, rankOf(capped) - 1)] ?? capped;
}
