/**
 * Editions: what a project is held to stays the same until it asks for more.
 *
 * An edition fixes which rules count, how grave they are, and what the built-in architectures demand. What is newer comes
 * as a preview: a rule that is told as information and never fails; an architecture that is not there yet.
 */
import type { Rule } from "./rule.ts";

/** Those that there are, oldest first. A year; a document says `edition: 2026`. */
export const editions: readonly string[] = ["2026"];

/** What rules that are written now say after `since:`. It is no edition that could be asked for before its release. */
export const nextEdition = "2027";

/** In force where nobody says which. */
export const currentEdition: string = editions.at(-1) ?? nextEdition;

/** Editions that `since:` can name. */
export const namedEditions: readonly string[] = [...editions, nextEdition];

/** Undefined for none. */
export function newestOf(names: readonly string[]): string | undefined {
  return namedEditions.findLast((name) => names.includes(name));
}

/** Whether what came with `since` is not part of `edition` yet. @param since undefined for the first edition */
export function isNewer(since: string | undefined, edition: string): boolean {
  return since !== undefined && namedEditions.indexOf(since) > namedEditions.indexOf(edition);
}

/**
 * The rules as an edition has them: newer ones, and those whose author says so, as previews; of the others the severities
 * that the edition knows.
 */
export function rulesOfEdition(rules: readonly Rule[], edition: string): readonly Rule[] {
  return rules.some(({ since, preview, severity }) => since ?? preview ?? severity.some((one) => one.since))
    ? rules.map((rule) => ruleOfEdition(rule, edition))
    : rules;
}

function ruleOfEdition(rule: Rule, edition: string): Rule {
  if (rule.preview === true || isNewer(rule.since, edition))
    return { ...rule, preview: true, severity: [{ when: null, is: "info" }] };
  const severity = rule.severity.filter(({ since }) => !isNewer(since, edition));
  return severity.length === rule.severity.length ? rule : { ...rule, severity };
}

/** Of the things with one name the newest that the edition knows. */
export function latestOfEdition<T extends { readonly name: string; readonly since?: string }>(
  things: readonly T[],
  edition: string,
): readonly T[] {
  const known = things.filter(({ since }) => !isNewer(since, edition));
  return known.filter(
    (one) => !known.some((other) => other.name === one.name && isNewer(other.since, one.since ?? firstEdition)),
  );
}

const firstEdition = namedEditions[0] ?? nextEdition;

/** Whether a rule, or how grave it is, has come or changed after an edition. */
export function hasChangedSince({ since, severity }: Rule, edition: string): boolean {
  return isNewer(since, edition) || severity.some((one) => isNewer(one.since, edition));
}
