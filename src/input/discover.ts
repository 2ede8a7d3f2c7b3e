/**
 * Paths -> apps: what was asked for, found, read, and grouped into what is judged together.
 *
 * A cloud assembly is one app. A plain template is an app with the stacks that it nests; templates of one folder are not
 * joined: nothing says that they are deployed together, and a name that two of them use would connect them by accident.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import type { App, Discovery, Host } from "./app.ts";
import { readAssembly } from "./assembly.ts";
import { defaultSearchLimits, type SearchLimits } from "./find-files.ts";
import { joinPath, parentOf } from "./join-path.ts";
import { nestedTemplateOf } from "./nested-template.ts";
import { selectFiles } from "./select-files.ts";
import { StackBuilder } from "./stack-builder.ts";
import { type TemplateFile, TemplateReader } from "./template-reader.ts";

export interface DiscoverOptions {
  readonly limits?: SearchLimits;
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
  const templates = new Map<string, TemplateFile>();
  const assemblies = new Set<string>();
  for (const selection of selectFiles(host, paths, options.limits ?? defaultSearchLimits)) {
    diagnostics.push(...selection.diagnostics);
    let isEmpty = selection.assemblies.length === 0;
    for (const path of selection.files) {
      const file = reader.read(path, selection.origin);
      if (file === undefined) continue;
      isEmpty = false;
      templates.set(path, file);
    }
    for (const folder of selection.assemblies) assemblies.add(folder);
    if (isEmpty && selection.origin === "found") diagnostics.push(noTemplates(selection.path));
  }
  const apps = plainApps([...templates.values()], builder);
  for (const folder of assemblies) {
    const app = readAssembly(folder, host, reader, builder);
    if (app.stacks.length > 0) apps.push(app);
  }
  return {
    apps,
    diagnostics: [...diagnostics, ...reader.diagnostics, ...builder.diagnostics],
    unreadable: [...reader.unreadable].sort(),
    passedOver: reader.passedOver,
  };
}

function noTemplates(path: string): Diagnostic {
  const where = path === "." ? "this folder" : path;
  return { code: "no-templates", severity: "warning", message: `no template was found in ${where}`, location: null };
}

/** One app for each template that no other one nests, in the order given. */
function plainApps(templates: readonly TemplateFile[], builder: StackBuilder): App[] {
  const nested = nestedFilesOf(templates);
  const apps: App[] = [];
  const add = (file: TemplateFile): void => {
    apps.push({ name: file.path, kind: "template", stacks: builder.build({ names: [file.path], file }) });
  };
  for (const file of templates) if (!nested.has(file.path)) add(file);
  // Templates that nest each other in a ring have no outermost one.
  for (const file of templates) if (nested.has(file.path) && !builder.isNested(file.path)) add(file);
  return apps.filter((app) => app.stacks.length > 0);
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
