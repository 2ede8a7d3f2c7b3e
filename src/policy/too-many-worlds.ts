/**
 * An exploration that was not finished -> the reason why its verdict is unknown, and what would settle it.
 */
import type { Reason } from "../resolve/value.ts";
import { type Exploration, maximalWorlds, splitsOf } from "./explore.ts";

/** Names the parameters and conditions, the first asked for first: pinning these leaves the fewest combinations. */
export function tooManyWorlds(exploration: Exploration<unknown>): Reason {
  const labels = new Set(splitsOf(exploration).map(({ label }) => label.replace(/ \(comparison \d+\)$/, "")));
  const names = [...labels].filter((label) => /^[\w:]+$/.test(label));
  const pins = names.slice(0, 3).map((name) => `--scenario ${name}=...`);
  return {
    kind: "limit",
    name: `worlds ${names.join()}`,
    stack: "",
    message: `the verdict depends on more than ${maximalWorlds} combinations of ${listed(names)}`,
    settle: pins.length === 0 ? null : pins.join(" "),
  };
}

/** At most a handful of names. */
function listed(names: readonly string[]): string {
  const few = names.slice(0, 5);
  if (names.length > few.length) return `${few.join(", ")} and ${names.length - few.length} more`;
  return few.join(", ") || "parameters and conditions";
}
