/**
 * Which function a value names, and with which qualifier: `!GetAtt Fn.Arn`, `!Ref Alias`, `!Sub ${Fn.Arn}:live`.
 *
 * A permission for a function, for a version and for an alias are three different things to Lambda.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */

import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { Parts } from "../arn.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";

export interface FunctionName {
  readonly node: GraphNode;
  /** Empty for the function itself; else the alias or version, the same text for the same thing. */
  readonly qualifier: string;
}

export interface FunctionNames {
  /** Several only where conditions make them exclude each other. */
  readonly certain: readonly FunctionName[];
  /** Why it cannot be told; null where the value is known to name no function of the app. */
  readonly reason: Reason | null;
}

const functionType = "AWS::Lambda::Function";

export function functionsNamed(index: NodeIndex, value: Decided): FunctionNames {
  const { certain, reason } = identify(index, value, [functionType]);
  const names: FunctionName[] = [];
  for (const { node, attribute, rest } of certain) {
    if (node.type === functionType) names.push({ node, qualifier: qualifierOf(rest) });
    else if (node.type === "AWS::Lambda::Alias" && (attribute === "Ref" || attribute === "AliasArn")) {
      names.push(...qualified(index, node, aliasName(node)));
    } else if (node.type === "AWS::Lambda::Version" && (attribute === "Ref" || attribute === "FunctionArn")) {
      names.push(...qualified(index, node, node.id));
    }
  }
  return { certain: names, reason };
}

/** What a `Qualifier` property names, as in `FunctionName`; undefined where that is decided at deployment. */
export function qualifierNamed(index: NodeIndex, value: Decided): string | undefined {
  if (value.kind === "absent") return "";
  const text = textOf(value);
  if (text !== undefined) return text === "$LATEST" ? "" : text;
  const node = identify(index, value).certain[0]?.node;
  if (node?.type === "AWS::Lambda::Alias") return aliasName(node);
  return node?.type === "AWS::Lambda::Version" ? node.id : undefined;
}

/** The function that an alias or a version belongs to. */
function qualified(index: NodeIndex, node: GraphNode, qualifier: string): readonly FunctionName[] {
  return alternativesOf(valueAt(node.properties, ["FunctionName"])).flatMap(({ value }) =>
    identify(index, value, [functionType])
      .certain.filter((named) => named.node.type === functionType)
      .map((named) => ({ node: named.node, qualifier })),
  );
}

function aliasName(node: GraphNode): string {
  const [only, ...others] = alternativesOf(valueAt(node.properties, ["Name"]));
  return (others.length === 0 && only !== undefined ? textOf(only.value) : undefined) ?? node.id;
}

/** `:live` -> `live`; `$LATEST` is the function itself. */
function qualifierOf(rest: Parts): string {
  const text = rest.map(spell).join("").replace(/^:/, "");
  return text === "$LATEST" ? "" : text;
}
