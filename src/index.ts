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
import { describe } from "./config/describe.ts";
import { ArchitectureFinder } from "./config/find-architectures.ts";
import { documentReaders } from "./config/policy-documents.ts";
import { readConfiguration } from "./config/read-configuration.ts";
import { parseToml } from "./config/toml.ts";
import type { Host } from "./input/app.ts";
import { nodeHost } from "./input/node-host.ts";
import { type Diagram, diagramOf } from "./lint/diagram.ts";
import { resolveApp } from "./lint/judge-app.ts";
import { lintPlan, searchOf } from "./lint/lint-project.ts";
import { makePlan, openConfigurationOf } from "./lint/make-plan.ts";
import { noWishes, type OpenHost, type Plan } from "./lint/plan.ts";
import type { Report } from "./lint/report.ts";
import { builtinRulesWithExamples } from "./policy/builtin-examples.ts";
import { makeMatcher } from "./policy/re2.ts";
import { useMatcherMaker } from "./policy/regular-expression.ts";
import type { Rule } from "./policy/rule.ts";

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
  /** Architectures that every app is held to: names of built-in ones, or paths of documents below the root. */
  readonly architectures?: readonly string[];
  /** Whether to say which built-in architectures the apps look like, and how far they conform. */
  readonly detect?: boolean;
  /** The folder of an organisation's policy, which a configuration cannot ask less than; it may lie outside the root. */
  readonly policy?: string;
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
 * @throws RangeError for a rule or an architecture that does not exist, and for a configuration with an error
 */
export function lint(paths: readonly string[], options: LintOptions): Report {
  return lintPlan(planOf(paths, options), {
    version,
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
  const plan = planOf(paths, options);
  const { deployments } = plan;
  const [environment] = options.environments ?? [];
  const { parameters, stackTags } = deployments.environments.get(environment ?? "") ?? deployments;
  const { scenario } = plan.wishes;
  const apps = [...searchOf(plan).apps].map((app) => resolveApp(app, { parameters, scenario, stackTags }));
  return diagramOf(apps, { all: true });
}

/** All rules, with their examples. */
export function rules(): readonly Rule[] {
  return builtinRulesWithExamples();
}

const readers = { readConfiguration, ArchitectureFinder, documents: documentReaders, parseToml };

/** @throws RangeError for what is asked for and there is not, and for a configuration with an error */
function planOf(paths: readonly string[], options: InputOptions & Partial<LintOptions>): Plan {
  const { root, config, asOf } = options;
  // For a picture, no day matters.
  const plain = noWishes(asOf ?? "");
  const wishes = {
    ...plain,
    paths,
    config: config === undefined ? ("none" as const) : { path: config },
    parameters: options.parameters ?? plain.parameters,
    stackTags: options.stackTags ?? plain.stackTags,
    scenario: options.scenario ?? plain.scenario,
    environments: options.environments ?? [],
    rules: options.rules ?? [],
    architectures: options.architectures ?? [],
    detect: options.detect ?? false,
    policy: options.policy,
  };
  const open: OpenHost = typeof root === "string" ? (named) => nodeHost(root, { named }) : () => root;
  useMatcherMaker(makeMatcher);
  const { plan, diagnostics, problems } = makePlan(wishes, open, openConfigurationOf(wishes, open), readers);
  if (plan !== undefined) return plan;
  const wrong = diagnostics.filter(({ severity }) => severity === "error").map(describe);
  throw new RangeError([...wrong, ...problems].join("\n"));
}
