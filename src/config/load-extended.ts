/**
 * `extends:` -> packs, with what they extend themselves, the farthest first.
 *
 * What is named is a folder beside the file that names it (`./policy`), or an npm package that is installed
 * (`@acme/policy`, `@acme/policy@1.2`). Invariant: bounded in depth and number; nothing of a pack is executed, and the host
 * decides what may be read.
 */
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import { DocumentReader } from "../policy/document-reader.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type ScalarNode, type SourceNode, spanOf } from "../source/node.ts";
import { parseSource } from "../source/parse.ts";
import { architectureOfIn } from "./find-architectures.ts";
import { loadPack } from "./load-pack.ts";
import { packCode } from "./pack.ts";
import { readPackSettings } from "./read-pack-settings.ts";
import { noSettings, type Settings } from "./settings.ts";
import { rulesOf, type Team } from "./team.ts";

const deepest = 5;
const mostPacks = 20;

/** @param nodes names as `extends` of the configuration gives them; what is wrong is told at them. */
export function loadExtended(
  nodes: readonly SourceNode[],
  host: Host,
  team: Team,
  reader: DocumentReader,
): readonly Rule[] {
  new Extension(host, team, ".").extend(nodes, ".", [], reader);
  return rulesOf(team);
}

/**
 * The pack of an organisation, in a folder that a person named.
 *
 * @returns its settings, and what is wrong with it
 */
export function loadPolicy(folder: string, host: Host, team: Team): ReturnType<typeof loadNamed> {
  const own = joinPath(".", folder);
  if (host.kindOf(own) !== "file") return loadNamed(folder, host, team);
  const message = `${own} is a file: a policy is the folder that holds it`;
  return { settings: noSettings(own), diagnostics: [{ code: packCode, severity: "error", message, location: null }] };
}

/** A pack, or a document by itself, that a person named. */
export function loadNamed(
  folder: string,
  host: Host,
  team: Team,
): { readonly settings: Settings; readonly diagnostics: readonly Diagnostic[] } {
  const reader = new DocumentReader(packCode);
  const own = joinPath(".", folder);
  const settings = new Extension(host, team, own).load(own, [], reader);
  // Also where it says nothing, what fails a build is not for the project to lower.
  return { settings: settings ?? noSettings(own), diagnostics: reader.diagnostics };
}

class Extension {
  readonly #host: Host;
  readonly #team: Team;
  readonly #root: string;

  /** @param root the folder whose node_modules counts: a repository does not choose the packages of a policy. */
  constructor(host: Host, team: Team, root: string) {
    this.#host = host;
    this.#team = team;
    this.#root = root;
  }

  /** @param from the folder of who names them. @param trail the folders that led here */
  extend(nodes: readonly SourceNode[], from: string, trail: readonly string[], reader: DocumentReader): void {
    for (const node of nodes) {
      const text = reader.text(node, "extends");
      const folder = text && this.#folderOf(text, from, reader);
      if (text === undefined || folder === undefined) continue;
      if (trail.includes(folder)) {
        reader.error(text, `${[...trail, folder].join(" extends ")}: none of them can be first`);
      } else if (this.#team.packs.some((pack) => pack.folder === folder)) {
        // What several extend counts once.
      } else if (trail.length >= deepest || this.#team.packs.length >= mostPacks) {
        reader.error(text, `packs may extend each other ${deepest} deep, ${mostPacks} of them at most`);
      } else this.load(folder, trail, reader, text);
    }
  }

  /** @param named where the folder is named; undefined for a person's word. */
  load(folder: string, trail: readonly string[], reader: DocumentReader, named?: SourceNode): Settings | undefined {
    const { ownRules, packs, settings, finder } = this.#team;
    this.extend(this.#parentsOf(folder), folder, [...trail, folder], reader);
    const pack = loadPack(this.#host, folder, ownRules, packs);
    const place = named === undefined ? null : spanOf(named);
    reader.diagnostics.push(...pack.diagnostics.map((one) => ({ ...one, location: one.location ?? place })));
    packs.push(pack);
    if (pack.settings === undefined) return undefined;
    const held = settings.flatMap(({ architectures }) => architectures.map(({ architecture }) => architecture));
    const context = { rules: rulesOf(this.#team), held, architectureOf: architectureOfIn(finder, "pack") };
    const read = readPackSettings(pack.settings, context, finder.named, reader);
    settings.push(read);
    return read;
  }

  /** What a pack extends has to be there before it, because its rules and architectures may name it. */
  #parentsOf(folder: string): readonly SourceNode[] {
    for (const name of ["stackplumb.yaml", "stackplumb.yml"]) {
      const path = joinPath(folder, name);
      const content = this.#host.kindOf(path) === "file" ? this.#host.readText(path) : undefined;
      if (content === undefined || "error" in content) continue;
      const node = childOf(parseSource(path, content.text).root, "extends");
      return node === undefined ? [] : node.kind === "sequence" ? node.items : [node];
    }
    return [];
  }

  #folderOf(node: ScalarNode, from: string, reader: DocumentReader): string | undefined {
    const { text } = node;
    if (/^\.\.?(?:\/|$)/.test(text)) {
      const folder = joinPath(from, text);
      if (this.#host.kindOf(folder) === "directory") return folder;
      const isFile = this.#host.kindOf(folder) === "file";
      const message = isFile
        ? `${folder} is a file: a pack is the folder that holds it`
        : `there is no folder ${folder} that could be read`;
      reader.error(node, message);
      return undefined;
    }
    const [, name, version] =
      /^((?:@[a-z0-9][\w.-]{0,100}\/)?[a-z0-9][\w.-]{0,100})(?:@([\w.+-]{1,60}))?$/i.exec(text) ?? [];
    if (name === undefined) {
      reader.error(
        node,
        `${text} is no folder and no package: a folder's path begins with ./, and a package is called as on npm`,
      );
      return undefined;
    }
    return this.#package(node, name, version, reader);
  }

  #package(node: ScalarNode, name: string, version: string | undefined, reader: DocumentReader): string | undefined {
    const folder = joinPath(this.#root, `node_modules/${name}`);
    if (this.#host.kindOf(folder) !== "directory") {
      const hint = this.#host.kindOf(name) === "directory" ? ` For the folder, write ./${name}.` : "";
      reader.error(node, `there is no package ${name} in node_modules; install it first.${hint}`);
      return undefined;
    }
    if (version === undefined) return folder;
    const installed = this.#versionOf(folder);
    if (installed === version || installed?.startsWith(`${version}.`)) return folder;
    reader.error(node, `${name} is installed at version ${installed ?? "unknown"}, not ${version}`);
    return undefined;
  }

  #versionOf(folder: string): string | undefined {
    const path = `${folder}/package.json`;
    const content = this.#host.readText(path);
    const node = "text" in content ? childOf(parseSource(path, content.text).root, "version") : undefined;
    return node?.kind === "scalar" ? node.text : undefined;
  }
}
