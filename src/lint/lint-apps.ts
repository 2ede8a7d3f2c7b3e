/**
 * What was discovered x rules -> the report.
 *
 * Invariant: the same input gives the same report. Apps are judged one after the other and their graphs let go, so that
 * memory follows the largest app and not their number; whoever needs a graph looks at it through `inspect`.
 */
import type { Baseline } from "../config/baseline.ts";
import type { SearchingException } from "../config/exception.ts";
import { type Floor, noFloor } from "../config/floor.ts";
import type { ArchitectureUse, ConfiguredRelaxation, Lock } from "../config/settings.ts";
import type { Search } from "../input/app.ts";
import { factRegistry } from "../policy/facts/registry.ts";
import type { Rule } from "../policy/rule.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Span } from "../source/span.ts";
import { allowedEntries, applyBaseline, staleEntries } from "./apply-baseline.ts";
import { Exceptions, type UnusedExceptions } from "./apply-exceptions.ts";
import { checkParameters, checkScenario, DeclaredNames } from "./check-parameters.ts";
import { type ArchitectureOptions, architecturesOfApp, conformApp, isMeant, unmetUses } from "./conform-app.ts";
import { sortTypes } from "./coverage.ts";
import { groupUnknowns } from "./group-unknowns.ts";
import { faultDiagnostic, type JudgedApp, judgeApp, type LintInputs } from "./judge-app.ts";
import { type AppReport, reportOfApp } from "./lint-app.ts";
import { compareLocations, compareText } from "./location.ts";
import { mergeEnvironments } from "./merge-environments.ts";
import { pinsOfApp } from "./pins.ts";
import { Relaxations } from "./relaxations.ts";
import type { Finding, Report, ReportException } from "./report.ts";
import { withExceptions } from "./report-architectures.ts";
import { forgive, reportDiagnostics } from "./report-diagnostics.ts";
import { redacted, sortExceptions } from "./report-exceptions.ts";
import { summaryOf } from "./summary.ts";
import { type AllowanceJudge, TemplateTrust } from "./template-trust.ts";
import { compareVerdicts } from "./verdict-of.ts";

export interface LintOptions extends LintInputs {
  /** Stackplumb's own version. */
  readonly version: string;
  /** The day that dates are compared with, `YYYY-MM-DD`; the core has no clock. */
  readonly asOf: string;
  /** Names of parameters that may be for other templates than these: those of a file. */
  readonly optionalParameters?: ReadonlySet<string>;
  /** Where parameters are given, as far as that is in a file. */
  readonly parameterPlaces?: ReadonlyMap<string, Span>;
  /**
   * What is given to the stacks in each environment, instead of `parameters` and `stackTags`. With any, each app is judged
   * once an environment.
   */
  readonly environments?: ReadonlyMap<string, Pick<LintInputs, "parameters" | "stackTags">>;
  /** Exceptions of the configuration; those of templates are read with them. */
  readonly exceptions?: readonly SearchingException[];
  /** Relaxations of files; those of architectures and templates are read with them. */
  readonly relax?: readonly ConfiguredRelaxation[];
  /** Path of the configuration, whose relaxations are told where they are for nothing. */
  readonly configurationFile?: string | undefined;
  /** What exceptions cannot get around. */
  readonly floor?: Floor;
  /** All rules, of which those that run may be some: what an exception may name. */
  readonly knownRules?: readonly Rule[];
  /** Which of the exceptions that are for nothing are told; by default all. */
  readonly unusedExceptions?: UnusedExceptions;
  /** What the configuration makes the run demand less by, for the report to list. */
  readonly declared?: readonly ReportException[];
  /** Findings that do not count. */
  readonly baseline?: Baseline | undefined;
  /** What there is to say about the configuration. */
  readonly notes?: readonly Diagnostic[];
  /** Whether the report lists every verdict, passes included. */
  readonly allVerdicts?: boolean;
  /** Whether templates that cannot be read, or only in part, are a warning instead of an error. */
  readonly allowUnreadable?: boolean;
  /** Architectures that apps are held to, or compared with. */
  readonly architectures?: ArchitectureOptions;
  /** Whether what a template says to demand less by counts; by default, all does. */
  readonly counts?: AllowanceJudge | undefined;
  /** Called with each judged app before it is let go. */
  readonly inspect?: (judged: JudgedApp) => void;
  /** Called with the findings that no exception covers, by fingerprint. */
  readonly onLocked?: (locked: ReadonlyMap<string, Lock>) => void;
  /** Called with a fault of Stackplumb's own, which the report has as a diagnostic. */
  readonly onFault?: (error: unknown) => void;
}

