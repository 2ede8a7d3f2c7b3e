/**
 * The text of `stackplumb.yaml` -> what it says, and a diagnostic at the place of everything that it says wrongly.
 *
 * Invariant: no key is passed over in silence, and a file with an error has no effect at all: half a configuration would
 * be a gate that nobody wrote. The file belongs to the repository that is linted, so it is data that is not trusted.
 */

import { DocumentReader } from "../policy/document-reader.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import { type Configuration, type ConfiguredApp, configurationCode } from "./configuration.ts";
import { deploymentKeys, readDeployment, readTexts } from "./read-deployment.ts";
import { readExceptions } from "./read-exception.ts";
import { readPath, readPaths } from "./read-paths.ts";
import { readRuleSettings } from "./read-rule-settings.ts";

/** The one edition of rules, severities and architectures that there is. */
export const currentEdition = "2026";

const keys = [
  "edition",
  "templates",
  "apps",
  ...deploymentKeys,
  "stack-tags",
  "environments",
  "rules",
  "fail-on",
  "strict-unknown",
  "ignore",
  "baseline",
] as const;

export interface ReadConfiguration {
  /** Undefined where there is an error among the diagnostics. */
  readonly configuration: Configuration | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param rules those that there are. */
export function readConfiguration(path: string, text: string, rules: readonly Rule[]): ReadConfiguration {
  const parsed = parseSource(path, text);
  // Of two values, nobody knows which one was meant.
  const notes = parsed.diagnostics.map(({ code, severity, ...note }) => ({
    ...note,
    code: configurationCode,
    severity: code === "duplicate-key" ? ("error" as const) : severity,
  }));
  const reader = new DocumentReader(configurationCode);
  const root = reader.mapping(parsed.root, "the configuration", keys);
  const configuration = root && read(path, root, rules, reader);
  const diagnostics = [...notes, ...reader.diagnostics];
  const isSound = !diagnostics.some(({ severity }) => severity === "error");
  return { configuration: isSound ? configuration : undefined, diagnostics };
}

function read(path: string, root: MappingNode, rules: readonly Rule[], reader: DocumentReader): Configuration {
  const edition = reader.scalar(root, "edition");
  if (edition !== undefined) reader.oneOf(edition, "edition", [currentEdition]);
  const failOn = reader.scalar(root, "fail-on");
  const baseline = reader.scalar(root, "baseline");
  const baselinePath = baseline && readPath(baseline, reader);
  return {
    path,
    templates: readPaths(childOf(root, "templates"), "templates", reader),
    apps: readApps(childOf(root, "apps"), reader),
    ...readDeployment(root, reader),
    stackTags: new Map([...readTexts(root, "stack-tags", reader)].map(([name, { text }]) => [name, text])),
    environments: new Map(
      entriesOf(childOf(root, "environments"), "environments", reader).map(({ name, value }) => {
        const environment = reader.mapping(value, `environment ${name}`, deploymentKeys);
        return [name, readDeployment(environment, reader)];
      }),
    ),
    rules: readRuleSettings(entriesOf(childOf(root, "rules"), "rules", reader), rules, reader),
    failOn: failOn && reader.oneOf(failOn, "fail-on", ["error", "warning", "info", "never"]),
    strictUnknown: reader.flag(root, "strict-unknown"),
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
    const app = reader.mapping(item, "an app", ["name", "templates"]);
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
  reader.error(node, `${what} must be a mapping of names`);
  return [];
}
