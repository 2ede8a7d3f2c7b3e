/**
 * A folder -> the documents that a pack has in it.
 *
 * A pack has its documents in `rules` and `architectures`, and what looks like one may stand beside these; a folder
 * without `rules` and without settings is all documents.
 * Invariant: bounded in files, bytes and depth, whatever the folder holds; links to folders are not followed. What a
 * `.gitignore` says does not matter here: a pack may stand in node_modules.
 */
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import { configurationNames } from "./find-configuration.ts";

export interface PackFile {
  readonly path: string;
  readonly text: string;
}

export interface PackFiles {
  /** Rules and architectures, in the order of their paths. */
  readonly documents: readonly PackFile[];
  readonly settings: PackFile | undefined;
  /** What could not be read, a sentence each. */
  readonly errors: readonly string[];
}

/** Documents of one pack. */
export const maximalFiles = 1_000;
/** Characters of one document. */
export const maximalDocument = 500_000;
/** Characters of all documents of a pack. */
const maximalPack = 20_000_000;
const maximalEntries = 50_000;
const maximalDepth = 20;

const documentFolders = ["rules", "architectures"] as const;
const passedOverFolders: ReadonlySet<string> = new Set(["node_modules", "cdk.out"]);

/** @param folder a pack, a folder of documents, or one document. */
export function packFiles(host: Host, folder: string): PackFiles {
  const here = new Map((host.list(folder) ?? []).map(({ name, kind }) => [name, kind]));
  const settingsName = configurationNames.find((name) => here.get(name) === "file");
  const own = documentFolders.filter((name) => here.get(name) === "directory");
  const isPack = own.includes("rules") || settingsName !== undefined;
  const isFile = host.kindOf(folder) === "file";
  const found = isFile
    ? { paths: [folder], errors: [] }
    : find(host, isPack ? own.map((name) => joinPath(folder, name)) : [folder]);
  const errors = [...found.errors];
  const read = (path: string): readonly PackFile[] => {
    const content = host.readText(path);
    if ("error" in content) errors.push(`${path} cannot be read: ${content.error}`);
    else if (content.text.length > maximalDocument)
      errors.push(`${path} is longer than ${maximalDocument} characters, and is not read`);
    else return [{ path, text: content.text }];
    return [];
  };
  const beside = isPack ? [...here].filter(([name, kind]) => kind === "file" && isDocumentName(name)) : [];
  const documents = beside
    .map(([name]) => ({ path: joinPath(folder, name), content: host.readText(joinPath(folder, name)) }))
    .flatMap(({ path, content }) =>
      "text" in content && looksLikeDocument(content.text) ? [{ path, text: content.text }] : [],
    );
  let left = maximalPack;
  for (const path of found.paths) {
    const [file] = read(path);
    left -= file?.text.length ?? 0;
    if (left < 0) {
      errors.push(
        `the documents of ${folder} have more than ${maximalPack} characters; ${path} and what follows is not read`,
      );
      break;
    }
    if (file !== undefined) documents.push(file);
  }
  const [settings] = settingsName === undefined ? [] : read(joinPath(folder, settingsName));
  return { documents, settings, errors };
}

/** The YAML files below folders. */
function find(
  host: Host,
  folders: readonly string[],
): { readonly paths: readonly string[]; readonly errors: readonly string[] } {
  const paths: string[] = [];
  const open = folders.map((folder) => ({ folder, depth: 0 }));
  let entriesLeft = maximalEntries;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, depth } = next;
    for (const { name, kind } of host.list(folder) ?? []) {
      const path = joinPath(folder, name);
      if (--entriesLeft < 0 || paths.length > maximalFiles || depth > maximalDepth)
        return {
          paths: [],
          errors: [
            `${folders.join(" and ")} holds more than a pack may: ${maximalFiles} documents, ${maximalDepth} levels, ${maximalEntries} entries`,
          ],
        };
      if (kind === "directory" && !passedOverFolders.has(name) && !name.startsWith("."))
        open.push({ folder: path, depth: depth + 1 });
      else if (kind === "file" && isDocumentName(name)) paths.push(path);
    }
  }
  return { paths: paths.sort(), errors: [] };
}

function isDocumentName(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !configurationNames.includes(name);
}

function looksLikeDocument(text: string): boolean {
  if (text.length > maximalDocument) return false;
  return /^kind: *["']?Architecture\b/m.test(text) || (/^id:/m.test(text) && /^require:/m.test(text));
}
