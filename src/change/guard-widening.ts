/**
 * Two findings of one subject -> whether the later one holds where the earlier one did not.
 *
 * Invariant: said only of what is data. Conditions are compared by the parameters that they test, so that neither another
 * name for a condition hides anything, nor is taken for a change. Where the cases are too many to compare, another
 * wording counts as wider: what cannot be shown to be old is not called old.
 */
import type { Finding, GuardCase } from "../lint/report.ts";

type Part = GuardCase[number];

/** Steps of one comparison. */
const patience = 2_000;

/** @param rename the head's name of a variable of the base */
export function isWider(head: Finding, base: Finding, rename: (variable: string) => string): boolean {
  const before = casesOf(base);
  if (before === "always") return false;
  const now = casesOf(head);
  if (now === "untold" || before === "untold") return now === "always" || head.guard !== base.guard;
  const renamed = before.map((one) => one.map((part) => ({ ...part, variable: rename(part.variable) })));
  const budget = { left: patience };
  return (now === "always" ? [[]] : now).some((one) => !isCovered(one, renamed, budget));
}

function casesOf({ guard, cases, environments }: Finding): readonly GuardCase[] | "always" | "untold" {
  if (cases !== undefined) return cases;
  if (guard !== null) return "untold";
  if (environments.length === 0) return "always";
  return [[{ variable: "environment", values: environments, isExcluded: false }]];
}

/** Whether a case holds only where one of the others does; no where that is too much to tell. */
function isCovered(one: GuardCase, others: readonly GuardCase[], budget: { left: number }): boolean {
  budget.left -= 1;
  if (budget.left < 0) return false;
  const [other, ...rest] = others.filter((candidate) => candidate.every((part) => meets(one, part)));
  if (other === undefined) return false;
  // What the other does not cover is cut off, part by part, and must be covered by the rest.
  let inside = one;
  for (const part of other) {
    const outside = narrowed(inside, { ...part, isExcluded: !part.isExcluded });
    if (outside !== undefined && !isCovered(outside, rest, budget)) return false;
    inside = narrowed(inside, part) ?? inside;
  }
  return true;
}

function meets(one: GuardCase, part: Part): boolean {
  return narrowed(one, part) !== undefined;
}

/** The case where a part of another holds, too; undefined where it cannot. */
function narrowed(one: GuardCase, part: Part): GuardCase | undefined {
  const own = one.find(({ variable }) => variable === part.variable);
  const both = own === undefined ? part : intersection(own, part);
  if (!both.isExcluded && both.values.length === 0) return undefined;
  return [...one.filter((other) => other !== own), both];
}

function intersection(a: Part, b: Part): Part {
  const { variable } = a;
  if (a.isExcluded && b.isExcluded)
    return { variable, values: [...new Set([...a.values, ...b.values])], isExcluded: true };
  const [listed, other] = a.isExcluded ? [b, a] : [a, b];
  const kept = new Set(other.values);
  return { variable, values: listed.values.filter((value) => kept.has(value) !== other.isExcluded), isExcluded: false };
}
