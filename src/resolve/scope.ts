/**
 * What the functions of a template can ask of the stack that they stand in.
 */
import type { SourceNode } from "../source/node.ts";
import type { Guard } from "./guard.ts";
import type { Decided, Value } from "./value.ts";

export interface Scope {
  /** The stack's name: part of every name that is decided at deployment. */
  readonly stack: string;
  valueOf(node: SourceNode): Value;
  /** Whether a node is nested so deep that it is not looked into. */
  isTooDeep(node: SourceNode): boolean;
  /** The guard of a node that stands where a condition is expected: a name, or a formula. */
  condition(node: SourceNode): Guard;
  /** The section with the mappings. */
  readonly mappings: SourceNode | undefined;
  /** What `Ref` of a name gives where it stands at `at`. */
  refer(name: string, at: SourceNode): Value;
  attribute(logicalId: string, attribute: string, at: SourceNode): Value;
  /** What another stack exports under this name. */
  imported(name: Decided, at: SourceNode): Value;
  /** An output of another stack of the app, by the stack's name and Region (or this one's); undefined where there is none. */
  outputOf(stack: string, name: string, region: string | undefined): Value | undefined;
  /** When a value that is not known has this text; undefined where it stands for no variable. */
  equals(value: Decided, text: string): Guard | undefined;
  /** A variable that is true or false; `holds` says which of them is asked for. */
  truth(id: string, label: string, holds: boolean): Guard;
}
