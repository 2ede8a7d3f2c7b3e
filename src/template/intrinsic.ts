/**
 * The intrinsic functions of CloudFormation, recognised in one place: nothing outside this room spells "Fn::".
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
import type { SourceNode } from "../source/node.ts";

export type IntrinsicName =
  | "Ref"
  | "GetAtt"
  | "Sub"
  | "Join"
  | "Select"
  | "Split"
  | "FindInMap"
  | "GetAZs"
  | "Cidr"
  | "Base64"
  | "ImportValue"
  | "If"
  | "And"
  | "Or"
  | "Not"
  | "Equals"
  | "Condition"
  | "Length"
  | "ToJsonString"
  | "Transform"
  | "GetStackOutput"
  /** In rules; and in the conditions of what a loop makes. */
  | "Contains";

export interface Intrinsic {
  readonly name: IntrinsicName;
  readonly argument: SourceNode;
  readonly node: SourceNode;
}

const names: ReadonlyMap<string, IntrinsicName> = new Map<string, IntrinsicName>([
  ["Ref", "Ref"],
  ["Condition", "Condition"],
  ...(
    [
      "GetAtt",
      "Sub",
      "Join",
      "Select",
      "Split",
      "FindInMap",
      "GetAZs",
      "Cidr",
      "Base64",
      "ImportValue",
      "If",
      "And",
      "Or",
      "Not",
      "Equals",
      "Length",
      "ToJsonString",
      "Transform",
      "GetStackOutput",
      "Contains",
    ] as const
  ).map((name): [string, IntrinsicName] => [`Fn::${name}`, name]),
]);

/**
 * The intrinsic function that this node is a call of, or undefined for plain data.
 *
 * `{Condition: X}` is a call only inside conditions; elsewhere (an IAM statement has a `Condition` key too) callers
 * must not treat it as one, so it is recognised only with a scalar argument.
 */
export function intrinsicOf(node: SourceNode): Intrinsic | undefined {
  if (node.kind !== "mapping" || node.entries.size !== 1) return undefined;
  for (const entry of node.entries.values()) {
    const name = names.get(entry.name);
    if (name === undefined) return undefined;
    if (name === "Condition" && entry.value.kind !== "scalar") return undefined;
    return { name, argument: entry.value, node };
  }
  return undefined;
}

/** A key that stands for a loop over declarations or properties (`Fn::ForEach::Name`). */
export function isLoopKey(key: string): boolean {
  return key.startsWith("Fn::ForEach");
}

/** A key under which a macro is called on the mapping that it stands in. */
export function isMacroKey(key: string): boolean {
  return key === "Fn::Transform";
}
