/**
 * `Fn::ForEach::Name: [identifier, collection, {key: value}]` -> its parts.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 *
 * Not here: running it; see ../resolve/loops.
 */
import type { Entry, MappingNode, ScalarNode, SourceNode } from "../source/node.ts";

export interface Loop {
  /** The loop's key as it is written: what evidence points at. */
  readonly key: ScalarNode;
  /** `Topics` of `Fn::ForEach::Topics`; for messages. */
  readonly name: string;
  readonly identifier: string;
  readonly collection: SourceNode;
  readonly body: MappingNode;
}

/** Loops inside loops that CloudFormation allows, the outermost counted. */
export const maximalLoopDepth = 5;

const prefix = "Fn::ForEach::";

/** @returns what is wrong with it, in words, where it is no loop that could be run. */
export function loopOf({ key, name, value }: Entry): Loop | string {
  const loop = name.slice(prefix.length);
  if (!name.startsWith(prefix) || loop === "") return `${name} needs a name of its own, as in ${prefix}Topics`;
  const [identifier, collection, body, ...rest] = value.kind === "sequence" ? value.items : [];
  if (identifier === undefined || collection === undefined || body === undefined || rest.length > 0) {
    return `the loop ${loop} takes an identifier, a collection, and what is made for each of its items`;
  }
  if (identifier.kind !== "scalar" || identifier.text === "")
    return `the identifier of the loop ${loop} must be a text`;
  if (body.kind !== "mapping") return `what the loop ${loop} makes must be a mapping`;
  return { key, name: loop, identifier: identifier.text, collection, body };
}
