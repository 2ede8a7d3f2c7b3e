/**
 * What belongs to the app and is in none of its templates: nested stacks whose templates were not found, and what a
 * macro, a module, a snippet or a loop adds that is not seen.
 *
 * Whoever says that the app has none of something must say instead that it cannot be known, for these reasons.
 */
import type { Reason } from "../resolve/value.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import { oncePerGraph } from "./once-per-graph.ts";

const nestingTypes = ["AWS::CloudFormation::Stack", "AWS::Serverless::Application"];

/** Why there may be more than is seen; none for an app that is here as a whole. */
export const missingStacks = oncePerGraph((index: NodeIndex): readonly Reason[] => [
  ...index.stacks.flatMap(({ open }) => open),
  ...nestingTypes
    .flatMap((type) => index.nodesOfType(type))
    .filter(({ stack, logicalId }) => !stack.stack.nested.has(logicalId))
    .map(missing),
]);

function missing({ stack, logicalId, declaration }: GraphNode): Reason {
  const of = { kind: "nested-stack", name: logicalId, stack: stack.stack.name };
  if (declaration.loop !== undefined) {
    // Templates are read before loops are run.
    const message = `the template of the nested stack ${logicalId} is not read, because a loop makes the stack`;
    return { ...of, message, settle: `declare ${logicalId} outside of the loop` };
  }
  const message = `the template of the nested stack ${logicalId} is not here`;
  return { ...of, message, settle: "keep the child template beside its parent, and name it by a relative path" };
}
