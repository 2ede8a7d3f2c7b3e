/**
 * Reading the properties of SAM resources while they are still nodes.
 *
 * Invariant: `null` is absent, as SAM takes it. What an intrinsic function says is not decided here; see ../evaluate.
 */
import { childOf, type MappingNode, type SourceNode } from "../../source/node.ts";
import { intrinsicOf } from "../../template/intrinsic.ts";
import { isNull } from "../../template/section.ts";

/** The value under a key, where there is one that is not null. */
export function given(node: SourceNode | undefined, name: string): SourceNode | undefined {
  const value = childOf(node, name);
  return value === undefined || isNull(value) ? undefined : value;
}

/** The value under a key where it is a mapping of plain data. */
export function mappingAt(node: SourceNode | undefined, name: string): MappingNode | undefined {
  return asMapping(given(node, name));
}

/** The node where it is a mapping of plain data, not a call of an intrinsic function. */
export function asMapping(node: SourceNode | undefined): MappingNode | undefined {
  return node?.kind === "mapping" && intrinsicOf(node) === undefined ? node : undefined;
}

/** A literal's text as it was written. */
export function literal(node: SourceNode | undefined): string | undefined {
  return node?.kind === "scalar" && node.value !== null ? node.text : undefined;
}

/** A literal boolean, in any of the spellings that SAM takes. */
export function literalBoolean(node: SourceNode | undefined): boolean | undefined {
  const text = literal(node)?.toLowerCase();
  return text === "true" ? true : text === "false" ? false : undefined;
}

/** Items of a list; a single value counts as a list of one. */
export function listed(node: SourceNode | undefined): readonly SourceNode[] {
  if (node === undefined) return [];
  return node.kind === "sequence" ? node.items : [node];
}

/** The logical id (or parameter) that `Ref` names. */
export function refTarget(node: SourceNode | undefined): string | undefined {
  const call = node && intrinsicOf(node);
  return call?.name === "Ref" ? literal(call.argument) : undefined;
}

/** The logical id and the attribute that `Fn::GetAtt` names, in either of its forms. */
export function getAttTarget(node: SourceNode | undefined): { logicalId: string; attribute: string } | undefined {
  const call = node && intrinsicOf(node);
  if (call?.name !== "GetAtt") return undefined;
  const { argument } = call;
  if (argument.kind === "sequence") {
    const [logicalId, attribute] = argument.items.map(literal);
    return logicalId !== undefined && attribute !== undefined ? { logicalId, attribute } : undefined;
  }
  const text = literal(argument);
  const dot = text?.indexOf(".") ?? -1;
  return text !== undefined && dot > 0 ? { logicalId: text.slice(0, dot), attribute: text.slice(dot + 1) } : undefined;
}

export interface Branches {
  readonly condition: string;
  readonly then: SourceNode;
  readonly otherwise: SourceNode;
}

/** The condition and both branches of a complete `Fn::If`. */
export function branchesOf(node: SourceNode | undefined): Branches | undefined {
  const call = node && intrinsicOf(node);
  if (call?.name !== "If" || call.argument.kind !== "sequence") return undefined;
  const [conditionNode, then, otherwise] = call.argument.items;
  const condition = literal(conditionNode);
  if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
  return { condition, then, otherwise };
}

export function isNoValue(node: SourceNode): boolean {
  return refTarget(node) === "AWS::NoValue";
}
