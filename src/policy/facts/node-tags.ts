/**
 * `Tags` of a resource, in either form that CloudFormation knows -> a map by key.
 *
 * Most types take a list of `{Key, Value}`, some (SAM, Glue, SSM, API Gateway v2) a map.
 */
import { type Guarded, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { type Fact, type FactMap, missing } from "../fact.ts";
import { valueFact } from "../value-fact.ts";

/** @throws Split where the world does not decide which tags there are. */
export function tagsFact(tags: Value, world: World): FactMap {
  const decided = world.read(tags);
  const fact = valueFact(decided, world);
  if (typeof fact === "object" && fact?.kind === "map") return fact;
  const { items, open } = itemsOf(decided);
  const byKey = new Map<string, Guarded<Value>[]>();
  const unreadable: Reason[] = [...open];
  for (const { guard, value } of items) {
    const key = world.read(valueAt(value, ["Key"]));
    const name = textOf(key);
    if (name === undefined) unreadable.push(...reasonOf(key));
    else byKey.set(name, [...(byKey.get(name) ?? []), { guard, value: valueAt(value, ["Value"]) }]);
  }
  return {
    kind: "map",
    entries: new Map([...byKey].map(([key, values]) => [key, (here) => firstThatHolds(values, here)])),
    open: unreadable,
  };
}

function firstThatHolds(values: readonly Guarded<Value>[], world: World): Fact {
  const found = values.find(({ guard }) => world.holds(guard));
  return found === undefined ? missing : valueFact(found.value, world);
}

function reasonOf(key: Decided): readonly Reason[] {
  if (key.kind === "absent") return [];
  if (key.kind === "unknown") return [key.reason];
  return [{ kind: "tag", name: "key", stack: "", message: "a tag's key is decided at deployment", settle: null }];
}
