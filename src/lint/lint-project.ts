/**
 * A plan -> the report on the project: the one way in which command line, action and library lint.
 *
 * How a plan is made: load-plan.ts (what reads the project's files is loaded on use) or make-plan.ts (synchronous).
 */
import type { Host, Search } from "../input/app.ts";
import { searchFor } from "../input/discover.ts";
import type { UnusedExceptions } from "./apply-exceptions.ts";
import { leftOut } from "./left-out.ts";
import { type LintOptions, lintApps } from "./lint-apps.ts";
import type { Plan } from "./plan.ts";
import type { Report } from "./report.ts";
import { withDiagnostics } from "./report-diagnostics.ts";
import { settingsInForce } from "./report-exceptions.ts";

/** `version` is Stackplumb's own. */
export type LintPlanOptions = Pick<
  LintOptions,
  "version" | "allVerdicts" | "allowUnreadable" | "inspect" | "onFault" | "onLocked" | "counts"
> & {
  /** Whether to look for templates that the project leaves out of what a policy holds; true if left out. */
  readonly tellsLeftOut?: boolean;
};

export function lintPlan(plan: Plan, options: LintPlanOptions): Report {
  const { wishes, configuration, deployments, architectures } = plan;
  const report = lintApps(searchOf(plan), plan.rules, {
    ...options,
    asOf: wishes.asOf,
    parameters: deployments.parameters,
    optionalParameters: deployments.optionalParameters,
    parameterPlaces: deployments.places,
    environments: deployments.environments,
    scenario: wishes.scenario,
    stackTags: deployments.stackTags,
    exceptions: configuration?.ignore ?? [],
    configurationFile: configuration?.path,
    relax: plan.layers.flatMap(({ relax }) => relax),
    floor: plan.floor,
    declared: settingsInForce(plan),
    knownRules: plan.knownRules,
    unusedExceptions: unusedToTell(plan),
    baseline: plan.baseline,
    notes: plan.notes,
    ...(architectures && { architectures }),
  });
  return options.tellsLeftOut === false ? report : withLeftOut(report, plan);
}

export function withLeftOut(report: Report, plan: Plan): Report {
  return withDiagnostics(report, leftOut(plan, report.stacks));
}

/** What the plan lints, read as it is judged. */
export function searchOf(plan: Plan): Search {
  return searchFor(templateHostOf(plan), plan.paths, { apps: plan.configuration?.apps ?? [] });
}

/** What templates are read through: paths that a person named may lead elsewhere. */
export function templateHostOf({ wishes, open }: Plan): Host {
  return open(wishes.paths);
}

/** An exception may be for what this run does not look at. */
function unusedToTell({ wishes: { scenario, environments, paths } }: Plan): UnusedExceptions {
  if (scenario.size + environments.length > 0) return "none";
  return paths.length > 0 ? "templates" : "all";
}
