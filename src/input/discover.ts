/**
 * Paths -> apps: what was asked for, found, read, and grouped into what is judged together.
 *
 * A cloud assembly is one app. A plain template is an app with the stacks that it nests; templates of one folder are not
 * joined unless somebody says that they are deployed together: a name that two of them use would connect them by accident.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import type { App, Discovery, Host, Search, Stack } from "./app.ts";
import { type Members, membersOf, type NamedApp } from "./app-members.ts";
import { readAssembly } from "./assembly.ts";
import { defaultSearchLimits, type SearchLimits } from "./find-files.ts";
import { type Selection, selectFiles } from "./select-files.ts";
import { StackBuilder } from "./stack-builder.ts";
import { type Origin, type TemplateFile, TemplateReader } from "./template-reader.ts";

export interface DiscoverOptions {
  readonly limits?: SearchLimits;
  /** Templates that are deployed together, whoever finds them; a file is of one app at most. */
  readonly apps?: readonly NamedApp[];
}

/**
 * Finds and reads what is to be linted.
 *
 * @param paths files, folders and globs; without any, `cdk.out` where there is one, else what is found below the root.
 */
export function discover(host: Host, paths: readonly string[], options: DiscoverOptions = {}): Discovery {
  const search = searchFor(host, paths, options);
  const apps = [...search.apps];
  const { diagnostics, unreadable, passedOver } = search;
  return { apps, diagnostics, unreadable, passedOver };
}

/** As `discover`, but reading each app when it is asked for. */
export function searchFor(host: Host, paths: readonly string[], options: DiscoverOptions = {}): Search {
  const reader = new TemplateReader(host);
  const builder = new StackBuilder(reader);
  const limits = options.limits ?? defaultSearchLimits;
  const selections = selectFiles(host, paths, limits);
  const members = membersOf(options.apps ?? [], host, limits);
  const found = new Set<string>();
  return {
    apps: readApps(selections, members, host, reader, builder, found),
    get diagnostics() {
      return [
        ...members.diagnostics,
        ...selections.flatMap((selection) => selection.diagnostics),
        ...selections.filter((selection) => isEmpty(selection, found)).map(({ path }) => noTemplates(path)),
        ...reader.diagnostics,
        ...builder.diagnostics,
      ];
    },
    get unreadable() {
      return [...reader.unreadable].sort();
    },
    get passedOver() {
      return reader.passedOver;
    },
  };
}

/** @param found is given the files that hold templates. */
function* readApps(
  selections: readonly Selection[],
  members: Members,
  host: Host,
  reader: TemplateReader,
  builder: StackBuilder,
  found: Set<string>,
): Generator<App> {
  const files = originsOf(selections);
  const nested = nestedFilesOf([...files.keys()], reader);
  const together = new Map<string, Stack[]>();
  for (const [path, origin] of files) {
    const file = reader.read(path, origin);
    if (file === undefined) continue;
    found.add(path);
    if (!nested.has(path)) yield* plainApp(file, builder, members, together);
    reader.forget();
  }
  // Templates that nest each other in a ring have no outermost one.
  for (const [path, origin] of files) {
    const file = nested.has(path) && !builder.isNested(path) ? reader.read(path, origin) : undefined;
    if (file !== undefined) yield* plainApp(file, builder, members, together);
  }
  for (const folder of new Set(selections.flatMap(({ assemblies }) => assemblies))) {
    const app = readAssembly(folder, host, reader, builder);
    const name = members.apps.get(folder);
    if (name !== undefined) join(together, name, app.stacks);
    else if (app.stacks.length > 0) yield app;
    reader.forget();
  }
  for (const [name, stacks] of together) if (stacks.length > 0) yield { name, kind: "template", stacks };
}

/** All selected files, each with how it was asked for: what was named once is not passed over for being found too. */
function originsOf(selections: readonly Selection[]): ReadonlyMap<string, Origin> {
  const origins = new Map<string, Origin>();
  for (const { files, origin } of selections) {
    for (const path of files) if (origins.get(path) !== "named") origins.set(path, origin);
  }
  return origins;
}

/** A template that no other one nests, with the stacks that it nests itself; kept back where it is part of an app. */
function* plainApp(
  file: TemplateFile,
  builder: StackBuilder,
  { apps }: Members,
  together: Map<string, Stack[]>,
): Generator<App> {
  const stacks = builder.build({ names: [file.path], file });
  const name = apps.get(file.path);
  if (name !== undefined) join(together, name, stacks);
  else if (stacks.length > 0) yield { name: file.path, kind: "template", stacks };
}

function join(together: Map<string, Stack[]>, name: string, stacks: readonly Stack[]): void {
  const joined = together.get(name);
  if (joined === undefined) together.set(name, [...stacks]);
  else joined.push(...stacks);
}

function isEmpty({ origin, files, assemblies }: Selection, found: ReadonlySet<string>): boolean {
  return origin === "found" && assemblies.length === 0 && !files.some((path) => found.has(path));
}

function noTemplates(path: string): Diagnostic {
  const where = path === "." ? "this folder" : path;
  return { code: "no-templates", severity: "warning", message: `no template was found in ${where}`, location: null };
}

/** The files among these that others of them nest. Only what speaks of nested templates is read for it. */
function nestedFilesOf(files: readonly string[], reader: TemplateReader): ReadonlySet<string> {
  const paths = new Set(files);
  const nested = new Set<string>();
  for (const path of paths) {
    for (const target of reader.nestedBy(path)) if (target !== path && paths.has(target)) nested.add(target);
  }
  return nested;
}
