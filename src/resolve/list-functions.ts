/**
 * The functions that make lists and choose from them: selecting, splitting, zones, address ranges, counting.
 *
 * Invariant: what cannot be computed is one and the same unknown wherever it is written in the same way.
 */
import type { SourceNode } from "../source/node.ts";
import { canonical } from "./canonical.ts";
import { cidrBlocks } from "./cidr.ts";
import { overWorlds } from "./over-worlds.ts";
import { listIn, numberOf, textOf } from "./reading.ts";
import { zonesReason } from "./reason.ts";
import { invalid, tooMany } from "./refusal.ts";
import type { Scope } from "./scope.ts";
import { splitText } from "./split-text.ts";
import { derive } from "./undecided.ts";
import type { Decided, ListValue, Value } from "./value.ts";
import type { World } from "./world.ts";

/** `Select`: an index and a list. */
export function select(argument: SourceNode, scope: Scope): Value {
  const [indexNode, listNode] = argument.kind === "sequence" ? argument.items : [];
  if (indexNode === undefined || listNode === undefined)
    return invalid("Select takes an index and a list", argument, scope);
  const [index, list] = [scope.valueOf(indexNode), scope.valueOf(listNode)];
  const selected = overWorlds((world) => {
    const [position, values] = [world.read(index), world.read(list)];
    const number = numberOf(position);
    if (number === undefined) return derive("Select", [position, values], argument);
    return selectAt(number, values, world, argument, scope);
  });
  return selected ?? tooMany("Select", argument, scope);
}

function selectAt(index: number, list: Decided, world: World, at: SourceNode, scope: Scope): Value {
  if (!Number.isInteger(index) || index < 0) return invalid(`Select takes an index, not ${index}`, at, scope);
  const known = knownItems(list, world);
  const item = known.items[index];
  if (item !== undefined) return item;
  if (known.isWhole) return invalid(`Select takes item ${index} of a list of ${known.items.length}`, at, scope);
  const [first] = known.items;
  if (list.kind === "list" && first?.kind === "identity" && first.symbol.kind === "zone") {
    return { kind: "identity", symbol: { ...first.symbol, index }, origin: at };
  }
  return derive(`Select ${index}`, [list], at);
}

/** The items up to the first place where an unknown number of items stands. */
function knownItems(list: Decided, world: World): { readonly items: readonly Decided[]; readonly isWhole: boolean } {
  if (list.kind === "known") return { items: [list], isWhole: true };
  if (list.kind !== "list") return { items: [], isWhole: list.kind === "absent" };
  const items: Decided[] = [];
  for (const item of list.items) {
    const inner = listIn({ kind: "list", items: [item], origin: list.origin }, world);
    items.push(...inner.items);
    if (inner.open.length > 0) return { items, isWhole: false };
  }
  return { items, isWhole: list.open === undefined };
}

/** `Split`: a delimiter and a text. */
export function split(argument: SourceNode, scope: Scope): Value {
  const [delimiterNode, textNode] = argument.kind === "sequence" ? argument.items : [];
  const delimiter = delimiterNode && textOf(scope.valueOf(delimiterNode));
  if (textNode === undefined || delimiter === undefined || delimiter === "") {
    return invalid("Split takes a delimiter and a text", argument, scope);
  }
  const text = scope.valueOf(textNode);
  const list = overWorlds((world) => {
    const decided = world.read(text);
    return splitText(delimiter, decided, argument, scope.stack) ?? invalid("Split takes a text", argument, scope);
  });
  return list ?? tooMany("Split", argument, scope);
}

/**
 * `GetAZs`: the zones of a region. Every region has at least two; which and how many is decided at deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
 */
export function zones(argument: SourceNode, scope: Scope): Value {
  const asked = scope.valueOf(argument);
  const list = overWorlds((world) => {
    const decided = world.read(asked);
    // An empty text stands for the stack's own region.
    const own = textOf(decided) === "" || (decided.kind === "known" && decided.value === null);
    return zonesOf(own ? scope.refer("AWS::Region", argument) : decided, argument, scope.stack);
  });
  return list ?? tooMany("GetAZs", argument, scope);
}

function zonesOf(region: Value, at: SourceNode, stack: string): ListValue {
  const zone = (index: number): Value => ({
    kind: "identity",
    symbol: { kind: "zone", index, region: canonical(region), stack },
    origin: at,
  });
  return { kind: "list", origin: at, items: [zone(0), zone(1)], open: zonesReason(stack) };
}

/** `Cidr`: an address block, the number of blocks to make of it, and how many bits each has for its hosts. */
export function cidr(argument: SourceNode, scope: Scope): Value {
  const values = argument.kind === "sequence" ? argument.items.map((item) => scope.valueOf(item)) : [];
  if (values.length < 2) return invalid("Cidr takes an address block and a count", argument, scope);
  const blocks = overWorlds((world) => {
    const decided = values.map((value) => world.read(value));
    const [block, count, bits] = decided;
    const text = block && textOf(block);
    if (text === undefined || decided.some(({ kind }) => kind !== "known"))
      return derive("Cidr", decided, argument, true);
    const made = cidrBlocks(text, count && numberOf(count), bits && numberOf(bits));
    if (made === undefined) return invalid(`Cidr cannot cut ${text} into these blocks`, argument, scope);
    return { kind: "list", origin: argument, items: made.map((value) => ({ kind: "known", value, origin: argument })) };
  });
  return blocks ?? tooMany("Cidr", argument, scope);
}

/** `Length`: how many items a list has. */
export function length(argument: SourceNode, scope: Scope): Value {
  const list = scope.valueOf(argument);
  const count = overWorlds((world) => {
    const decided = world.read(list);
    if (decided.kind === "known" || decided.kind === "map") return invalid("Length takes a list", argument, scope);
    const { items, isWhole } = knownItems(decided, world);
    if (!isWhole) return derive("Length", [decided], argument);
    return { kind: "known", value: items.length, origin: argument };
  });
  return count ?? tooMany("Length", argument, scope);
}
