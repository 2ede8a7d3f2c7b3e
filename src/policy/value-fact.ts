/**
 * Values of templates -> facts of type `dyn`.
 *
 * Invariant: what is set is never missing, whatever it is; so `has()` can be answered where the value cannot be known.
 * Lists keep the guards of their items, so that a rule splits only on those that matter.
 */
import { itemsOf } from "../resolve/reading.ts";
import type { Decided, MapValue, Value } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import { type Fact, type FactMap, missing } from "./fact.ts";

/**
 * A property's value in a world.
 * @throws Split where the world does not decide which alternative holds.
 */
export function valueFact(value: Value, world: World): Fact {
  const decided = world.read(value);
  return decided.kind === "absent" ? missing : presentFact(decided, world);
}

function presentFact(value: Exclude<Decided, { kind: "absent" }>, world: World): Fact {
  switch (value.kind) {
    case "known":
      return value.value;
    case "list": {
      const { items, open } = itemsOf(value);
      return {
        kind: "list",
        open,
        items: items.flatMap(({ guard, value: item }) =>
          item.kind === "absent" ? [] : [{ guard, value: noting(item, world) }],
        ),
      };
    }
    case "map":
      return mapFact(value);
    default:
      return { kind: "symbolic", value };
  }
}

function mapFact(map: MapValue): FactMap {
  const entries = new Map<string, (world: World) => Fact>();
  for (const [key, value] of map.entries) entries.set(key, (here) => valueFact(value, here));
  return { kind: "map", entries, ...(map.open && { open: [map.open] }) };
}

/** Items were decided without the world: what they assume must still be told to it. */
function noting(item: Exclude<Decided, { kind: "absent" }>, world: World): Fact {
  for (const parameter of item.assumed ?? []) world.assumed.add(parameter);
  return presentFact(item, world);
}
