/**
 * Needs of flows: which of them says more than another, and how documents write them.
 */
import type { Need } from "./architecture.ts";

/** Both lists in one, without what another need of them already asks for. */
export function bothNeeds(a: readonly Need[], b: readonly Need[]): readonly Need[] {
  const all = new Map<string, Need>();
  for (const need of [...a, ...b]) if (!all.has(identityOf(need))) all.set(identityOf(need), need);
  const needs = [...all.values()];
  return needs.filter((need) => !needs.some((other) => other !== need && implies(other, need)));
}

/** The same for `can(a|b)` and `can(b|a)`. */
function identityOf(need: Need): string {
  const values = need.kind === "can" ? need.actions : need.kind === "reach" ? need.ports : [];
  return values.length === 0 ? needText(need) : `${need.kind} ${[...values].map(String).sort().join(" ")}`;
}

/** Whether whoever has the one has the other. */
function implies(one: Need, other: Need): boolean {
  if (one.kind === "can" && other.kind === "can") return one.actions.every((action) => other.actions.includes(action));
  if (one.kind === "reach" && other.kind === "reach") return one.ports.every((port) => other.ports.includes(port));
  return one.kind === "triggers" && other.kind === "triggers" && other.events === null;
}

export function needText(need: Need): string {
  switch (need.kind) {
    case "can":
      return `can(${need.actions.join("|")})`;
    case "reach":
      return `reach(${need.ports.join("|")})`;
    case "triggers":
      return need.events === null ? "triggers" : `triggers(${need.events})`;
    default:
      return need.kind;
  }
}