/** @param search apps that are read as they are judged, or a `Discovery` that holds them all */
export function lintApps(search: Search, rules: readonly Rule[], options: LintOptions): Report {
  const registry = factRegistry();
  const found: Diagnostic[] = [];
  const declared = new DeclaredNames();
  const scenario = options.scenario ?? new Map<string, string>();
  const environments = environmentsOf(options);
  const floor = options.floor ?? noFloor;
  const trust = new TemplateTrust(options.counts);
  const exceptions = new Exceptions(options.exceptions ?? [], options.knownRules ?? rules, options.asOf, floor, trust);
  const relaxations = new Relaxations(options.relax ?? [], options.configurationFile, floor, options.asOf, trust);
  const apps: AppReport[] = [];
  const pins = new Map<string, ReportException>();
  const met = new Set<ArchitectureUse>();
  for (const app of search.apps) {
    declared.add(app);
    for (const use of options.architectures?.uses ?? []) if (isMeant(use, app)) met.add(use);
    const reports: AppReport[] = [];
    let stacks: readonly ResolvedStack[] = [];
    for (const [environment, inputs] of environments) {
      try {
        const plain = judgeApp(app, rules, registry, inputs, options.onFault);
        const conformed =
          options.architectures &&
          conformApp(
            plain,
            architecturesOfApp(options.architectures, app, environment),
            registry,
            options.onFault,
            floor,
            trust.untrustedPins(plain.graph),
          );
        const relaxed = conformed && relaxations.relax(conformed);
        const judged = relaxed?.app ?? plain;
        for (const pin of conformed === undefined ? [] : pinsOfApp(conformed)) pins.set(JSON.stringify(pin), pin);
        options.inspect?.(judged);
        const given = new Map([...inputs.parameters, ...scenario]);
        const withVerdicts = options.allVerdicts ?? false;
        reports.push(reportOfApp(judged, given, { withVerdicts, environment, relaxed, floor }));
        found.push(...judged.diagnostics);
        stacks = judged.stacks;
      } catch (error) {
        options.onFault?.(error);
        found.push(faultDiagnostic(app, error));
      }
    }
    for (const report of mergeEnvironments(reports))
      apps.push({ ...report, findings: exceptions.apply(report, stacks) });
  }
  const names = new Set(environments.flatMap(([, { parameters }]) => [...parameters.keys()]));
  const all = apps.flatMap((app) => app.findings).sort(compareFindings);
  const { baseline } = options;
  const locked = new Map(apps.flatMap((app) => [...app.locked]));
  options.onLocked?.(locked);
  const known = baseline && allowedEntries(baseline, floor, all, locked);
  const findings = known === undefined ? all : applyBaseline(all, known.baseline);
  const stacks = apps.flatMap((app) => app.stacks);
  const run = new Set(rules.map(({ id }) => id));
  const scope = options.unusedExceptions ?? "all";
  const diagnostics = [
    ...(options.notes ?? []),
    ...search.diagnostics,
    ...checkParameters(declared, names, options.optionalParameters, options.parameterPlaces),
    ...checkScenario(declared, scenario),
    ...found,
    ...exceptions.diagnostics(run, scope),
    ...(options.architectures && scope === "all" ? unmetUses(options.architectures, met) : []),
    ...relaxations.diagnostics(scope === "all" && run.size > 0),
    ...trust.diagnostics,
    ...(known?.diagnostics ?? []),
    ...(known === undefined ? [] : staleEntries(known.baseline, findings, stacks, run, scope)),
  ];
  return {
    version: 1,
    tool: { name: "stackplumb", version: options.version },
    summary: summaryOf(findings, stacks),
    stacks,
    notModelled: sortTypes(mergeCounts(apps)),
    asOf: options.asOf,
    findings,
    unknowns: groupUnknowns(apps.flatMap((app) => app.unknowns)),
    ...(options.allVerdicts && { verdicts: apps.flatMap((app) => app.verdicts).sort(compareVerdicts) }),
    architectures: withExceptions(
      apps.flatMap((app) => app.architectures),
      findings,
    ),
    exceptions: redacted(
      sortExceptions([...(options.declared ?? []), ...exceptions.inForce, ...relaxations.inForce, ...pins.values()]),
      new Set(apps.flatMap((app) => [...app.secrets])),
    ),
    change: null,
    diagnostics: reportDiagnostics(options.allowUnreadable ? forgive(diagnostics) : diagnostics),
  };
}

/** The environments that are judged, by name; one without a name where none are told apart. */
function environmentsOf(options: LintOptions): readonly (readonly [string | undefined, LintInputs])[] {
  const { environments } = options;
  if (environments === undefined || environments.size === 0) return [[undefined, options]];
  return [...environments].map(([name, given]) => [name, { ...options, ...given }]);
}

/** By place, then rule; what is still equal keeps the order in which its app gave it. */
function compareFindings(a: Finding, b: Finding): number {
  return compareLocations(a.location, b.location) || compareText(a.ruleId, b.ruleId);
}

function mergeCounts(apps: readonly AppReport[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const app of apps) {
    for (const [type, count] of app.notModelled) counts.set(type, (counts.get(type) ?? 0) + count);
  }
  return counts;
}
