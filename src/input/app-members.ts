/**
 * Apps that somebody named -> the app that each file and cloud assembly is part of.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Host } from "./app.ts";
import type { SearchLimits } from "./find-files.ts";
import { selectFiles } from "./select-files.ts";

export interface NamedApp {
  readonly name: string;
  /** Files, folders and globs. */
  readonly templates: readonly string[];
}

export interface Members {
  /** Names of apps, by the path of a file or of an assembly's folder. */
  readonly apps: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

export function membersOf(named: readonly NamedApp[], host: Host, limits: SearchLimits): Members {
  const apps = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const { name, templates } of named) {
    for (const { files, assemblies } of selectFiles(host, templates, limits)) {
      for (const path of [...files, ...assemblies]) {
        const other = apps.get(path) ?? name;
        apps.set(path, other);
        if (other !== name) diagnostics.push(sharedNote(path, other, name));
      }
    }
  }
  return { apps, diagnostics };
}

function sharedNote(path: string, first: string, second: string): Diagnostic {
  const message = `${path} is part of the apps ${first} and ${second}; a template is judged with one of them`;
  return { code: "app-members", severity: "error", message, location: null };
}
