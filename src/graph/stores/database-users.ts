/**
 * Who is told about a database: compute that gets its address, that of a proxy in front of it, the name of one of its
 * instances, or the secret that holds its password.
 *
 * Invariant: where its address leaves the app, or is published in DNS, there may be others.
 */
import { type Items, readAt, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { mentionsIn } from "../mentions.ts";
import type { Graph, GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { membersOf } from "./cluster-members.ts";
import { databasesBehind } from "./database-connections.ts";

/** @throws Split where the world does not decide what the answer rests on */
export function databaseUsersOf(graph: Graph, database: GraphNode, world: World): Items<GraphNode> {
  const faces = facesOf(graph, database, world);
  const users = new Set<GraphNode>();
  for (const face of faces) {
    for (const { source, guard } of graph.edgesTo("references", face)) if (world.holds(guard)) users.add(source);
  }
  return { items: [...users], open: faces.flatMap((face) => leaks(graph, face)) };
}

/** Everything by which a database is found: itself, its instances, its proxies, its secrets. */
function facesOf(index: NodeIndex, database: GraphNode, world: World): readonly GraphNode[] {
  const there = (type: string): readonly GraphNode[] =>
    index.nodesOfType(type).filter(({ guard }) => world.holds(guard));
  const proxies = there("AWS::RDS::DBProxy").filter((proxy) => databasesBehind(index, proxy, world).includes(database));
  const own = [database, ...membersOf(index, database, world).items];
  const attached = there("AWS::SecretsManager::SecretTargetAttachment").filter((attachment) =>
    own.includes(namedBy(index, attachment, world) ?? attachment),
  );
  const secrets = attached.flatMap(
    (attachment) => nodeNamed(index, readAt(attachment.properties, ["SecretId"], world), secretType, world).node ?? [],
  );
  const password = ["MasterUserPassword", "MasterUsername"].flatMap((property) =>
    mentionsIn(index, valueAt(database.properties, [property])).map(({ node }) => node),
  );
  return [...own, ...proxies, ...attached, ...secrets, ...password.filter(({ type }) => type === secretType)];
}

const secretType = "AWS::SecretsManager::Secret";

function namedBy(index: NodeIndex, attachment: GraphNode, world: World): GraphNode | undefined {
  const target = readAt(attachment.properties, ["TargetId"], world);
  return (
    nodeNamed(index, target, "AWS::RDS::DBInstance", world).node ??
    nodeNamed(index, target, "AWS::RDS::DBCluster", world).node
  );
}

/** Exports, SSM parameters and DNS names by which code that is not here finds it. */
function leaks(index: NodeIndex, face: GraphNode): readonly Reason[] {
  const escape = escapeOf(index, face);
  if (escape !== null) return [escape];
  for (const { template, stack, valueOf } of index.stacks) {
    for (const { name, value, exportName } of template.outputs.values()) {
      if (exportName === undefined && stack.parent === undefined) continue;
      if (mentionsIn(index, valueOf(value)).some(({ node }) => node === face))
        return [passedOn(face, `output ${name}`)];
    }
  }
  for (const type of ["AWS::Route53::RecordSet", "AWS::SSM::Parameter", "AWS::ServiceDiscovery::Instance"]) {
    const holder = index
      .nodesOfType(type)
      .find(({ properties }) => mentionsIn(index, properties).some(({ node }) => node === face));
    if (holder !== undefined) return [passedOn(face, holder.logicalId)];
  }
  return [];
}

function passedOn({ logicalId, stack }: GraphNode, by: string): Reason {
  return {
    kind: "escape",
    name: logicalId,
    stack: stack.stack.name,
    message: `${logicalId} may be found by ${by}`,
    settle: null,
  };
}
