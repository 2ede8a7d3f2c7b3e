import type { SourceNode } from "../source/node.ts";

/**
 * A scalar as CloudFormation compares it with a parameter's value: numbers as they are written (`0123` keeps its zero),
 * `True` as `true`. Undefined for anything else.
 */
export function scalarText(node: SourceNode | undefined): string | undefined {
  if (node?.kind !== "scalar") return undefined;
  if (typeof node.value === "number") return node.text;
  return node.value === null ? "" : String(node.value);
}
