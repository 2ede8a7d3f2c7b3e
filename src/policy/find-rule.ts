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
  const ofTeam = meant === "" && /^[A-Z]{4,}\d{3}$/.test(name);
  const where = ofTeam ? " A team's rule comes with the pack that `extends` names." : meant;
  return `There is no rule ${name}.${where} \`stackplumb rules\` lists them.`;
}
