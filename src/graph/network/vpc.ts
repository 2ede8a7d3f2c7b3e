/**
 * Which VPC something belongs to, and whether two things are in one.
 *
 * A VPC is named by a resource, by a value from outside, or by nobody: what names neither subnet nor VPC is created in the
 * account's default VPC, which no template declares.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 * Invariant: equal keys are one VPC; different ones differ only where that is known.
 */
import { canonical } from "../../resolve/canonical.ts";
import { textOf } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import type { Ternary } from "../ternary.ts";
import { elsewhere } from "./elsewhere.ts";

export type Vpc =
  | { readonly kind: "declared"; readonly node: GraphNode }
  | { readonly kind: "named"; readonly key: string; readonly id: string | undefined; readonly reason: Reason }
  | { readonly kind: "default" }
  | { readonly kind: "unknown"; readonly reason: Reason };

/** The VPC that a property names; the default one where it is not set. */
export function vpcNamed(index: NodeIndex, value: Decided, owner: GraphNode, world: World): Vpc {
  if (value.kind === "absent") return { kind: "default" };
  const { node } = nodeNamed(index, value, "AWS::EC2::VPC", world);
  if (node !== undefined) return { kind: "declared", node };
  return { kind: "named", key: canonical(value), id: textOf(value), reason: elsewhere("VPC", value, owner) };
}

/** Whether two VPCs are the same one. */
export function sameVpc(a: Vpc, b: Vpc): Ternary {
  if (a.kind === "unknown") return [a.reason];
  if (b.kind === "unknown") return [b.reason];
  if (a.kind === "named" && b.kind === "named") {
    if (a.key === b.key) return true;
    return a.id !== undefined && b.id !== undefined ? false : [a.reason];
  }
  if (a.kind === "named") return [a.reason];
  if (b.kind === "named") return [b.reason];
  if (a.kind === "declared" && b.kind === "declared") return a.node === b.node;
  return a.kind === b.kind;
}

/** What a person calls it. */
export function vpcLabel(vpc: Vpc): string {
  switch (vpc.kind) {
    case "declared":
      return vpc.node.logicalId;
    case "default":
      return "the account's default VPC";
    default:
      return "a VPC that is declared elsewhere";
  }
}
