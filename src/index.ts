/**
 * The library: what the command line does, as functions.
 *
 * ```ts
 * import { failsOn, lint, renderText } from "stackplumb";
 *
 * const report = lint(["templates/", "cdk.out"], { root: process.cwd(), asOf: "2026-11-22" });
 * if (failsOn(report, { failOn: "error", strictUnknown: false })) process.exitCode = 1;
 * ```
 *
 * Everything is synchronous and the same on every run: no network, no clock, nothing of the templates is executed. The
 * report is plain data; its JSON form is versioned (see docs/cli.md).
 */

import manifest from "../package.json" with { type: "json" };
import type { Baseline } from "./config/baseline.ts";
import { pathsOf } from "./config/configuration.ts";
import { configureRules } from "./config/configure-rules.ts";
import { type Deployments, deploymentsOf } from "./config/deployments.ts";
import { describe } from "./config/describe.ts";
import type { SearchingException } from "./config/exception.ts";
import { loadBaseline } from "./config/load-baseline.ts";
import { loadConfiguration } from "./config/load-configuration.ts";
import { parseToml } from "./config/toml.ts";
import type { Host, Search } from "./input/app.ts";
import { searchFor } from "./input/discover.ts";
import { nodeHost } from "./input/node-host.ts";
import { type Diagram, diagramOf } from "./lint/diagram.ts";
import { resolveApp } from "./lint/judge-app.ts";
import { lintApps } from "./lint/lint-apps.ts";
import type { Report } from "./lint/report.ts";
import { selectRules } from "./lint/select-rules.ts";
import { builtinRules } from "./policy/builtin.ts";
import { builtinRulesWithExamples } from "./policy/builtin-examples.ts";
import type { Rule } from "./policy/rule.ts";
import type { Diagnostic } from "./source/diagnostic.ts";

export type { DirectoryEntry, Host } from "./input/app.ts";
export type { Diagram, DiagramEdge, DiagramGroup, DiagramNode } from "./lint/diagram.ts";
export { failsOn, type Gate } from "./lint/fails-on.ts";
export type {
  Finding,
  FindingStatus,
  Location,
  Report,
  ReportDiagnostic,
  ReportSubject,
  ReportVerdict,
  UnknownGroup,
} from "./lint/report.ts";
export type { Basis, Rule, RuleExample, Severity, Verdict } from "./policy/rule.ts";
export type { LineSource } from "./report/code-frame.ts";
export { renderDot } from "./report/render-dot.ts";
export { renderJson } from "./report/render-json.ts";
export { renderMermaid } from "./report/render-mermaid.ts";
export { renderText, type TextOptions } from "./report/render-text.ts";
export type { TextStyle } from "./report/text-style.ts";

/** Stackplumb's version. */
export const version: string = manifest.version;

/** Where templates are read from, and what is known about their deployment. */
export interface InputOptions {
  /** The folder that paths start from; or a host, to read from somewhere else than the file system. */
  readonly root: string | Host;
  /** Values of template parameters, by name; lists are comma-separated. */
  readonly parameters?: ReadonlyMap<string, string>;
  /**
   * What is taken for granted, in every stack that declares the name: the value of a parameter, or `true` or `false` for a
   * condition. Only what follows there is reported.
   */
  readonly scenario?: ReadonlyMap<string, string>;
  /** Tags that the deployment gives to every stack. */
  readonly stackTags?: ReadonlyMap<string, string>;
  /**
   * A configuration (`stackplumb.yaml`) below the root, which says what is not said here; without it there is none. Its
   * `fail-on` and `strict-unknown` are for the command line and the action: a gate is what `failsOn` is given.
   */
  readonly config?: string;
  /** Names of the configuration's environments that count. By default `lint` judges all of them, `diagram` none. */
  readonly environments?: readonly string[];
}

export interface LintOptions extends InputOptions {
  /** The day that dates are compared with, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Ids or names of the rules to run; by default all but those that only an architecture asks for. */
  readonly rules?: readonly string[];
  /** Whether `verdicts` lists every verdict on every subject, passes included. */
  readonly allVerdicts?: boolean;
  /** Whether files that cannot be read are a warning among the diagnostics, instead of an error. */
  readonly allowUnreadable?: boolean;
}

