/**
 * A judgement -> the fix, in the words of the author's dialect.
 *
 * A SAM template may hold plain CloudFormation too; only where a SAM resource takes part is SAM's own way of help.
 */
import type { Edge, GraphNode } from "../graph/model.ts";
import { stackOfSubject } from "../policy/fact.ts";
import type { Judgement } from "../policy/rule.ts";

export function fixOf({ rule, subject }: Judgement): string {
  const { dialect } = stackOfSubject(subject).template;
  if (dialect !== "sam" || subject.node === null) return rule.fix[dialect];
  return participants(subject.node, subject.self).some(isSam) ? rule.fix.sam : rule.fix.cloudformation;
}

function participants(node: GraphNode, self: unknown): readonly GraphNode[] {
  if (!isEdge(self)) return [node];
  const ends = [self.source, self.declaredBy];
  return "kind" in self.target ? [node, ...ends] : [node, ...ends, self.target];
}

function isEdge(self: unknown): self is Edge {
  return typeof self === "object" && self !== null && "declaredBy" in self && "source" in self && "target" in self;
}

function isSam({ type, declaration }: GraphNode): boolean {
  return type.startsWith("AWS::Serverless::") || declaration.generatedBy !== undefined;
}
