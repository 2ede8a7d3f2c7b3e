/**
 * Which file is the configuration, and its text; unread, because most projects have none.
 */
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import { editions } from "../policy/edition.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import { configurationCode } from "./configuration.ts";
import { configurationIn } from "./find-configuration.ts";

/** In characters. */
const maximalConfiguration = 1_000_000;

export interface ConfigurationFile {
  readonly path: string;
  readonly text: string;
}

export interface OpenedConfiguration {
  /** Undefined where there is none, or it cannot be read. */
  readonly file: ConfigurationFile | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The edition that a configuration is for, before anything that depends on it is read; undefined where it names none. */
export function editionIn(file: ConfigurationFile | undefined): string | undefined {
  const node = file && childOf(parseSource(file.path, file.text).root, "edition");
  return node?.kind === "scalar" ? editions.find((name) => name === node.text) : undefined;
}

/** @param named a file that must be there; undefined for the one that the folder has by itself, if any. */
export function openConfiguration(host: Host, named: string | undefined): OpenedConfiguration {
  const path = named ?? configurationIn(host);
  if (path === undefined) return { file: undefined, diagnostics: [] };
  const content = host.readText(joinPath(".", path));
  const isReadable = "text" in content && content.text.length <= maximalConfiguration;
  if (isReadable) return { file: { path, text: content.text }, diagnostics: [] };
  const why = "text" in content ? `it is longer than ${maximalConfiguration} characters` : content.error;
  const message = `the configuration ${path} cannot be read: ${why}`;
  return {
    file: undefined,
    diagnostics: [{ code: configurationCode, severity: "error", message, location: null }],
  };
}
