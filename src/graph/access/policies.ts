/**
 * Which policies are attached to an identity (role, user, group), by every route that CloudFormation has.
 *
 * Invariant: policies are found for all worlds at once, each under the guard of its attachment. One that cannot be read
 * is there too, as the reason why.
 * Not here: policies of resources (resource-policies.ts); which identity a piece of compute has (principals.ts). Service
 * control policies are in no template.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { type Guarded, type Items, itemsOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import { after, literalOf, parseArn } from "../arn.ts";
import { fileUnder } from "../file-under.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { managedDocument } from "./managed-policies.ts";
import { type Statement, statementsOf } from "./statement.ts";

export interface Policy {
  /** What a person calls it: the logical id of the resource that holds it, or the name of an AWS-managed policy. */
  readonly name: string;
  /** When it exists and is attached. */
  readonly guard: Guard;
  readonly statements: Items<Statement>;
  /** Set for an AWS-managed policy: one that is listed is known as far as data-actions.ts goes, another not at all. */
  readonly ofAws?: "listed" | "unlisted";
}

const managedPolicy = "AWS::IAM::ManagedPolicy";

/** The policies of a role, user or group; permissions boundaries are none of them. */
export function policiesOf(index: NodeIndex, identity: GraphNode): readonly Policy[] {
  return identityPolicies(index).get(identity) ?? [];
}

/** The policy that an ARN names (a managed policy of the app or of AWS), as attached under a guard. */
export function policyNamed(index: NodeIndex, { guard, value }: Guarded<Decided>): Policy {
  const { certain, reason } = identify(index, value);
  const node = certain.find((named) => named.node.type === managedPolicy)?.node;
  if (node !== undefined) return documentPolicy(node, and(guard, node.guard));
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
  const document = managedDocument(name);
  const statements = document === undefined ? { items: [], open: [] } : statementsOf(document, name);
  return { name, guard, statements, ofAws: document === undefined ? "unlisted" : "listed" };
}

type Collection = Map<GraphNode, Policy[]>;

const identityPolicies = oncePerGraph((index): Collection => {
  const found: Collection = new Map();
  for (const type of ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"]) {
    for (const node of index.nodesOfType(type)) {
      for (const { guard, value } of itemsOf(valueAt(node.properties, ["Policies"])).items) {
        const statements = statementsOf(valueAt(value, ["PolicyDocument"]), node.logicalId);
        fileUnder(found, node, { name: node.logicalId, guard, statements });
      }
      const attached = itemsOf(valueAt(node.properties, ["ManagedPolicyArns"]));
      for (const item of attached.items) fileUnder(found, node, policyNamed(index, item));
      if (attached.open.length > 0) {
        fileUnder(found, node, {
          name: node.logicalId,
          guard: node.guard,
          statements: { items: [], open: attached.open },
        });
      }
    }
  }
  for (const [type, paths] of identityRoutes) {
    for (const node of index.nodesOfType(type)) attachWhereNamed(index, node, paths, found);
  }
  return found;
});

/** Properties that name the identities a policy is attached to. */
const identityRoutes: readonly (readonly [type: string, properties: readonly string[]])[] = [
  ["AWS::IAM::Policy", ["Roles", "Users", "Groups"]],
  [managedPolicy, ["Roles", "Users", "Groups"]],
  ["AWS::IAM::RolePolicy", ["RoleName"]],
  ["AWS::IAM::UserPolicy", ["UserName"]],
  ["AWS::IAM::GroupPolicy", ["GroupName"]],
];

function attachWhereNamed(index: NodeIndex, node: GraphNode, properties: readonly string[], into: Collection): void {
  for (const property of properties) {
    const types = namedBy.get(property) ?? [];
    for (const { guard, value } of itemsOf(valueAt(node.properties, [property])).items) {
      for (const named of identify(index, value, types).certain) {
        fileUnder(into, named.node, documentPolicy(node, and(node.guard, guard)));
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
]);

function documentPolicy(node: GraphNode, guard: Guard): Policy {
  const document = valueAt(node.properties, ["PolicyDocument"]);
  return { name: node.logicalId, guard, statements: statementsOf(document, node.logicalId) };
}

/** `arn:aws:iam::aws:policy/service-role/AWSLambdaRole` -> `AWSLambdaRole`. */
function awsManagedName(value: Decided): string | undefined {
  const arn = parseArn(value);
  if (arn === undefined || arn.service !== "iam" || literalOf(arn.account) !== "aws") return undefined;
  return literalOf(after(arn.resource, "policy/"))?.split("/").at(-1);
}
