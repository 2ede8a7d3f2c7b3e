/**
 * A guard -> the cases in which it holds, as data that two reports can be compared by: words for people name conditions,
 * and a condition may mean something else after a change.
 *
 * Invariant: equal guards over equal parameters give equal cases, whatever their conditions are called.
 */
import { cubesIn } from "../resolve/describe-guard.ts";
import type { Guard } from "../resolve/guard.ts";
import type { Literal } from "../resolve/literal.ts";
import { compareText } from "./location.ts";
import type { Finding, GuardCase } from "./report.ts";

/** A variable with no more values than these is told by those that it has, also where it is told by those that it has not. */
const listedValues = 32;
/** Name of the variable that tells environments apart. */
const environmentVariable = "environment";

/**
 * @param given what holds in every world that there is
 * @param hide takes secrets out of a text
 * @returns undefined where there are too many cases to list
 */
export function casesOf(guard: Guard, given: Guard, hide: (text: string) => string): readonly GuardCase[] | undefined {
  return cubesIn(guard, given)?.map((cube) => [...cube.values()].map((literal) => partOf(literal, hide)));
}

function partOf({ variable, values, isExcluded }: Literal, hide: (text: string) => string): GuardCase[number] {
  const all = variable.values;
  const isListed = isExcluded && all !== undefined && all.length <= listedValues;
  const told = isListed ? all.filter((value) => !values.has(value)) : [...values];
  return {
    variable: hide(variable.id),
    values: told.map(hide).sort(compareText),
    isExcluded: isExcluded && !isListed,
  };
}

/** The cases of one finding in several environments; undefined where it always holds, or where some cannot be listed. */
export function mergeCases(findings: readonly Finding[]): readonly GuardCase[] | undefined {
  if (findings.every(({ guard }) => guard === null)) return undefined;
  const all: GuardCase[] = [];
  for (const { guard, cases, environments } of findings) {
    if (guard !== null && cases === undefined) return undefined;
    const here = { variable: environmentVariable, values: environments, isExcluded: false };
    for (const one of cases ?? [[]]) all.push([here, ...one]);
  }
  return all;
}
