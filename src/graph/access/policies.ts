/**
 * Which policies are attached to an identity (role, user, group) or to a resource, by every route that CloudFormation has.
 *
 * Invariant: policies are found for all worlds at once, each under the guard of its attachment. One that cannot be read
 * is there too, as the reason why.
 * Not here: which identity a piece of compute has; see principals.ts. Service control policies are in no template.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { type Guarded, type Items, itemsOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import { after, literalOf, parseArn } from "../arn.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { type ManagedGrant, managedGrants } from "./managed-policies.ts";
import { type Statement, statementsOf } from "./statement.ts";

export interface Policy {
  /** What a person calls it: the logical id of the resource that holds it, or the name of an AWS-managed policy. */
  readonly name: string;
  /** When it exists and is attached. */
  readonly guard: Guard;
  readonly statements: Items<Statement>;
  /** Set for an AWS-managed policy whose content is not known here. */
  readonly unlisted?: string;
}

interface Attachments {
  readonly identities: ReadonlyMap<GraphNode, readonly Policy[]>;
  readonly resources: ReadonlyMap<GraphNode, readonly Policy[]>;
}

const managedPolicy = "AWS::IAM::ManagedPolicy";
const remembered = new WeakMap<NodeIndex, Attachments>();

/** The policies of a role, user or group; permissions boundaries are none of them. */
export function policiesOf(index: NodeIndex, identity: GraphNode): readonly Policy[] {
  return attachmentsOf(index).identities.get(identity) ?? [];
}

/** The policies of a bucket, queue, topic, key, table or secret. */
export function resourcePoliciesOf(index: NodeIndex, resource: GraphNode): readonly Policy[] {
  return attachmentsOf(index).resources.get(resource) ?? [];
}

/** The policy that an ARN names (a managed policy of the app or of AWS), as attached under a guard. */
export function policyNamed(index: NodeIndex, { guard, value }: Guarded<Decided>): Policy {
  const { certain, reason } = identify(index, value);
  const node = certain.find((named) => named.node.type === managedPolicy)?.node;
  if (node !== undefined) return documentPolicy(node, ["PolicyDocument"], and(guard, node.guard));
  const name = awsManagedName(value);
  if (name === undefined) {
    const open: Reason = reason ?? {
      kind: "policy",
      name: "managed",
      stack: "",
      message: "a managed policy that is defined outside this app is attached",
      settle: "judge the stack that defines it together with this one",
    };
    return { name: "a managed policy", guard, statements: { items: [], open: [open] } };
  }
  const grants = managedGrants(name);
  if (grants === undefined) return { name, guard, statements: { items: [], open: [] }, unlisted: name };
  return { name, guard, statements: { items: grants.map((grant) => managedStatement(name, grant)), open: [] } };
}

function attachmentsOf(index: NodeIndex): Attachments {
  let attachments = remembered.get(index);
  if (attachments === undefined) {
    attachments = { identities: identityPolicies(index), resources: resourcePolicies(index) };
    remembered.set(index, attachments);
  }
  return attachments;
}

type Collection = Map<GraphNode, Policy[]>;

function attach(to: Collection, node: GraphNode, policy: Policy): void {
  const present = to.get(node);
  if (present === undefined) to.set(node, [policy]);
  else present.push(policy);
}

function identityPolicies(index: NodeIndex): Collection {
  const found: Collection = new Map();
  for (const type of ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"]) {
    for (const node of index.nodesOfType(type)) {
      for (const { guard, value } of itemsOf(valueAt(node.properties, ["Policies"])).items) {
        const statements = statementsOf(valueAt(value, ["PolicyDocument"]), node.logicalId);
        attach(found, node, { name: node.logicalId, guard, statements });
      }
      const attached = itemsOf(valueAt(node.properties, ["ManagedPolicyArns"]));
      for (const item of attached.items) attach(found, node, policyNamed(index, item));
      if (attached.open.length > 0) {
        attach(found, node, {
          name: node.logicalId,
          guard: node.guard,
          statements: { items: [], open: attached.open },
        });
      }
    }
  }
  for (const [type, paths] of identityRoutes) {
    for (const node of index.nodesOfType(type)) attachWhereNamed(index, node, paths, ["PolicyDocument"], found);
  }
  return found;
}

