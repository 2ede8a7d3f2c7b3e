/**
 * Wishes x the project's files -> the plan of a run, or everything that is wrong.
 *
 * Synchronous: what reads the files is handed in (`ProjectReaders`), since a command line loads it only where it is needed
 * (load-plan.ts), and the library has it all.
 * Invariant: with an error there is no plan: half a configuration would be a gate that nobody wrote. What a policy refuses
 * is no such error: it is told, and has no effect.
 */
import type { ReadBaseline } from "../config/baseline.ts";
import { type Configuration, pathsOf } from "../config/configuration.ts";
import { configureRules } from "../config/configure-rules.ts";
import { type Deployments, deploymentsOf } from "../config/deployments.ts";
import type { ArchitectureFinder } from "../config/find-architectures.ts";
import { policyCode } from "../config/floor.ts";
import { loadBaseline } from "../config/load-baseline.ts";
import { mergeSettings } from "../config/merge-settings.ts";
import { newTeam } from "../config/new-team.ts";
import { editionIn, type OpenedConfiguration, openConfiguration } from "../config/open-configuration.ts";
import type { TomlParser } from "../config/parameter-file.ts";
import type { ProjectReaders } from "../config/project-readers.ts";
import type { Settings } from "../config/settings.ts";
import { rulesOf, type Team } from "../config/team.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { builtinRules } from "../policy/builtin.ts";
import { currentEdition, rulesOfEdition } from "../policy/edition.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { ArchitectureOptions } from "./conform-app.ts";
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
  const { team, configuration, policy, ...read } = readFiles(wishes, open, opened, readers);
  const named = findNamed(wishes.architectures, team?.finder);
  const layers = [...(team?.settings ?? []), ...(configuration === undefined ? [] : [configuration])];
  const allRules = team === undefined ? builtinRules() : rulesOf(team);
  const merged = mergeSettings(layers, { rules: allRules, policy, held: named.architectures });
  const deployments = deploymentsFor(wishes, configuration, open, readers.parseToml);
  const known = baselineOf(wishes, configuration, open);
  const diagnostics = [
    ...opened.diagnostics,
    ...read.diagnostics,
    ...merged.diagnostics,
    ...named.diagnostics,
    ...deployments.diagnostics,
    ...known.diagnostics,
  ];
  if (hasError(diagnostics)) return { plan: undefined, diagnostics, problems: [] };
  const knownRules = configureRules(rulesOfEdition(allRules, team?.edition() ?? currentEdition), merged.rules);
  const { rules, errors } = selectRules(knownRules, wishes.rules);
  const problems = [...errors, ...named.problems];
  if (problems.length > 0) return { plan: undefined, diagnostics, problems };
  const plan: Plan = {
    wishes,
    open,
    configuration,
    layers,
    floor: merged.floor,
    originalRules: allRules,
    knownRules,
    rules,
    architectures: architecturesFor(wishes, named.architectures, layers, knownRules, team?.finder),
    deployments,
    baseline: known.baseline,
    gate: {
      failOn: wishes.gate.failOn ?? merged.failOn ?? "error",
      strictUnknown: wishes.gate.strictUnknown ?? merged.strictUnknown,
    },
    paths: pathsFor(wishes, configuration, layers),
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

/** What is searched has all of it, besides what a file names that no search would find. */
function pathsFor(
  { paths }: Wishes,
  configuration: Configuration | undefined,
  layers: readonly Settings[],
): readonly string[] {
  if (paths.length > 0) return paths;
  const configured = pathsOf(configuration);
  return layers.some(({ judgeAll }) => judgeAll) ? [...configured, "."] : configured;
}

interface ReadFiles {
  /** Undefined where nothing needs one. */
  readonly team: Team | undefined;
  readonly configuration: Configuration | undefined;
  /** Settings of the policy. */
  readonly policy: Settings | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The policy first: whoever comes after it can name what it brings, and take nothing away. */
function readFiles(wishes: Wishes, open: OpenHost, opened: OpenedConfiguration, readers: ProjectReaders): ReadFiles {
  const { documents, ArchitectureFinder: Finder } = readers;
  const team =
    Finder &&
    newTeam(Finder, {
      host: open(wishes.architectures),
      readDocument: documents?.readArchitectureDocument,
      edition: editionIn(opened.file),
    });
  const policy =
    wishes.policy === undefined || team === undefined
      ? undefined
      : documents?.loadPolicy(wishes.policy, open([wishes.policy]), team);
  const { file } = opened;
  const loaded =
    file === undefined || team === undefined
      ? undefined
      : readers.readConfiguration?.(file.path, file.text, {
          extend: (nodes, reader) => documents?.loadExtended(nodes, open([]), team, reader) ?? rulesOf(team),
          finder: team.finder,
          held: () => [
            ...team.settings.flatMap(({ architectures }) => architectures.map((use) => use.architecture)),
            ...findNamed(wishes.architectures, team.finder).architectures,
          ],
        });
  return {
    team,
    configuration: loaded?.configuration,
    policy: policy?.settings,
    diagnostics: [...(policy?.diagnostics ?? []), ...(loaded?.diagnostics ?? [])],
  };
}

interface NamedArchitectures {
  readonly architectures: readonly Architecture[];
  readonly diagnostics: readonly Diagnostic[];
  readonly problems: readonly string[];
}

/** Those that a person asks for. */
function findNamed(names: readonly string[], finder: ArchitectureFinder | undefined): NamedArchitectures {
  const found = finder === undefined ? [] : [...new Set(names)].map((name) => finder.find(name, null));
  return {
    architectures: found.flatMap((one) => ("architecture" in one ? [one.architecture] : [])),
    diagnostics: found.flatMap((one) => ("diagnostics" in one ? one.diagnostics : [])),
    problems: found.flatMap((one) => ("problem" in one ? [one.problem] : [])),
  };
}

function architecturesFor(
  { detect }: Wishes,
  enforced: readonly Architecture[],
  layers: readonly Settings[],
  rules: readonly Rule[],
  finder: ArchitectureFinder | undefined,
): ArchitectureOptions | undefined {
  const uses = layers.flatMap(({ architectures }) => architectures);
  if (enforced.length + uses.length === 0 && !detect) return undefined;
  return { enforced, uses, detected: detect ? (finder?.named ?? []) : [], rules };
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
  return diagnostics.some(({ severity, code }) => severity === "error" && code !== policyCode);
}
