/**
 * A team before any pack is loaded: Stackplumb's own rules, and a finder that knows the packs as they come.
 *
 * What finds architectures is handed in: a run that needs none does not load it.
 */
import type { Host } from "../input/app.ts";
import { builtinRules } from "../policy/builtin.ts";
import { currentEdition, newestOf } from "../policy/edition.ts";
import type { ArchitectureFinder, ReadDocument } from "./find-architectures.ts";
import type { Settings } from "./settings.ts";
import { rulesOf, type Team } from "./team.ts";

export interface TeamOptions {
  /** What documents of architectures are read through. */
  readonly host: Host;
  /** Undefined where no name is expected to be a path. */
  readonly readDocument: ReadDocument | undefined;
  /** The edition that the project's configuration is written for; undefined where it names none. */
  readonly edition: string | undefined;
}

export function newTeam(Finder: typeof ArchitectureFinder, { host, readDocument, edition: own }: TeamOptions): Team {
  const packs: Team["packs"] = [];
  const settings: Settings[] = [];
  const ownRules = builtinRules();
  const edition = (): string => own ?? newestOf(settings.flatMap((one) => one.edition ?? [])) ?? currentEdition;
  const rules = () => rulesOf({ ownRules, packs });
  const finder = new Finder({ host, rules, edition, packs, readDocument });
  return { ownRules, packs, settings, finder, edition };
}
