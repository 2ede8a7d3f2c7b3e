/**
 * A name that a person wrote -> the rule that has it, or words that help.
 */
import { didYouMean } from "./nearest.ts";
import type { Rule } from "./rule.ts";

/** By id or name, in any case. */
export function findRule(rules: readonly Rule[], name: string): Rule | undefined {
  const asked = name.toLowerCase();
  return rules.find((rule) => rule.id.toLowerCase() === asked || rule.name.toLowerCase() === asked);
}

export function noSuchRule(rules: readonly Rule[], name: string): string {
  const meant = didYouMean(
    name,
    rules.flatMap((rule) => [rule.id, rule.name]),
  );
  return `There is no rule ${name}.${meant} \`stackplumb rules\` lists them.`;
}
