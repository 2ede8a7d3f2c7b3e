/** Types of facts -> the most special type that all of them are; undefined where there is none. */
import type { FactRegistry } from "./fact.ts";

export function typeOfAll(types: readonly string[], registry: FactRegistry): string | undefined {
  const [first = "", ...others] = types;
  const lineages = others.map((type) => registry.lineage(type));
  return registry.lineage(first).find((type) => lineages.every((line) => line.includes(type)))?.name;
}
