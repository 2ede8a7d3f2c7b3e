/** Three-valued truths of the graph -> facts. */
import { isUnknown, type Ternary } from "../graph/ternary.ts";
import { type Fact, type FactItem, unknown } from "./fact.ts";

export function ternaryFact(truth: Ternary): Fact {
  return isUnknown(truth) ? unknown(...truth) : truth;
}

/** An element of a list that is there only where something is true: left out, there, or in doubt. */
export function itemWhere(truth: Ternary, item: FactItem): readonly FactItem[] {
  if (truth === false) return [];
  return [truth === true ? item : { ...item, doubt: [...(item.doubt ?? []), ...truth] }];
}
