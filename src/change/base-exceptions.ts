/**
 * The base's own configuration and templates -> the exceptions that it declares.
 *
 * The base is judged by the head's configuration, so that what was in force then says nothing of what the change adds.
 */
import type { Host } from "../input/app.ts";
import { isWithin, joinPath } from "../input/join-path.ts";
import { loadPlan } from "../lint/load-plan.ts";
import { noWishes, type Plan } from "../lint/plan.ts";
import type { ReportException } from "../lint/report.ts";
import { declaredExceptions } from "../lint/report-exceptions.ts";
import type { LintedRevision } from "./lint-revision.ts";

/**
 * @param plan the head's
 * @param own what the base's configuration asks for; undefined where it means nothing, and declares nothing: what the head
 *   has is then told as added.
 * @param base as it was linted by the head's plan
 */
export function exceptionsOfBase(
  plan: Plan,
  own: Plan | undefined,
  base: Pick<LintedRevision, "report">,
): readonly ReportException[] {
  const ofHead = new Set(declaredExceptions(plan).map(({ location }) => location.file));
  const inTemplates = base.report.exceptions.filter(({ location }) => !ofHead.has(location.file));
  return [...(own === undefined ? [] : declaredExceptions(own)), ...inTemplates];
}

/** @param host the base's files */
export async function planOfBase(plan: Plan, host: Host): Promise<Plan | undefined> {
  const { wishes } = plan;
  const { config } = wishes;
  // What lies outside the repository is no part of the change.
  const isElsewhere =
    typeof config === "object" && !isWithin(".", joinPath(".", config.path)) && host.kindOf(config.path) === undefined;
  if (isElsewhere) return plan;
  return (await loadPlan({ ...noWishes(wishes.asOf), config, baseline: "none" }, () => host)).plan;
}
