/**
 * The text of `stackplumb.yaml` -> what it says, and a diagnostic at the place of everything that it says wrongly.
 *
 * Invariant: no key is passed over in silence, and a file with an error has no effect at all: half a configuration would
 * be a gate that nobody wrote. The file belongs to the repository that is linted, so it is data that is not trusted.
 */

import type { Architecture } from "../policy/architecture/architecture.ts";
import { DocumentReader, emptyMapping, isEmpty } from "../policy/document-reader.ts";
import { keysOf } from "../policy/document-shape.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import { type Configuration, type ConfiguredApp, configurationCode } from "./configuration.ts";
import { appShape, configurationShape, environmentShape } from "./configuration-shape.ts";
import { type ArchitectureFinder, architectureOfIn } from "./find-architectures.ts";
import { readDeployment } from "./read-deployment.ts";
import { readExceptions } from "./read-exception.ts";
import { readPath, readPaths } from "./read-paths.ts";
import { readSettings } from "./read-settings.ts";

/** Each app is judged once for each of them. */
const mostEnvironments = 100;

export interface ReadConfiguration {
  /** Undefined where there is an error among the diagnostics. */
  readonly configuration: Configuration | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the names in a configuration mean. */
export interface ConfigurationContext {
  /** Architectures that packs hold apps to. */
  readonly held: () => readonly Architecture[];
  /** Knows the architectures. */
  readonly finder: ArchitectureFinder;
  /** Loads what `extends` names, and gives all rules that there are then. */
  readonly extend: (nodes: readonly SourceNode[], reader: DocumentReader) => readonly Rule[];
}

export function readConfiguration(path: string, text: string, context: ConfigurationContext): ReadConfiguration {
  const parsed = parseSource(path, text);
  // Of two values, nobody knows which one was meant.
  const notes = parsed.diagnostics.map(({ code, severity, ...note }) => ({
    ...note,
    code: configurationCode,
    severity: code === "duplicate-key" ? ("error" as const) : severity,
  }));
  const reader = new DocumentReader(configurationCode);
  const root = reader.mapping(parsed.root, "the configuration", keysOf(configurationShape), elsewhere);
  const configuration = root && read(path, root, context, reader);
  const diagnostics = [...notes, ...reader.diagnostics];
  const isSound = !diagnostics.some(({ severity }) => severity === "error");
  return { configuration: isSound ? configuration : undefined, diagnostics };
}
const ofPack = "It is a setting of a pack: it stands in the stackplumb.yaml of a folder that `extends` names.";

const elsewhere: ReadonlyMap<string, string> = new Map([
  ["policy", "A policy is given from outside, with --policy FOLDER; a project takes a pack on with `extends`."],
  ["locked", ofPack],
  ["max-expiry", ofPack],
  ["judge-all", ofPack],
]);

function read(path: string, root: MappingNode, context: ConfigurationContext, reader: DocumentReader): Configuration {
  // Rules of packs can be named in all that follows.
  const rules = context.extend(reader.items(childOf(root, "extends")), reader);
  // What packs hold apps to, can be relaxed here.
  const held = context.held();
  const templates = childOf(root, "templates");
  const named = templates ?? childOf(root, "apps");
  const baseline = reader.scalar(root, "baseline");
  const baselinePath = baseline && readPath(baseline, reader);
  const written = entriesOf(childOf(root, "environments"), "environments", reader);
  const [beyond] = written.slice(mostEnvironments);
  if (beyond !== undefined)
    reader.error(beyond.key, `there may be ${mostEnvironments} environments, and not ${written.length}`);
  const environments = written.slice(0, mostEnvironments).map(({ name, value }) => {
    const environment = reader.mapping(value, `environment ${name}`, keysOf(environmentShape));
    return [name, readDeployment(environment, reader)] as const;
  });
  return {
    ...readSettings(path, root, { rules, held, architectureOf: architectureOfIn(context.finder, "project") }, reader),
    templates: readPaths(templates, "templates", reader),
    pathsPlace: named && spanOf(named),
    apps: readApps(childOf(root, "apps"), reader),
    ...readDeployment(root, reader),
    environments: new Map(environments),
    ignore: readExceptions(childOf(root, "ignore"), ["stack", "resource"], rules, reader),
    baseline:
      baseline === undefined || baselinePath === undefined
        ? undefined
        : { path: baselinePath, place: spanOf(baseline) },
  };
}

function readApps(node: SourceNode | undefined, reader: DocumentReader): readonly ConfiguredApp[] {
  if (node !== undefined && node.kind !== "sequence") {
    reader.error(node, "apps must be a list of {name, templates}");
    return [];
  }
  const names = new Set<string>();
  return (node?.items ?? []).flatMap((item) => {
    const app = reader.mapping(item, "an app", keysOf(appShape));
    const name = app && reader.required(app, "name", "the app");
    if (app === undefined || name === undefined) return [];
    if (names.has(name.text)) reader.error(name, `two apps have the name ${name.text}`);
    names.add(name.text);
    const templates = readPaths(childOf(app, "templates"), "templates", reader);
    if (templates.length === 0) reader.error(name, `the app ${name.text} has no templates`);
    return [{ name: name.text, templates }];
  });
}

function entriesOf(
  node: SourceNode | undefined,
  what: string,
  reader: DocumentReader,
): readonly { readonly key: SourceNode; readonly name: string; readonly value: SourceNode }[] {
  if (node === undefined) return [];
  if (node.kind === "mapping") return [...node.entries.values()];
  reader.error(node, isEmpty(node) ? emptyMapping(what) : `${what} must be a mapping of names`);
  return [];
}
