/**
 * Relational databases that a function connects to by itself, with a connection for each of its executions.
 *
 * A proxy shares few connections among many executions, and the Data API needs none.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html
 * Not here: how many executions there can be; see function-traffic.ts.
 */
import { booleanOf, readAt, valueAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { fileUnder } from "../file-under.ts";
import { mentionsIn } from "../mentions.ts";
import { type Evidence, type Graph, type GraphNode, isOutside, type ReferencesEdge } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { formOf } from "../stores/database.ts";

export interface DirectConnection {
  readonly database: GraphNode;
  readonly evidence: readonly Evidence[];
}

/**
 * Databases whose address a function is told, in its environment or in a secret that is attached to the database. None where
 * it is told of a proxy too; and a secret says nothing where the app has a proxy, whose address may come another way.
 */
export function directConnections(graph: Graph, fn: GraphNode, world: World): readonly DirectConnection[] {
  const told = graph.edgesFrom("references", fn).filter((edge) => isRelational(edge) && world.holds(edge.guard));
  const isProxy = ({ target }: ReferencesEdge): boolean => !isOutside(target) && formOf(target, world) === "proxy";
  if (told.some(isProxy)) return [];
  const addressed = told.flatMap(({ target, attribute, evidence }): readonly DirectConnection[] =>
    isOutside(target) || !addresses.has(attribute) ? [] : [{ database: target, evidence }],
  );
  const found = addressed.length > 0 ? addressed : bySecret(graph, fn, world);
  return found.filter(({ database }) => !hasDataApi(database, world));
}

function isRelational({ target }: ReferencesEdge): boolean {
  return !isOutside(target) && target.role === "rdb";
}

const addresses: ReadonlySet<string> = new Set(["Endpoint.Address", "ReadEndpoint.Address"]);

/** An attachment writes address and port of its database into the secret; CDK names the secret by its attachment. */
function bySecret(graph: Graph, fn: GraphNode, world: World): readonly DirectConnection[] {
  if (graph.nodesOfType("AWS::RDS::DBProxy").length > 0) return [];
  const environment = valueAt(fn.properties, ["Environment", "Variables"]);
  return mentionsIn(graph, environment).flatMap(({ node, guard, origin }) => {
    const attachments = attachmentsBySecret(graph).get(node) ?? [];
    if (attachments.length === 0 || !world.holds(guard)) return [];
    return attachments.flatMap((attachment) => {
      const databases = nodesNamed(graph, valueAt(attachment.properties, ["TargetId"]), databaseTypes);
      const hop = { node: origin ?? fn.origin, message: `the environment of ${fn.logicalId} names ${node.logicalId}` };
      return databases.map(({ node: database }) => ({
        database,
        evidence: [
          hop,
          {
            node: attachment.origin,
            message: `${attachment.logicalId} writes the address of ${database.logicalId} into it`,
          },
        ],
      }));
    });
  });
}

const databaseTypes = ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"];

/** Attachments of secrets to databases, by the secret and by themselves. */
const attachmentsBySecret = oncePerGraph((index) => {
  const bySecret = new Map<GraphNode, GraphNode[]>();
  for (const attachment of index.nodesOfType("AWS::SecretsManager::SecretTargetAttachment")) {
    fileUnder(bySecret, attachment, attachment);
    const secrets = nodesNamed(index, valueAt(attachment.properties, ["SecretId"]), ["AWS::SecretsManager::Secret"]);
    for (const { node } of secrets) fileUnder(bySecret, node, attachment);
  }
  return bySecret;
});

/** The Data API of a cluster is called over HTTPS, without connections. */
function hasDataApi(database: GraphNode, world: World): boolean {
  return booleanOf(readAt(database.properties, ["EnableHttpEndpoint"], world)) === true;
}
