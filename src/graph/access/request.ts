/**
 * What is asked: may this caller do this action on this resource?
 *
 * Invariant: the resource is asked for in the form that the action works on: `PutObject` on the objects of a bucket,
 * `Query` on a table or its indexes. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
import type { GraphNode } from "../model.ts";
import type { Caller } from "./caller.ts";
import type { Token, Tokens } from "./pattern.ts";
import { isObjectAction } from "./s3-actions.ts";
import { arnTokens, type TokenContext } from "./tokens.ts";

export interface Request {
  readonly caller: Caller;
  /** The action as it is asked for, and in lower case, as actions are compared. */
  readonly name: string;
  readonly action: string;
  readonly resource: GraphNode;
  /** ARNs of what the action works on; it is enough to be allowed on one of them. */
  readonly targets: readonly Tokens[];
  readonly context: TokenContext;
}

export function requestFor(caller: Caller, action: string, resource: GraphNode, context: TokenContext): Request {
  const lower = action.toLowerCase();
  return { caller, name: action, action: lower, resource, targets: targetsOf(lower, resource, context), context };
}

const anything: Token = { kind: "some" };
const inside = (arn: Tokens, path: string): Tokens => [...arn, ...path.split(""), anything];

const indexActions: ReadonlySet<string> = new Set(["dynamodb:query", "dynamodb:scan", "dynamodb:partiqlselect"]);
const streamActions: ReadonlySet<string> = new Set([
  "dynamodb:getrecords",
  "dynamodb:getsharditerator",
  "dynamodb:describestream",
]);

function targetsOf(action: string, resource: GraphNode, context: TokenContext): readonly Tokens[] {
  const arn = arnTokens(resource, context);
  switch (resource.role) {
    case "object":
      return isObjectAction(action) ? [inside(arn, "/")] : [arn];
    case "nosql":
      if (indexActions.has(action)) return [arn, inside(arn, "/index/")];
      return streamActions.has(action) ? [inside(arn, "/stream/")] : [arn];
    default:
      return [arn];
  }
}
