/**
 * Paths -> apps: what was asked for, found, read, and grouped into what is judged together.
 *
 * A cloud assembly is one app. The plain templates below one folder, those that one glob matches, and the named files of
 * one folder (as a shell expands `templates/*.yaml`) are one app each. A template that another one nests belongs to it.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import type { App, Discovery, Host, Stack } from "./app.ts";
import { readAssembly } from "./assembly.ts";
import { assemblyFolderName, isAssembly } from "./assembly-manifest.ts";
import { defaultSearchLimits, findFiles, type SearchLimits } from "./find-files.ts";
import { compileGlob } from "./glob.ts";
import { baseName, joinPath, parentOf } from "./join-path.ts";
import { nestedTemplateOf } from "./nested-template.ts";
import { StackBuilder } from "./stack-builder.ts";
import { type Origin, type TemplateFile, TemplateReader } from "./template-reader.ts";
import { hasWildcard } from "./wildcard.ts";

export interface DiscoverOptions {
  readonly limits?: SearchLimits;
}

/** What one argument, or several that belong together, asks for. */
interface Request {
  readonly name: string;
  readonly origin: Origin;
  readonly files: readonly string[];
  readonly assemblies: readonly string[];
}

/**
 * Finds and reads what is to be linted.
 *
 * @param paths files, folders and globs; without any, `cdk.out` where there is one, else what is found below the root.
 */
export function discover(host: Host, paths: readonly string[], options: DiscoverOptions = {}): Discovery {
  const reader = new TemplateReader(host);
  const builder = new StackBuilder(reader);
  const diagnostics: Diagnostic[] = [];
  const limits = options.limits ?? defaultSearchLimits;
  const apps: App[] = [];
  const taken = new Set<string>();
  for (const request of requestsOf(host, paths, limits, reader, diagnostics)) {
    const found = readRequest(request, host, reader, builder, taken);
    apps.push(...found);
    if (found.length === 0 && request.origin === "found") {
      const message = `no template was found in ${request.name}`;
      diagnostics.push({ code: "no-templates", severity: "warning", message, location: null });
    }
  }
  return {
    apps,
    diagnostics: [...diagnostics, ...reader.diagnostics, ...builder.diagnostics],
    unreadable: [...reader.unreadable].sort(),
    passedOver: reader.passedOver,
  };
}

function requestsOf(
  host: Host,
  paths: readonly string[],
  limits: SearchLimits,
  reader: TemplateReader,
  diagnostics: Diagnostic[],
): readonly Request[] {
  const requests: Request[] = [];
  const named = new Map<string, string[]>();
  for (const given of paths.length > 0 ? paths : [defaultPath(host)]) {
    const path = joinPath(".", given);
    const kind = host.kindOf(path);
    if (kind === "file" && baseName(path) === "manifest.json" && assemblyAt(host, parentOf(path))) {
      requests.push({ name: path, origin: "named", files: [], assemblies: [parentOf(path)] });
    } else if (kind === "file") {
      const folder = parentOf(path);
      const together = named.get(folder);
      if (together !== undefined) together.push(path);
      else {
        const files = [path];
        named.set(folder, files);
        requests.push({ name: folder, origin: "named", files, assemblies: [] });
      }
    } else if (kind === "directory") {
      const found = findFiles(host, path, limits);
      diagnostics.push(...found.diagnostics);
      requests.push({ name: path, origin: "found", files: found.files, assemblies: found.assemblies });
    } else if (hasWildcard(given)) {
      const glob = compileGlob(given);
      const found = findFiles(host, glob.base, limits);
      diagnostics.push(...found.diagnostics);
      const files = found.files.filter((file) => glob.matches(file));
      const assemblies = found.assemblies.filter((folder) => glob.matches(folder));
      requests.push({ name: path, origin: "found", files, assemblies });
    } else {
      reader.refuse(path, "not-found", `${given} does not exist, or lies outside what may be read`);
    }
  }
  return requests;
}

function defaultPath(host: Host): string {
  return assemblyAt(host, assemblyFolderName) ? assemblyFolderName : ".";
}

function assemblyAt(host: Host, folder: string): boolean {
  const entries = host.list(folder);
  return entries !== undefined && isAssembly(host, folder, new Set(entries.map((entry) => entry.name)));
}

function readRequest(
  request: Request,
  host: Host,
  reader: TemplateReader,
  builder: StackBuilder,
  taken: Set<string>,
): readonly App[] {
  const apps: App[] = [];
  const templates: TemplateFile[] = [];
  for (const path of request.files) {
    if (taken.has(path)) continue;
    taken.add(path);
    const file = reader.read(path, request.origin);
    if (file !== undefined) templates.push(file);
  }
  apps.push(...plainApps(plainStacks(templates, builder)));
  for (const folder of request.assemblies) {
    if (taken.has(folder)) continue;
    taken.add(folder);
    const app = readAssembly(folder, host, reader, builder);
    if (app.stacks.length > 0) apps.push(app);
  }
  return apps;
}

/**
 * A plain template is an app with what it nests. Templates of one folder are not joined: nothing says that they are
 * deployed together, and a name that two of them use would connect them by accident.
 */
function plainApps(stacks: readonly Stack[]): readonly App[] {
  const families: Stack[][] = [];
  for (const stack of stacks) {
    if (stack.parent === undefined) families.push([stack]);
    else families.at(-1)?.push(stack);
  }
  return families.map((family) => ({ name: family[0]?.name ?? "", kind: "template", stacks: family }));
}

/** Templates that others nest are listed behind those only; the rest in the order given. */
function plainStacks(templates: readonly TemplateFile[], builder: StackBuilder): readonly Stack[] {
  const nested = nestedFilesOf(templates);
  const stacks: Stack[] = [];
  for (const file of templates) {
    if (!nested.has(file.path)) stacks.push(...builder.build({ names: [file.path], file }));
  }
  // Templates that nest each other in a ring have no outermost one.
  for (const file of templates) {
    if (nested.has(file.path) && !builder.isNested(file.path))
      stacks.push(...builder.build({ names: [file.path], file }));
  }
  return stacks;
}

function nestedFilesOf(templates: readonly TemplateFile[]): ReadonlySet<string> {
  const nested = new Set<string>();
  for (const { path, template } of templates) {
    for (const resource of template.resources.values()) {
      const reference = nestedTemplateOf(resource);
      const target = reference && joinPath(parentOf(path), reference.text);
      if (target !== undefined && target !== path) nested.add(target);
    }
  }
  return nested;
}
