/**
 * Which ports a rule of a security group is for.
 *
 * Invariant: ports that are not known keep the reason; nothing is covered for sure by them.
 */
import { numberOf, readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { portOf } from "../stores/database.ts";
import type { Ternary } from "../ternary.ts";

/** A range of ports, both ends included; `all` for every protocol and port. */
export type Ports =
  | { readonly kind: "all" }
  | { readonly kind: "range"; readonly protocol: string; readonly from: number; readonly to: number }
  | { readonly kind: "unknown"; readonly reason: Reason };

const protocols: ReadonlyMap<string, string> = new Map([
  ["6", "tcp"],
  ["17", "udp"],
  ["1", "icmp"],
  ["58", "icmpv6"],
]);

export function portsOf(index: NodeIndex, rule: Value, declaredBy: GraphNode, world: World): Ports {
  const protocol = readAt(rule, ["IpProtocol"], world);
  const name = protocol.kind === "absent" ? "-1" : textOf(protocol)?.toLowerCase();
  if (name === undefined) return { kind: "unknown", reason: reasonOf(protocol) ?? invalid(declaredBy) };
  if (name === "-1" || name === "all") return { kind: "all" };
  const ends = [readAt(rule, ["FromPort"], world), readAt(rule, ["ToPort"], world)] as const;
  if (ends.every((end) => end.kind === "absent")) return range(name, 0, 65_535);
  const [low, high] = ends.map((end) => portNumber(index, end, world));
  if (low !== undefined && high !== undefined) return low === -1 ? range(name, 0, 65_535) : range(name, low, high);
  const [reason] = ends.flatMap((end) => reasonOf(end) ?? []);
  return { kind: "unknown", reason: reason ?? invalid(declaredBy) };
}

/** A port that is written, or that is named as a database's own, as CDK does. */
function portNumber(index: NodeIndex, end: Decided, world: World): number | undefined {
  if (end.kind !== "identity" || end.symbol.kind !== "attribute" || !end.symbol.attribute.endsWith("Endpoint.Port"))
    return numberOf(end);
  const { stack, logicalId } = end.symbol.resource;
  const database = index.nodeOf(stack, logicalId);
  return database === undefined ? undefined : portOf(database, world);
}

function range(protocol: string, from: number, to: number): Ports {
  return { kind: "range", protocol: protocols.get(protocol) ?? protocol, from, to };
}

function invalid({ logicalId, stack }: GraphNode): Reason {
  const message = `a port of ${logicalId} is no number`;
  return { kind: "invalid", name: logicalId, stack: stack.stack.name, message, settle: null };
}

/** Whether a TCP port is among these. */
export function coversTcp(ports: Ports, port: number): Ternary {
  if (ports.kind === "all") return true;
  if (ports.kind === "unknown") return [ports.reason];
  return ports.protocol === "tcp" && ports.from <= port && port <= ports.to;
}
