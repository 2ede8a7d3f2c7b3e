/**
 * A rule's subject -> how the report names it.
 */
import type { Subject } from "../policy/fact.ts";
import type { ReportSubject } from "./report.ts";

export function subjectOf({ node, property }: Subject): ReportSubject {
  return {
    stack: node.stack.stack.name,
    logicalId: node.logicalId,
    type: node.declaration.type,
    constructPath: node.stack.stack.constructPaths.get(node.logicalId) ?? null,
    property: property === "" ? null : property,
  };
}
