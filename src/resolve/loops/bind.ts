/**
 * The body of a loop and one item of its collection -> the body with the item put in.
 *
 * `${Id}` and `&{Id}` are replaced in every text, keys included, and `Ref` of the identifier becomes the item; `&{Id}`
 * leaves out what is neither letter nor digit. What does not speak of the loop stays the node that it is.
 * Invariant: nodes keep their places. A text stands where its pattern was written, an item where the list has it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
import type { MappingNode, ScalarNode, SourceNode } from "../../source/node.ts";
import { intrinsicOf } from "../../template/intrinsic.ts";

/** What an identifier stands for in one round of a loop. */
export interface Item {
  readonly text: string;
  /** Where the item was written; null where it was given from outside. */
  readonly origin: SourceNode | null;
}

/** Items by identifier: those of all loops around the place. */
export type Bindings = ReadonlyMap<string, Item>;

export function bindText(text: string, bindings: Bindings): string {
  if (bindings.size === 0 || !text.includes("{")) return text;
  let bound = "";
  let from = 0;
  for (;;) {
    const brace = text.indexOf("{", from);
    const end = brace < 0 ? -1 : text.indexOf("}", brace);
    if (end < 0) return bound + text.slice(from);
    const mark = text.charAt(brace - 1);
    const item = mark === "$" || mark === "&" ? bindings.get(text.slice(brace + 1, end)) : undefined;
    if (item === undefined) {
      bound += text.slice(from, brace + 1);
      from = brace + 1;
      continue;
    }
    bound += text.slice(from, brace - 1) + (mark === "$" ? item.text : item.text.replace(/[^0-9A-Za-z]/g, ""));
    from = end + 1;
  }
}

export function bindScalar(node: ScalarNode, bindings: Bindings): ScalarNode {
  const text = bindText(node.text, bindings);
  return text === node.text ? node : { ...node, text, value: text };
}

/** The item, where the node is a `Ref` of an identifier. */
export function itemNamedBy(node: MappingNode, bindings: Bindings): ScalarNode | undefined {
  const call = bindings.size === 0 ? undefined : intrinsicOf(node);
  if (call?.name !== "Ref" || call.argument.kind !== "scalar") return undefined;
  const item = bindings.get(call.argument.text);
  if (item === undefined) return undefined;
  const { file, start, end } = item.origin ?? node;
  return { kind: "scalar", file, start, end, value: item.text, text: item.text };
}

/**
 * The text of a substitution in which nothing is left to be put in, so that it can stand where only texts may: in
 * `Condition`, in `DependsOn`.
 */
export function wholeText(node: MappingNode): ScalarNode | undefined {
  const call = intrinsicOf(node);
  if (call?.name !== "Sub" || call.argument.kind !== "scalar" || call.argument.text.includes("${")) return undefined;
  return call.argument;
}
