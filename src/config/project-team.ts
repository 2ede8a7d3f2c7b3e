/**
 * What a project extends -> its packs, loaded as a run loads them; for commands that show documents and judge nothing.
 */
import type { Host } from "../input/app.ts";
import { DocumentReader } from "../policy/document-reader.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { SourceNode } from "../source/node.ts";
import { configurationCode } from "./configuration.ts";
import { ArchitectureFinder } from "./find-architectures.ts";
import { loadExtended } from "./load-extended.ts";
import { newTeam } from "./new-team.ts";
import type { Team } from "./team.ts";

export interface ProjectTeam {
  readonly team: Team;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param extended what `extends` of the configuration names; see local-packs.ts. */
export function projectTeam(host: Host, extended: readonly SourceNode[]): ProjectTeam {
  const team = newTeam(ArchitectureFinder, { host, readDocument: undefined, edition: undefined });
  const reader = new DocumentReader(configurationCode);
  loadExtended(extended, host, team, reader);
  return { team, diagnostics: reader.diagnostics };
}
