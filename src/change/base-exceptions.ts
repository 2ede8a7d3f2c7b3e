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
 * @param base as it was linted by the head's plan
 * @param host the base's files
 */
export async function exceptionsOfBase(
  plan: Plan,
  base: Pick<LintedRevision, "report">,
  host: Host,
): Promise<readonly ReportException[]> {
  const ofHead = new Set(declaredExceptions(plan).map(({ location }) => location.file));
  const inTemplates = base.report.exceptions.filter(({ location }) => !ofHead.has(location.file));
  return [...(await declared(plan, host)), ...inTemplates];
}

/** A configuration that means nothing declares nothing: what the head has is then told as added. */
async function declared(plan: Plan, host: Host): Promise<readonly ReportException[]> {
  const { wishes } = plan;
  const { config } = wishes;
  // What lies outside the repository is no part of the change.
  const isElsewhere =
    typeof config === "object" && !isWithin(".", joinPath(".", config.path)) && host.kindOf(config.path) === undefined;
  const own = isElsewhere
    ? plan
    : (await loadPlan({ ...noWishes(wishes.asOf), config, baseline: "none" }, () => host)).plan;
  return own === undefined ? [] : declaredExceptions(own);
}
