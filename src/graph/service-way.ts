/**
 * Whether compute has a way to an AWS service from where it stands: over the internet (a NAT gateway, or an address of its
 * own), or by an endpoint of its VPC. What runs outside every VPC always has.
 *
 * A function in a public subnet has none: it never gets a public address.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
 * Not here: whether it is allowed to use the service; see access/can.ts.
 */
import type { World } from "../resolve/world.ts";
import { type Answer, type Evidence, type Graph, type GraphNode, isOutside, type NodeIndex } from "./model.ts";
import { endpointServes } from "./network/endpoints.ts";
import { positionOf } from "./network/position.ts";
import { wayFrom } from "./network/public-way.ts";
import { subnetKind } from "./subnet-kind.ts";
import { either, every, isUnknown, unlessOpen } from "./ternary.ts";

/** The names of services, as endpoints have them, by the type of what is used there. */
const services: ReadonlyMap<string, string> = new Map([
  ["AWS::DynamoDB::GlobalTable", "dynamodb"],
  ["AWS::DynamoDB::Table", "dynamodb"],
  ["AWS::Events::EventBus", "events"],
  ["AWS::S3::Bucket", "s3"],
  ["AWS::SNS::Topic", "sns"],
  ["AWS::SQS::Queue", "sqs"],
  ["AWS::SSM::Parameter", "ssm"],
  ["AWS::SecretsManager::Secret", "secretsmanager"],
  ["AWS::StepFunctions::StateMachine", "states"],
]);

/** What a name of a store gives access to; an address that it is served under needs no way from here. */
const naming: ReadonlySet<string> = new Set(["Ref", "Arn", "Name", "QueueUrl", "TopicName", "QueueName"]);

/** The stores that compute is told about and that it uses by calling an AWS service. */
export function storesUsedBy(graph: Graph, node: GraphNode, world: World): readonly GraphNode[] {
  const stores = new Set<GraphNode>();
  for (const { target, attribute, guard } of graph.edgesFrom("references", node)) {
    if (isOutside(target) || !services.has(target.type) || !naming.has(attribute)) continue;
    if (world.holds(guard)) stores.add(target);
  }
  return [...stores];
}

/** Whether a node has a way to the service of a store, from all of its subnets. @throws Split */
export function wayToStore(index: NodeIndex, node: GraphNode, store: GraphNode, world: World): Answer {
  const service = services.get(store.type);
  const position = positionOf(index, node, world);
  if (service === undefined || position.vpc === undefined) return { answer: "yes", evidence: [] };
  const { subnets, elsewhere } = position;
  const evidence: Evidence[] = [];
  const served = either(
    subnets.length > 0 &&
      every(subnets, (subnet) => {
        const way = either(wayFrom(index, node, subnet, world), () =>
          endpointServes(index, position, subnet, service, world),
        );
        if (way === false) evidence.push(...wayEnds(index, node, subnet, service, world));
        return way;
      }),
    () => (subnets.length === 0 ? (position.vpc?.kind === "default" ? true : unlessOpen(elsewhere)) : false),
  );
  if (isUnknown(served)) return { answer: "unknown", reasons: served, evidence: [] };
  return { answer: served ? "yes" : "no", evidence };
}

function wayEnds(
  index: NodeIndex,
  node: GraphNode,
  subnet: GraphNode,
  service: string,
  world: World,
): readonly Evidence[] {
  const kind = subnetKind(index, subnet, world);
  const message = `${node.logicalId} stands in ${subnet.logicalId}, where no endpoint leads to ${service}`;
  return [{ message, node: subnet.origin }, ...("kind" in kind ? kind.evidence : [])];
}
