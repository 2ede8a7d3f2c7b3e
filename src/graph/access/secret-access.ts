/**
 * Which secrets open a database, and whether who is told about one may read it.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access.html
 *
 * What a container gets as a secret of its definition is read by the agent, with the execution role of the task; what its
 * code reads itself, with the task role.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html
 */
import { itemsOf, readAt, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { identify } from "../identity.ts";
import { mentionsIn } from "../mentions.ts";
import {
  type Answer,
  type Evidence,
  type GraphNode,
  isOutside,
  type NodeIndex,
  type ReferencesEdge,
} from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { taskDefinitionOf } from "../tiers/task-definition.ts";
import { canAny, uniqueHops } from "./can.ts";
import { canUseKeyOf } from "./key-access.ts";
import type { Tokens } from "./pattern.ts";
import { withPlaceToGrant } from "./place-to-grant.ts";
import { type TokenContext, textTokens } from "./tokens.ts";

const yes: Answer = { answer: "yes", evidence: [] };
const secretType = "AWS::SecretsManager::Secret";

/** Whether what is told is the secret of a database: one that is attached to it, that holds its password, or that RDS keeps. */
export function tellsDatabaseSecret(index: NodeIndex, { target, attribute }: ReferencesEdge): boolean {
  if (isOutside(target)) return false;
  return target.role === "rdb" ? attribute === managedSecret : databaseSecrets(index).has(target);
}

/** The attribute of a database whose password RDS manages. */
const managedSecret = "MasterUserSecret.SecretArn";

const databaseSecrets = oncePerGraph((index): ReadonlySet<GraphNode> => {
  const found = new Set<GraphNode>();
  const add = (value: Parameters<typeof mentionsIn>[1]): void => {
    for (const { node } of mentionsIn(index, value, [secretType])) if (node.type === secretType) found.add(node);
  };
  for (const attachment of index.nodesOfType("AWS::SecretsManager::SecretTargetAttachment"))
    add(valueAt(attachment.properties, ["SecretId"]));
  for (const proxy of index.nodesOfType("AWS::RDS::DBProxy")) add(valueAt(proxy.properties, ["Auth"]));
  for (const type of ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"]) {
    for (const database of index.nodesOfType(type)) {
      for (const { value } of itemsOf(valueAt(database.properties, ["MasterUserPassword"])).items) {
        if (value.kind !== "secret" || value.of === undefined || value.of.kind === "choice") continue;
        for (const { node } of identify(index, value.of, [secretType]).certain) found.add(node);
      }
    }
  }
  return found;
});

/** Whether who is told may read the secret: get its value, and decrypt it with its key. @throws Split */
export function canReadSecret(index: NodeIndex, { source, target }: ReferencesEdge, world: World): Answer {
  if (isOutside(target)) return yes;
  const found = readerOf(index, source, target, world);
  if ("answer" in found) return found;
  const { reader, hops } = found;
  const isManaged = target.role === "rdb";
  const about = isManaged
    ? { targets: [arnOfManaged(target, { index, world })], what: `the secret of ${target.logicalId}` }
    : {};
  const asked = canAny(index, reader, ["secretsmanager:GetSecretValue"], target, world, about);
  const value = withPlaceToGrant(asked, index, reader, target, world, about.what);
  if (value.answer === "no") return { ...value, evidence: [...hops, ...value.evidence] };
  const key = isManaged ? yes : canUseKeyOf(index, reader, "kms:Decrypt", target, world);
  const decisive = key.answer === "no" || value.answer === "yes" ? key : value;
  return { ...decisive, evidence: uniqueHops([...hops, ...value.evidence, ...key.evidence]) };
}

interface Reader {
  readonly reader: GraphNode;
  /** What makes it the reader, where that is not the compute itself. */
  readonly hops: readonly Evidence[];
}

function arnOfManaged({ stack, logicalId }: GraphNode, context: TokenContext): Tokens {
  const symbol = {
    kind: "attribute",
    resource: { stack: stack.stack.name, logicalId },
    attribute: managedSecret,
  } as const;
  return textTokens({ kind: "identity", symbol, origin: null }, context);
}

/** Who reads the secret: the compute itself, or the execution role where a container's definition asks for the secret. */
function readerOf(index: NodeIndex, compute: GraphNode, secret: GraphNode, world: World): Reader | Answer {
  const itself: Reader = { reader: compute, hops: [] };
  if (compute.type !== "AWS::ECS::Service") return itself;
  const task = taskDefinitionOf(index, compute, world);
  if (task === undefined || "reason" in task || !isGivenToContainers(index, task.node, secret)) return itself;
  const written = readAt(task.node.properties, ["ExecutionRoleArn"], world);
  const { node, reason } = nodeNamed(index, written, "AWS::IAM::Role", world);
  const name = node?.logicalId ?? "";
  const message = `the containers of ${task.node.logicalId} get the secret with their execution role ${name}`.trim();
  const evidence = [{ node: written.origin ?? task.node.origin, message }];
  if (node !== undefined) return { reader: node, hops: evidence };
  if (written.kind === "absent") return { answer: "no", evidence };
  return { answer: "unknown", reasons: [reason ?? elsewhere(task.node)], evidence };
}

function isGivenToContainers(index: NodeIndex, task: GraphNode, secret: GraphNode): boolean {
  return itemsOf(valueAt(task.properties, ["ContainerDefinitions"])).items.some(({ value }) =>
    mentionsIn(index, valueAt(value, ["Secrets"])).some(({ node }) => node === secret),
  );
}

function elsewhere({ logicalId, stack }: GraphNode): Reason {
  return {
    kind: "role",
    name: logicalId,
    stack: stack.stack.name,
    message: `the execution role of ${logicalId} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
}
