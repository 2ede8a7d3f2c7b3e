/**
 * What is asked: may this caller do this action on this resource?
 *
 * Invariant: the resource is asked for in the form that the action works on: `PutObject` on the objects of a bucket,
 * `Query` on a table or its indexes. https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
import { valueAt } from "../../resolve/reading.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
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
  /** What is asked about, in words. */
  readonly what: string;
  /** ARNs of what the action works on; it is enough to be allowed on one of them. */
  readonly targets: readonly Tokens[];
  readonly context: TokenContext;
}

/** @param targets ARNs of what is asked about, where that is something inside the resource or belongs to it */
export function requestFor(
  caller: Caller,
  action: string,
  resource: GraphNode,
  context: TokenContext,
  targets: readonly Tokens[] = targetsOf(action.toLowerCase(), resource, context),
): Request {
  const lower = action.toLowerCase();
  return { caller, name: action, action: lower, resource, what: thing(lower, resource), targets, context };
}

function thing(action: string, { role, logicalId }: GraphNode): string {
  return role === "object" && isObjectAction(action) ? `the objects of ${logicalId}` : logicalId;
}

const anything: Token = { kind: "some" };
/** A version, an alias, a stream: a text without colons. */
const word: Token = { kind: "field", of: "text" };
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
      return [arn, ...accessPointsOf(context.index, resource).map((point) => arnTokens(point, context))].map(
        (bucket, i) => (isObjectAction(action) ? inside(bucket, i === 0 ? "/" : "/object/") : bucket),
      );
    case "nosql":
      if (indexActions.has(action)) return [arn, inside(arn, "/index/")];
      return streamActions.has(action) ? [inside(arn, "/stream/")] : [arn];
    case "compute.fn":
    case "infra":
      // A function, or a version or an alias of it.
      return [arn, [...arn, ":", word]];
    default:
      // What CloudFormation gives as the ARN of a log group ends in `:*`.
      return resource.type === "AWS::Logs::LogGroup" ? [arn, [...arn, ...":log-stream:", word]] : [arn];
  }
}

const s3 = "arn:aws:s3:";

/** Whether a target is not that of an access point: of S3's resources, only those have a region. */
export function isDirect(target: Tokens): boolean {
  return target.slice(0, s3.length).join("") !== s3 || target[s3.length] === ":";
}

/** The access points of the app that lead to a bucket. */
export function accessPointsOf(index: NodeIndex, bucket: GraphNode): readonly GraphNode[] {
  return accessPoints(index).get(bucket) ?? [];
}

const accessPoints = oncePerGraph((index): ReadonlyMap<GraphNode, readonly GraphNode[]> => {
  const found = new Map<GraphNode, GraphNode[]>();
  for (const point of index.nodesOfType("AWS::S3::AccessPoint")) {
    const named = nodesNamed(index, valueAt(point.properties, ["Bucket"]), ["AWS::S3::Bucket"]);
    for (const { node } of named) fileUnder(found, node, point);
  }
  return found;
});
