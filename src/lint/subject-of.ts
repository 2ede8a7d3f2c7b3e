/**
 * A rule's subject -> how the report names it.
 */
import { type Subject, stackOfSubject } from "../policy/fact.ts";
import type { ReportSubject } from "./report.ts";

export function subjectOf(subject: Subject): ReportSubject {
  const { node, property } = subject;
  const { stack } = stackOfSubject(subject);
  return {
    stack: stack.name,
    logicalId: node?.logicalId ?? "",
    type: node?.declaration.type ?? "",
    constructPath: (node && stack.constructPaths.get(node.logicalId)) ?? null,
    property: property === "" ? null : property,
  };
}
