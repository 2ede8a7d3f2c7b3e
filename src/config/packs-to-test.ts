/**
 * Folders -> packs, with what they extend, loaded as a run loads them.
 *
 * A folder that the project extends comes with all that stands before it in `extends`, whose rules it may name; any other
 * one with what its own settings extend.
 */
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import type { Rule } from "../policy/rule.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { configurationIn } from "./find-configuration.ts";
import { loadNamed } from "./load-extended.ts";
import { extendedIn, foldersIn } from "./local-packs.ts";
import type { Pack } from "./pack.ts";
import { projectTeam } from "./project-team.ts";
import { rulesOf } from "./team.ts";

export interface PacksToTest {
  /** Those that were asked for, and could be found. */
  readonly packs: readonly Pack[];
  /** All that their architectures may require. */
  readonly knownRules: readonly Rule[];
  /** Of everything that was loaded. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * @param named folders, or documents; empty for those that the project extends, else the usual ones
 * @returns undefined where none is named, and nothing looks like a pack
 */
export function packsToTest(host: Host, named: readonly string[]): PacksToTest | undefined {
  const nodes = extendedIn(host, configurationIn(host));
  const extended = foldersIn(nodes);
  const asked = named.length > 0 ? named.map((path) => joinPath(".", path)) : foldersOf(host, extended);
  if (asked.length === 0) return undefined;
  const isOfProject = asked.some((folder) => extended.includes(folder));
  const { team, diagnostics: told } = projectTeam(host, isOfProject ? nodes : []);
  const diagnostics = [...told];
  for (const folder of asked) {
    if (!team.packs.some((pack) => pack.folder === folder))
      diagnostics.push(...loadNamed(folder, host, team).diagnostics);
  }
  return {
    packs: team.packs.filter(({ folder }) => asked.includes(folder)),
    knownRules: rulesOf(team),
    diagnostics,
  };
}

function foldersOf(host: Host, extended: readonly string[]): readonly string[] {
  if (extended.length > 0) return extended;
  const isFolder = (name: string): boolean => host.kindOf(name) === "directory";
  // What else stands in the working directory is no document of a pack.
  const own = ["rules", "architectures"].filter(isFolder);
  return own.length > 0 ? own : ["policy"].filter(isFolder);
}
