/**
 * How the properties of a node say where it stands: one subnet, a list of them, a text with commas, a group's subnets.
 *
 * Invariant: an item that may stand for several subnets is no item but a reason why there may be more.
 * Not here: which type says it where; see placement.ts.
 */
import { type Items, listIn, readAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { partsOf } from "../arn.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";

/** Reads the subnets or zones of a node in a world. */
export type Read = (index: NodeIndex, node: GraphNode, world: World) => Items<Decided>;

const nothing: Items<Decided> = { items: [], open: [] };

export const listAt =
  (...path: readonly string[]): Read =>
  (_index, node, world) =>
    listIn(readAt(node.properties, path, world), world);

/** A property that is one subnet or zone, whatever is known of it. */
export const one =
  (...path: readonly string[]): Read =>
  (_index, node, world) => {
    const value = readAt(node.properties, path, world);
    return { items: value.kind === "absent" ? [] : [value], open: [] };
  };

/** One property of each item of a list. */
export const eachAt =
  (list: readonly string[], ...path: readonly string[]): Read =>
  (_index, node, world) => {
    const { items, open } = listIn(readAt(node.properties, list, world), world);
    return { items: items.map((item) => readAt(item, path, world)).filter(isPresent), open };
  };

/** A list of ids, of which a value from outside may be several. */
export const severalOf = (read: Read): Read => apart(isFromOutside, read);

/** A list that AWS takes as one text with commas. */
export const joined = (read: Read): Read =>
  apart(isMaybeJoined, (index, node, world) => {
    const { items, open } = read(index, node, world);
    return { items: items.flatMap(commaSeparated), open };
  });

/** Subnets of the interfaces that are attached to an instance; of one that the template makes, the interface's own. */
export const interfaceSubnets: Read = (index, node, world) => {
  const { items, open } = listIn(readAt(node.properties, ["NetworkInterfaces"], world), world);
  const subnets = items.flatMap((item) => {
    const written = readAt(item, ["SubnetId"], world);
    if (written.kind !== "absent") return [written];
    const id = readAt(item, ["NetworkInterfaceId"], world);
    const made = nodeNamed(index, id, "AWS::EC2::NetworkInterface", world).node;
    return made === undefined ? [] : [readAt(made.properties, ["SubnetId"], world)];
  });
  return { items: subnets.filter(isPresent), open };
};

/** The subnets of a group that a property names; a group from outside is one reason why nothing is known. */
export const subnetsOfGroup =
  (property: string, type: string): Read =>
  (index, node, world) => {
    const value = readAt(node.properties, [property], world);
    if (value.kind === "absent") return nothing;
    const { node: group, reason } = nodeNamed(index, value, type, world);
    if (group !== undefined) return listIn(readAt(group.properties, ["SubnetIds"], world), world);
    const why = reason ?? reasonOf(value);
    return why === undefined ? nothing : { items: [], open: [why] };
  };

const isPresent = (value: Decided): boolean => value.kind !== "absent";

/** What a list says, with the items that may stand for several as reasons why there may be more. */
const apart =
  (isSeveral: (index: NodeIndex, item: Decided) => boolean, read: Read): Read =>
  (index, node, world) => {
    const found = read(index, node, world);
    const items: Decided[] = [];
    const open = [...found.open];
    for (const item of found.items) {
      const reason = isSeveral(index, item) ? reasonOf(item) : undefined;
      if (reason === undefined) items.push(item);
      else open.push(reason);
    }
    return { items, open };
  };

/** A custom resource, or a stack that is not here, may give a list. */
function isFromOutside(index: NodeIndex, item: Decided): boolean {
  if (item.kind !== "identity" || item.symbol.kind !== "attribute") return false;
  const { stack, logicalId } = item.symbol.resource;
  return index.nodeOf(stack, logicalId)?.type !== "AWS::EC2::Subnet";
}

/** A text of which nothing is known may be several ids joined by commas, unless its parameter's type says otherwise. */
function isMaybeJoined(index: NodeIndex, item: Decided): boolean {
  if (item.kind !== "unknown" || item.derived !== undefined) return false;
  const { kind, stack, name } = item.reason;
  const owner = kind === "parameter" ? index.stacks.find((each) => each.stack.name === stack) : undefined;
  return owner?.template.parameters.get(name)?.type !== "AWS::EC2::Subnet::Id";
}

/** `a,b` written as one text is two items, as EC2 Auto Scaling and Elastic Beanstalk take it. */
function commaSeparated(value: Decided): readonly Decided[] {
  if (value.kind !== "known" && value.kind !== "text") return [value];
  const items: Value[][] = [[]];
  for (const part of partsOf(value)) {
    if (part.kind !== "known") {
      items.at(-1)?.push(part);
      continue;
    }
    for (const [i, piece] of String(part.value).split(",").entries()) {
      if (i > 0) items.push([]);
      const text = piece.trim();
      if (text !== "") items.at(-1)?.push({ kind: "known", value: text, origin: part.origin });
    }
  }
  return items.flatMap((parts): readonly Decided[] => {
    const [only] = parts;
    if (only === undefined) return [];
    return parts.length === 1 && only.kind !== "choice" ? [only] : [{ kind: "text", parts, origin: value.origin }];
  });
}