/** Properties that name the identities a policy is attached to. */
const identityRoutes: readonly (readonly [type: string, properties: readonly string[]])[] = [
  ["AWS::IAM::Policy", ["Roles", "Users", "Groups"]],
  [managedPolicy, ["Roles", "Users", "Groups"]],
  ["AWS::IAM::RolePolicy", ["RoleName"]],
  ["AWS::IAM::UserPolicy", ["UserName"]],
  ["AWS::IAM::GroupPolicy", ["GroupName"]],
];

/** Properties that name the resources a policy is attached to, and where its document stands. */
const resourceRoutes: readonly (readonly [type: string, properties: readonly string[], document: readonly string[]])[] =
  [
    ["AWS::S3::BucketPolicy", ["Bucket"], ["PolicyDocument"]],
    ["AWS::SQS::QueuePolicy", ["Queues"], ["PolicyDocument"]],
    ["AWS::SQS::QueueInlinePolicy", ["Queue"], ["PolicyDocument"]],
    ["AWS::SNS::TopicPolicy", ["Topics"], ["PolicyDocument"]],
    ["AWS::SNS::TopicInlinePolicy", ["TopicArn"], ["PolicyDocument"]],
    ["AWS::SecretsManager::ResourcePolicy", ["SecretId"], ["ResourcePolicy"]],
  ];

/** Documents that stand in the resource itself; the trust policy of a role is one. */
const ownDocuments: readonly (readonly [type: string, document: readonly string[]])[] = [
  ["AWS::IAM::Role", ["AssumeRolePolicyDocument"]],
  ["AWS::KMS::Key", ["KeyPolicy"]],
  ["AWS::DynamoDB::Table", ["ResourcePolicy", "PolicyDocument"]],
];

function resourcePolicies(index: NodeIndex): Collection {
  const found: Collection = new Map();
  for (const [type, paths, document] of resourceRoutes) {
    for (const node of index.nodesOfType(type)) attachWhereNamed(index, node, paths, document, found);
  }
  for (const [type, document] of ownDocuments) {
    for (const node of index.nodesOfType(type)) {
      if (valueAt(node.properties, document).kind !== "absent")
        attach(found, node, documentPolicy(node, document, node.guard));
    }
  }
  return found;
}

function attachWhereNamed(
  index: NodeIndex,
  node: GraphNode,
  properties: readonly string[],
  document: readonly string[],
  into: Collection,
): void {
  for (const property of properties) {
    const types = namedBy.get(property) ?? [];
    for (const { guard, value } of itemsOf(valueAt(node.properties, [property])).items) {
      for (const named of identify(index, value, types).certain) {
        attach(into, named.node, documentPolicy(node, document, and(node.guard, guard)));
      }
    }
  }
}

/** Types to which a bare name in a property may refer. */
const namedBy: ReadonlyMap<string, readonly string[]> = new Map([
  ["Roles", ["AWS::IAM::Role"]],
  ["RoleName", ["AWS::IAM::Role"]],
  ["Users", ["AWS::IAM::User"]],
  ["UserName", ["AWS::IAM::User"]],
  ["Groups", ["AWS::IAM::Group"]],
  ["GroupName", ["AWS::IAM::Group"]],
  ["Bucket", ["AWS::S3::Bucket"]],
]);

function documentPolicy(node: GraphNode, path: readonly string[], guard: Guard): Policy {
  return { name: node.logicalId, guard, statements: statementsOf(valueAt(node.properties, path), node.logicalId) };
}

/** `arn:aws:iam::aws:policy/service-role/AWSLambdaRole` -> `AWSLambdaRole`. */
function awsManagedName(value: Decided): string | undefined {
  const arn = parseArn(value);
  if (arn === undefined || arn.service !== "iam" || literalOf(arn.account) !== "aws") return undefined;
  return literalOf(after(arn.resource, "policy/"))?.split("/").at(-1);
}

function managedStatement(name: string, grant: ManagedGrant): Statement {
  const known = (value: string): Value => ({ kind: "known", value, origin: null });
  const list = (values: readonly string[]): Value => ({ kind: "list", items: values.map(known), origin: null });
  const entries = new Map<string, Value>([
    ["Effect", known("Allow")],
    [grant.negated ? "NotAction" : "Action", list(grant.actions)],
    ["Resource", known(grant.resource)],
  ]);
  return { value: { kind: "map", entries, origin: null }, guard: { kind: "true" }, holder: name, origin: null };
}
