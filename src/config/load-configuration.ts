/**
 * The path of a configuration -> what it says.
 */
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import type { Rule } from "../policy/rule.ts";
import { configurationCode } from "./configuration.ts";
import { type ReadConfiguration, readConfiguration } from "./read-configuration.ts";

/** @param path of a file that must be there. @param rules those that there are. */
export function loadConfiguration(host: Host, path: string, rules: readonly Rule[]): ReadConfiguration {
  const content = host.readText(joinPath(".", path));
  if ("text" in content) return readConfiguration(path, content.text, rules);
  const message = `the configuration ${path} cannot be read: ${content.error}`;
  return {
    configuration: undefined,
    diagnostics: [{ code: configurationCode, severity: "error", message, location: null }],
  };
}
