/**
 * Which policies are attached to a resource: those that stand in it, those that name it, and permissions of functions.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html
 *
 * Invariant: as in policies.ts, for all worlds at once, each under the guard of its attachment.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Value } from "../../resolve/value.ts";
import { partsOf } from "../arn.ts";
import { fileUnder } from "../file-under.ts";
import { functionsNamed } from "../functions/function-name.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import type { Policy } from "./policies.ts";
import { statementsOf } from "./statement.ts";

/** The policies of a bucket, queue, topic, key, table, secret, stream, event bus or function, and the trust of a role. */
export function resourcePoliciesOf(index: NodeIndex, resource: GraphNode): readonly Policy[] {
  return policiesByResource(index).get(resource) ?? [];
}

interface Route {
  readonly type: string;
  /** The property that names the resources; undefined where the policy stands in the resource itself. */
  readonly names?: string;
  /** Types to which a bare name there may refer. */
  readonly named?: readonly string[];
  readonly document: readonly string[];
}

const routes: readonly Route[] = [
  { type: "AWS::S3::BucketPolicy", names: "Bucket", named: ["AWS::S3::Bucket"], document: ["PolicyDocument"] },
  { type: "AWS::SQS::QueuePolicy", names: "Queues", document: ["PolicyDocument"] },
  { type: "AWS::SQS::QueueInlinePolicy", names: "Queue", document: ["PolicyDocument"] },
  { type: "AWS::SNS::TopicPolicy", names: "Topics", document: ["PolicyDocument"] },
  { type: "AWS::SNS::TopicInlinePolicy", names: "TopicArn", document: ["PolicyDocument"] },
  { type: "AWS::SecretsManager::ResourcePolicy", names: "SecretId", document: ["ResourcePolicy"] },
  { type: "AWS::Kinesis::ResourcePolicy", names: "ResourceArn", document: ["ResourcePolicy"] },
  { type: "AWS::IAM::Role", document: ["AssumeRolePolicyDocument"] },
  { type: "AWS::KMS::Key", document: ["KeyPolicy"] },
  { type: "AWS::KMS::ReplicaKey", document: ["KeyPolicy"] },
  { type: "AWS::DynamoDB::Table", document: ["ResourcePolicy", "PolicyDocument"] },
  { type: "AWS::DynamoDB::GlobalTable", document: ["ResourcePolicy", "PolicyDocument"] },
  { type: "AWS::Events::EventBus", document: ["Policy"] },
];

const policiesByResource = oncePerGraph((index): ReadonlyMap<GraphNode, readonly Policy[]> => {
  const found = new Map<GraphNode, Policy[]>();
  for (const { type, names, named, document } of routes) {
    for (const holder of index.nodesOfType(type)) {
      const written = valueAt(holder.properties, document);
      if (names === undefined) {
        if (written.kind !== "absent") fileUnder(found, holder, policy(holder, written, holder.guard));
        continue;
      }
      for (const { guard, value } of itemsOf(valueAt(holder.properties, [names])).items) {
        for (const node of resourcesNamed(index, value, named ?? [])) {
          fileUnder(found, node, policy(holder, written, and(holder.guard, guard)));
        }
      }
    }
  }
  for (const point of index.nodesOfType("AWS::S3::AccessPoint")) {
    const document = valueAt(point.properties, ["Policy"]);
    if (document.kind === "absent") continue;
    for (const { node, guard } of nodesNamed(index, valueAt(point.properties, ["Bucket"]), ["AWS::S3::Bucket"])) {
      fileUnder(found, node, policy(point, document, and(point.guard, guard)));
    }
  }
  for (const holder of index.nodesOfType("AWS::Events::EventBusPolicy")) {
    for (const { guard, value } of alternativesOf(valueAt(holder.properties, ["EventBusName"]))) {
      for (const { node } of identify(index, value, ["AWS::Events::EventBus"]).certain) {
        fileUnder(found, node, policy(holder, busDocument(holder), and(holder.guard, guard)));
      }
    }
  }
  for (const holder of index.nodesOfType("AWS::Lambda::Permission")) {
    for (const { guard, value } of alternativesOf(valueAt(holder.properties, ["FunctionName"]))) {
      for (const { node } of functionsNamed(index, value).certain) {
        fileUnder(found, node, policy(holder, permissionDocument(holder), and(holder.guard, guard)));
      }
    }
  }
  return found;
});

function policy(holder: GraphNode, document: Value, guard: Guard): Policy {
  return { name: holder.logicalId, guard, statements: statementsOf(document, holder.logicalId) };
}

/** Queues are named by their URLs too, which end in their names: `https://sqs.eu-west-1.amazonaws.com/111122223333/q`. */
function resourcesNamed(index: NodeIndex, value: Decided, named: readonly string[]): readonly GraphNode[] {
  const parts = partsOf(value);
  const [start] = parts;
  const isUrl = (start === undefined ? undefined : textOf(start))?.startsWith("https://") === true;
  if (!isUrl) return identify(index, value, named).certain.map(({ node }) => node);
  const end = parts.at(-1);
  const literal = end === undefined ? undefined : textOf(end);
  const name: Value | undefined =
    literal === undefined ? end : { kind: "known", value: literal.slice(literal.lastIndexOf("/") + 1), origin: null };
  if (name === undefined || name.kind === "choice") return [];
  return identify(index, name, ["AWS::SQS::Queue"]).certain.map(({ node }) => node);
}

const known = (value: string): Value => ({ kind: "known", value, origin: null });
const map = (entries: readonly (readonly [string, Value])[], origin: Value["origin"] = null): Value => ({
  kind: "map",
  origin,
  entries: new Map(entries),
});
const documentOf = (statement: Value): Value => map([["Statement", statement]]);

/** A statement of its own, or the parts of one as properties. */
function busDocument(holder: GraphNode): Value {
  const at = (name: string): Value => valueAt(holder.properties, [name]);
  const statement = at("Statement");
  if (statement.kind !== "absent") return documentOf(statement);
  const principal = at("Principal");
  const condition = at("Condition");
  const test = map([["StringEquals", map([["aws:PrincipalOrgID", valueAt(condition, ["Value"])]])]]);
  return documentOf(
    map(
      [
        ["Effect", known("Allow")],
        ["Principal", textOf(principal) === "*" ? principal : map([["AWS", principal]])],
        ["Action", at("Action")],
        ...(condition.kind === "absent" ? [] : [["Condition", test] as const]),
      ],
      holder.origin,
    ),
  );
}

/** https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html */
function permissionDocument(holder: GraphNode): Value {
  const at = (name: string): Value => valueAt(holder.properties, [name]);
  const principal = at("Principal");
  const conditions = (
    [
      ["ArnLike", "aws:SourceArn", "SourceArn"],
      ["StringEquals", "aws:SourceAccount", "SourceAccount"],
      ["StringEqualsIfExists", "aws:PrincipalOrgID", "PrincipalOrgID"],
    ] as const
  ).flatMap(([operator, key, property]) =>
    at(property).kind === "absent" ? [] : [[operator, map([[key, at(property)]])] as const],
  );
  return documentOf(
    map(
      [
        ["Effect", known("Allow")],
        [
          "Principal",
          textOf(principal) === "*"
            ? principal
            : map([
                ["Service", principal],
                ["AWS", principal],
              ]),
        ],
        ["Action", at("Action")],
        ...(conditions.length === 0 ? [] : [["Condition", map(conditions)] as const]),
      ],
      holder.origin,
    ),
  );
}
