/**
 * Wishes x the project's files -> the plan of a run, or everything that is wrong.
 *
 * Synchronous: what reads the files is handed in (`ProjectReaders`), since a command line loads it only where it is needed
 * (load-plan.ts), and the library has it all.
 * Invariant: with an error there is no plan. Half a configuration would be a gate that nobody wrote.
 */
import type { ReadBaseline } from "../config/baseline.ts";
import { type Configuration, pathsOf } from "../config/configuration.ts";
import { configureRules } from "../config/configure-rules.ts";
import { type Deployments, deploymentsOf } from "../config/deployments.ts";
import { loadBaseline } from "../config/load-baseline.ts";
import { type OpenedConfiguration, openConfiguration } from "../config/open-configuration.ts";
import type { TomlParser } from "../config/parameter-file.ts";
import type { ProjectReaders } from "../config/project-readers.ts";
import { builtinRules } from "../policy/builtin.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { LoadedPlan, OpenHost, Plan, Wishes } from "./plan.ts";
import { selectRules } from "./select-rules.ts";

export function openConfigurationOf({ config }: Wishes, open: OpenHost): OpenedConfiguration {
  if (config === "none") return { file: undefined, diagnostics: [] };
  return config === "own"
    ? openConfiguration(open([]), undefined)
    : openConfiguration(open([config.path]), config.path);
}

/** @param opened see `openConfigurationOf`. @param readers those that the configuration and the wishes need. */
export function makePlan(
  wishes: Wishes,
  open: OpenHost,
  opened: OpenedConfiguration,
  readers: ProjectReaders,
): LoadedPlan {
  const file = opened.file;
  const loaded = file && readers.readConfiguration?.(file.path, file.text, builtinRules());
  const configuration = loaded?.configuration;
  const deployments = deploymentsFor(wishes, configuration, open, readers.parseToml);
  const known = baselineOf(wishes, configuration, open);
  const knownRules = configureRules(builtinRules(), configuration?.rules ?? new Map());
  const found = readers.findArchitectures?.(
    wishes,
    open(wishes.architectures),
    knownRules,
    readers.readArchitectureDocument,
  );
  const diagnostics = [
    ...opened.diagnostics,
    ...(loaded?.diagnostics ?? []),
    ...deployments.diagnostics,
    ...known.diagnostics,
    ...(found?.diagnostics ?? []),
  ];
  if (hasError(diagnostics)) return { plan: undefined, diagnostics, problems: [] };
  const { rules, errors } = selectRules(knownRules, wishes.rules);
  const problems = [...errors, ...(found?.problems ?? [])];
  if (problems.length > 0) return { plan: undefined, diagnostics, problems };
  const plan: Plan = {
    wishes,
    open,
    configuration,
    knownRules,
    rules,
    architectures: found && { enforced: found.enforced, detected: found.detected, rules: knownRules },
    deployments,
    baseline: known.baseline,
    gate: {
      failOn: wishes.gate.failOn ?? configuration?.failOn ?? "error",
      strictUnknown: wishes.gate.strictUnknown ?? configuration?.strictUnknown ?? false,
    },
    paths: wishes.paths.length > 0 ? wishes.paths : pathsOf(configuration),
    notes: diagnostics,
    parseToml: readers.parseToml,
  };
  return { plan, diagnostics, problems };
}

/**
 * The same plan for another revision of the project: its templates and parameter files, judged as these are.
 *
 * @param files values of the parameter files that were named, as that revision has them
 */
export function onRevision(plan: Plan, open: OpenHost, files = plan.wishes.files): Plan {
  const wishes = { ...plan.wishes, files };
  const deployments = deploymentsFor(wishes, plan.configuration, open, plan.parseToml);
  // What is wrong with the files of that revision is no reason to refuse this one.
  const notes = deployments.diagnostics.map((note): Diagnostic => ({ ...note, severity: "warning" }));
  return { ...plan, wishes, open, deployments, notes };
}

/** Nothing that was named to be linted makes the configuration's files lie elsewhere. */
function deploymentsFor(
  { parameters, files, stackTags, environments }: Wishes,
  configuration: Configuration | undefined,
  open: OpenHost,
  parseToml: TomlParser | undefined,
): Deployments {
  return deploymentsOf(configuration, { parameters, files, stackTags, environments }, open([]), parseToml);
}

function baselineOf({ baseline }: Wishes, configuration: Configuration | undefined, open: OpenHost): ReadBaseline {
  const own = configuration?.baseline;
  if (baseline === "none" || (baseline === "own" && own === undefined)) return { baseline: undefined, diagnostics: [] };
  if (baseline !== "own") return loadBaseline(open([baseline.path]), baseline.path, null);
  return own === undefined ? { baseline: undefined, diagnostics: [] } : loadBaseline(open([]), own.path, own.place);
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
