/**
 * What cannot be computed because it is wrong, or too much -> an unknown that says so.
 */
import type { SourceNode } from "../source/node.ts";
import { invalidReason, limitReason, unknown } from "./reason.ts";
import type { Scope } from "./scope.ts";
import type { Value } from "./value.ts";

/** What CloudFormation would refuse. */
export function invalid(message: string, at: SourceNode, scope: Scope): Value {
  return unknown(invalidReason(scope.stack, message), at);
}

/** A call whose arguments have more alternatives than are told apart: the same unknown wherever that call is read. */
export function tooMany(what: string, at: SourceNode, scope: Scope): Value {
  const { line, column } = at.file.span(at.start, at.end).start;
  const name = `${at.file.path}:${line}:${column}`;
  return unknown(limitReason(scope.stack, name, `${what} depends on too many parameters and conditions`), at);
}
