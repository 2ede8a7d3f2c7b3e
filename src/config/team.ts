/**
 * What packs bring to a run, together.
 */
import type { Rule } from "../policy/rule.ts";
import type { ArchitectureFinder } from "./find-architectures.ts";
import type { Pack } from "./pack.ts";
import type { Settings } from "./settings.ts";

/** What is loaded is added to it. */
export interface Team {
  /** Stackplumb's own. */
  readonly ownRules: readonly Rule[];
  readonly packs: Pack[];
  /** Settings of the packs, those that count least first. */
  readonly settings: Settings[];
  readonly finder: ArchitectureFinder;
  /** What the project's configuration says, else what packs say that were loaded so far. */
  readonly edition: () => string;
}

/** All rules that there are. */
export function rulesOf({ ownRules, packs }: Pick<Team, "ownRules" | "packs">): readonly Rule[] {
  return packs.length === 0 ? ownRules : [...ownRules, ...packs.flatMap(({ rules }) => rules)];
}
