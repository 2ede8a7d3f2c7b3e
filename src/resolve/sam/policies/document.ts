/**
 * The policy documents and statements that SAM writes itself.
 */
import type { Draft, NodeData } from "../draft.ts";

/** A policy inside a role. */
export interface InlinePolicy {
  readonly name: string;
  readonly document: NodeData;
}

/** Who may take a role: a service of AWS. */
export function trustOf(service: string): NodeData {
  return {
    Version: "2012-10-17",
    Statement: [{ Action: ["sts:AssumeRole"], Effect: "Allow", Principal: { Service: [service] } }],
  };
}

export type Statement = { readonly [name: string]: Draft };

export function allow(actions: readonly string[] | string, resource: Draft, condition?: NodeData): Statement {
  return { Action: actions, Effect: "Allow", Resource: resource, Condition: condition };
}

/** A document of some statements; SAM leaves the version out where only roles of its own use it. */
export function documentOf(statements: readonly NodeData[], version?: string): NodeData {
  return { Version: version, Statement: statements };
}