/**
 * Lints templates. What is wrong with the input is among the report's `diagnostics`; an error there means that something
 * was not judged, and must not be taken for a pass.
 *
 * @param paths files, folders, globs or cloud assemblies; without any, `cdk.out` where there is one, else what is found
 *   below the root.
 * @throws RangeError for a rule that does not exist, and for a configuration with an error
 */
export function lint(paths: readonly string[], options: LintOptions): Report {
  const { search, rules: configured, deployments, exceptions, baseline, notes } = read(paths, options);
  const { rules, errors } = selectRules(configured, options.rules ?? []);
  if (errors.length > 0) throw new RangeError(errors.join("\n"));
  return lintApps(search, rules, {
    version,
    asOf: options.asOf,
    parameters: deployments.parameters,
    stackTags: deployments.stackTags,
    environments: deployments.environments,
    optionalParameters: deployments.optionalParameters,
    parameterPlaces: deployments.places,
    scenario: options.scenario ?? new Map(),
    exceptions,
    baseline,
    knownRules: configured,
    unusedExceptions: isPartial(options) ? "none" : paths.length > 0 ? "templates" : "all",
    notes,
    ...(options.allVerdicts !== undefined && { allVerdicts: options.allVerdicts }),
    ...(options.allowUnreadable !== undefined && { allowUnreadable: options.allowUnreadable }),
  });
}

/**
 * The architecture that templates describe, as data to draw.
 *
 * @param paths as for `lint`; what cannot be read is left out.
 * @returns every resource, also those without a part in the architecture.
 */
export function diagram(paths: readonly string[], options: InputOptions): Diagram {
  const { search, deployments } = read(paths, options);
  const [environment] = options.environments ?? [];
  const { parameters, stackTags } = deployments.environments.get(environment ?? "") ?? deployments;
  const scenario = options.scenario ?? new Map<string, string>();
  const apps = [...search.apps].map((app) => resolveApp(app, { parameters, scenario, stackTags }));
  return diagramOf(apps, { all: true });
}

/** All rules, with their examples. */
export function rules(): readonly Rule[] {
  return builtinRulesWithExamples();
}

interface Input {
  readonly search: Search;
  readonly rules: readonly Rule[];
  readonly deployments: Deployments;
  readonly exceptions: readonly SearchingException[];
  readonly baseline: Baseline | undefined;
  readonly notes: readonly Diagnostic[];
}

/** Whether only some cases are looked at. */
function isPartial({ scenario, environments }: InputOptions): boolean {
  return (scenario?.size ?? 0) > 0 || (environments?.length ?? 0) > 0;
}

/** @throws RangeError for a configuration with an error */
function read(paths: readonly string[], { root, config, environments, parameters, stackTags }: InputOptions): Input {
  const host = typeof root === "string" ? nodeHost(root, { named: paths }) : root;
  const loaded = config === undefined ? undefined : loadConfiguration(host, config, builtinRules());
  const configuration = loaded?.configuration;
  const flags = {
    parameters: parameters ?? new Map<string, string>(),
    files: { values: new Map<string, string>(), tags: new Map<string, string>() },
    stackTags: stackTags ?? new Map<string, string>(),
    environments: environments ?? [],
  };
  const deployments = deploymentsOf(configuration, flags, host, parseToml);
  const known =
    configuration?.baseline && loadBaseline(host, configuration.baseline.path, configuration.baseline.place);
  const notes = [...(loaded?.diagnostics ?? []), ...deployments.diagnostics, ...(known?.diagnostics ?? [])];
  const errors = notes.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new RangeError(errors.map(describe).join("\n"));
  return {
    search: searchFor(host, paths.length > 0 ? paths : pathsOf(configuration), { apps: configuration?.apps ?? [] }),
    rules: configureRules(builtinRules(), configuration?.rules ?? new Map()),
    deployments,
    exceptions: configuration?.ignore ?? [],
    baseline: known?.baseline,
    notes,
  };
}
