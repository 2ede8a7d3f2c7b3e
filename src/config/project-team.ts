/**
 * What a project extends -> its packs, loaded as a run loads them; for commands that show documents and judge nothing.
 */
import type { Host } from "../input/app.ts";
import { builtinRules } from "../policy/builtin.ts";
import { DocumentReader } from "../policy/document-reader.ts";
import { currentEdition, newestOf } from "../policy/edition.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { SourceNode } from "../source/node.ts";
import { configurationCode } from "./configuration.ts";
import { ArchitectureFinder } from "./find-architectures.ts";
import { loadExtended } from "./load-extended.ts";
import type { Pack } from "./pack.ts";
import type { Settings } from "./settings.ts";
import { rulesOf, type Team } from "./team.ts";

export interface ProjectTeam {
  readonly team: Team;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param extended what `extends` of the configuration names; see local-packs.ts. */
export function projectTeam(host: Host, extended: readonly SourceNode[]): ProjectTeam {
  const packs: Pack[] = [];
  const settings: Settings[] = [];
  const ownRules = builtinRules();
  const edition = (): string => newestOf(settings.flatMap((one) => one.edition ?? [])) ?? currentEdition;
  const finder = new ArchitectureFinder({
    host,
    rules: () => rulesOf({ ownRules, packs }),
    ofPacks: () => packs.flatMap((pack) => [...pack.architectures.values()]),
    edition,
    readDocument: undefined,
  });
  const team: Team = { ownRules, packs, settings, finder, edition };
  const reader = new DocumentReader(configurationCode);
  loadExtended(extended, host, team, reader);
  return { team, diagnostics: reader.diagnostics };
}
