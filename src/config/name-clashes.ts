/**
 * A rule of a team -> the reasons why it cannot be called so.
 *
 * Ids and names are looked up in the same way, so that neither may be taken. Ids of three letters are kept: no rule of
 * Stackplumb's own that comes later stands in for a team's, or stops its runs.
 */
import { findRule } from "../policy/find-rule.ts";
import type { Rule } from "../policy/rule.ts";
import type { Span } from "../source/span.ts";
import type { Pack } from "./pack.ts";

export interface NameClash {
  readonly message: string;
  readonly place: Span;
}

/** @param others what is loaded already. @param places where the rule's id and name are written. */
export function nameClashes(
  { id, name }: Rule,
  places: { readonly id: Span; readonly name: Span },
  ownRules: readonly Rule[],
  others: readonly Pick<Pack, "rules" | "sources">[],
): readonly NameClash[] {
  const clashes: NameClash[] = [];
  for (const [what, place] of [
    [id, places.id],
    [name, places.name],
  ] as const) {
    const own = findRule(ownRules, what);
    // Of a rule that is there under both, one word is enough.
    if (own !== undefined && (what === id || own.id !== id))
      clashes.push({
        message: `${what} is a rule of Stackplumb's own (${own.id} ${own.name}); give this one another`,
        place,
      });
    for (const { rules, sources } of others) {
      const taken = findRule(rules, what);
      const first = taken && sources.get(taken.id)?.place;
      if (first !== undefined)
        clashes.push({
          message: `${what} is taken by the rule at ${first.file}:${first.start.line}:${first.start.column}`,
          place,
        });
    }
  }
  if (clashes.length > 0 || !/^[A-Z]{3}\d{3}$/.test(id)) return clashes;
  return [
    {
      message: `${id} may be a rule of Stackplumb's own one day: ids of three letters are kept for those. Take a longer one, as TEAM${id.slice(3)}`,
      place: places.id,
    },
  ];
}
