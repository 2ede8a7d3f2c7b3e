/**
 * The functions that only the Rules section has, besides `Contains`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html
 */
import type { SourceNode } from "../source/node.ts";

export type RuleFunctionName = "EachMemberEquals" | "EachMemberIn" | "RefAll" | "ValueOf" | "ValueOfAll";

export interface RuleFunction {
  readonly name: RuleFunctionName;
  readonly argument: SourceNode;
}

const names: ReadonlyMap<string, RuleFunctionName> = new Map(
  (["EachMemberEquals", "EachMemberIn", "RefAll", "ValueOf", "ValueOfAll"] as const).map((name) => [
    `Fn::${name}`,
    name,
  ]),
);

export function ruleFunctionOf(node: SourceNode): RuleFunction | undefined {
  if (node.kind !== "mapping" || node.entries.size !== 1) return undefined;
  for (const entry of node.entries.values()) {
    const name = names.get(entry.name);
    return name && { name, argument: entry.value };
  }
  return undefined;
}
