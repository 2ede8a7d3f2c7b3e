/**
 * What the configuration and the command line give -> the values that stacks are judged with: those of every run, and
 * those of each environment.
 *
 * What counts before what: the command line's parameters, its files, the environment's parameters, its files, the
 * configuration's parameters, its files.
 */
import type { Host } from "../input/app.ts";
import { didYouMean } from "../policy/nearest.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Span } from "../source/span.ts";
import { type Configuration, configurationCode, type Deployment, type ParameterFile } from "./configuration.ts";
import type { GivenValues } from "./given-values.ts";
import { readParameterText, type TomlParser } from "./parameter-file.ts";

/** What is given besides the configuration. */
export interface Flags {
  readonly parameters: ReadonlyMap<string, string>;
  /** Of parameter files. */
  readonly files: GivenValues;
  readonly stackTags: ReadonlyMap<string, string>;
  /** Names of the environments that count; empty for all. */
  readonly environments: readonly string[];
}

export interface DeploymentValues {
  readonly parameters: ReadonlyMap<string, string>;
  readonly stackTags: ReadonlyMap<string, string>;
}

export interface Deployments extends DeploymentValues {
  /** By name; empty where the configuration has none. */
  readonly environments: ReadonlyMap<string, DeploymentValues>;
  /** Parameters that may be for other templates than these. */
  readonly optionalParameters: ReadonlySet<string>;
  /** Where the configuration gives a parameter. */
  readonly places: ReadonlyMap<string, Span>;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param parseToml undefined where no file is TOML. */
export function deploymentsOf(
  configuration: Configuration | undefined,
  flags: Flags,
  host: Host,
  parseToml?: TomlParser,
): Deployments {
  const reader = new FileReader(host, parseToml);
  const shared = configuration && reader.valuesOf(configuration);
  const own: DeploymentValues = {
    parameters: shared?.parameters ?? new Map(),
    stackTags: shared?.stackTags ?? new Map(),
  };
  const complete = (environment: DeploymentValues | undefined): DeploymentValues => ({
    parameters: new Map([
      ...own.parameters,
      ...(environment?.parameters ?? []),
      ...flags.files.values,
      ...flags.parameters,
    ]),
    stackTags: new Map([...own.stackTags, ...(environment?.stackTags ?? []), ...flags.files.tags, ...flags.stackTags]),
  });
  const chosen = chooseEnvironments(configuration, flags.environments, reader.diagnostics);
  const environments = new Map(chosen.map(([name, given]) => [name, complete(reader.valuesOf(given))] as const));
  const all = complete(undefined);
  const names = [all, ...environments.values()].flatMap(({ parameters }) => [...parameters.keys()]);
  return {
    ...all,
    environments,
    optionalParameters: new Set(names.filter((name) => !flags.parameters.has(name))),
    places: placesOf([...(configuration === undefined ? [] : [configuration]), ...chosen.map(([, given]) => given)]),
    diagnostics: reader.diagnostics,
  };
}

function chooseEnvironments(
  configuration: Configuration | undefined,
  asked: readonly string[],
  diagnostics: Diagnostic[],
): readonly (readonly [string, Deployment])[] {
  const all = [...(configuration?.environments ?? [])];
  const names = all.map(([name]) => name);
  for (const name of asked) {
    if (names.includes(name)) continue;
    const known = names.length === 0 ? " The configuration has none." : ` There are ${names.join(", ")}.`;
    const message = `There is no environment ${name}.${didYouMean(name, names) || known}`;
    diagnostics.push({ code: configurationCode, severity: "error", message, location: null });
  }
  return asked.length === 0 ? all : all.filter(([name]) => asked.includes(name));
}

function placesOf(deployments: readonly Deployment[]): ReadonlyMap<string, Span> {
  return new Map(
    deployments.flatMap(({ parameters }) => [...parameters].map(([name, { place }]) => [name, place] as const)),
  );
}

class FileReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #host: Host;
  readonly #parseToml: TomlParser | undefined;

  constructor(host: Host, parseToml: TomlParser | undefined) {
    this.#host = host;
    this.#parseToml = parseToml;
  }

  valuesOf({ parameters, parameterFiles, stackTags }: Deployment): DeploymentValues {
    const files = parameterFiles.flatMap((file) => this.#read(file));
    return {
      parameters: new Map([
        ...files.flatMap(({ values }) => [...values]),
        ...[...parameters].map(([name, { text }]) => [name, text] as const),
      ]),
      stackTags: new Map([...files.flatMap(({ tags }) => [...tags]), ...stackTags]),
    };
  }

  #read({ path, samEnvironment, place }: ParameterFile): readonly GivenValues[] {
    const content = this.#host.readText(path);
    const read =
      "text" in content
        ? readParameterText(path, content.text, samEnvironment, this.#parseToml)
        : { problem: `${path} cannot be read: ${content.error}` };
    if (!("problem" in read)) return [read];
    const message = `parameter file ${read.problem}`;
    this.diagnostics.push({ code: configurationCode, severity: "error", message, location: place });
    return [];
  }
}
