/**
 * A folder -> the files below it that may be templates, and the cloud assemblies.
 *
 * Passed over: what .gitignore ignores, installed packages, build output of SAM, assets. A folder named `cdk.out` is
 * looked at even where it is ignored, because CDK's own .gitignore ignores it. What stands in an assembly is its
 * manifest's to say, so nothing below it is searched. Symbolic links to folders are not followed.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Host } from "./app.ts";
import { assemblyFolderName, isAssembly } from "./assembly-manifest.ts";
import { type IgnoreRule, isIgnored, parseGitignore } from "./gitignore.ts";
import { isWithin, joinPath, parentOf } from "./join-path.ts";

export interface FoundFiles {
  /** In the order of their paths. */
  readonly files: readonly string[];
  readonly assemblies: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface SearchLimits {
  /** Files that may be templates. */
  readonly files: number;
  /** Entries of folders that are looked at. */
  readonly entries: number;
  /** Folders inside folders. */
  readonly depth: number;
}

export const defaultSearchLimits: SearchLimits = { files: 20_000, entries: 1_000_000, depth: 60 };

const passedOverFolders: ReadonlySet<string> = new Set([
  "node_modules",
  ".git",
  ".hg",
  ".svn",
  ".aws-sam",
  ".cdk.staging",
]);
const assetName = /^asset\.[0-9a-f]{32}/;
const templateName = /\.(?:ya?ml|json|template|sam|cfn|cform)$/i;
const packageFiles: ReadonlySet<string> = new Set(["package.json", "package-lock.json", "tsconfig.json"]);

export function findFiles(host: Host, base: string, limits: SearchLimits): FoundFiles {
  const files: string[] = [];
  const assemblies: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const open = [{ folder: base, rules: rulesAbove(host, base), depth: 0 }];
  let entriesLeft = limits.entries;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, depth } = next;
    const entries = host.list(folder);
    if (entries === undefined) continue;
    entriesLeft -= entries.length;
    if (entriesLeft < 0 || files.length > limits.files) {
      diagnostics.push(limitNote(base, entriesLeft < 0 ? `${limits.entries} entries` : `${limits.files} files`));
      break;
    }
    const names = new Set(entries.map((entry) => entry.name));
    if (isAssembly(host, folder, names)) {
      assemblies.push(folder);
      continue;
    }
    const rules = names.has(".gitignore") ? [...next.rules, ...rulesOf(host, folder)] : next.rules;
    for (const { name, kind } of entries) {
      const path = joinPath(folder, name);
      if (assetName.test(name)) continue;
      if (kind === "directory") {
        if (passedOverFolders.has(name)) continue;
        if (name !== assemblyFolderName && isIgnored(rules, path, true)) continue;
        if (depth < limits.depth) open.push({ folder: path, rules, depth: depth + 1 });
        else diagnostics.push(limitNote(path, `${limits.depth} levels`));
      } else if (
        kind === "file" &&
        templateName.test(name) &&
        !packageFiles.has(name) &&
        !isIgnored(rules, path, false)
      ) {
        files.push(path);
      }
    }
  }
  return { files: files.sort(), assemblies: assemblies.sort(), diagnostics };
}

/** The rules of the folders above, up to the host's root. */
function rulesAbove(host: Host, base: string): readonly IgnoreRule[] {
  const rules: IgnoreRule[] = [];
  if (base === "." || !isWithin(".", base)) return rules;
  const folders: string[] = [];
  for (let folder = parentOf(base); ; folder = parentOf(folder)) {
    folders.unshift(folder);
    if (folder === ".") break;
  }
  for (const folder of folders) rules.push(...rulesOf(host, folder));
  return rules;
}

function rulesOf(host: Host, folder: string): readonly IgnoreRule[] {
  const path = joinPath(folder, ".gitignore");
  if (host.kindOf(path) !== "file") return [];
  const content = host.readText(path);
  return "error" in content ? [] : parseGitignore(content.text, folder);
}

function limitNote(folder: string, limit: string): Diagnostic {
  const message = `the search below ${folder} ends at ${limit}; name the folders that hold templates`;
  return { code: "search-limit", severity: "warning", message, location: null };
}
