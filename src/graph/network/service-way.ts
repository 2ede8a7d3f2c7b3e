/**
 * Whether compute has a way to an AWS service from where it stands: over the internet (a NAT gateway, or an address of its
 * own), or by an endpoint of its VPC. What runs outside every VPC always has.
 *
 * A function in a public subnet has none: it never gets a public address.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html
 * Not here: whether it is allowed to use the service; see ../access/can.ts.
 */
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { nodeAt } from "../../source/node.ts";
import { type Answer, type Evidence, type Graph, type GraphNode, isOutside, type NodeIndex } from "../model.ts";
import { both, either, every, isUnknown, type Ternary } from "../ternary.ts";
import { endpointServes } from "./endpoints.ts";
import { letsHttpsOut } from "./https-egress.ts";
import { type Position, positionOf } from "./position.ts";
import { wayFrom } from "./public-way.ts";
import { subnetKind } from "./subnet-kind.ts";

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

/** The answer, and where it is no a clause about what is missing. */
export interface ServiceWay {
  readonly answer: Answer;
  readonly obstacle: string;
}

const open: ServiceWay = { answer: { answer: "yes", evidence: [] }, obstacle: "" };

/** Whether a node has a way to the service of a store, from all of its subnets. @throws Split */
export function wayToStore(index: NodeIndex, node: GraphNode, store: GraphNode, world: World): ServiceWay {
  const service = services.get(store.type);
  const position = positionOf(index, node, world);
  if (service === undefined || position.vpc === undefined) return open;
  // What a group of another stack lets out is not asked further: groups let everything out unless somebody minds.
  if (letsHttpsOut(index, position, world) === false) return closed(position);
  const { subnets, elsewhere, vpc } = position;
  if (subnets.length === 0 && vpc.kind === "default") return open;
  const evidence: Evidence[] = [];
  let first: GraphNode | undefined;
  const served = every(subnets, (subnet) => {
    const way = either(wayFrom(index, node, subnet, world), () =>
      endpointServes(index, position, subnet, service, world),
    );
    if (way === false) {
      first ??= subnet;
      evidence.push(...wayEnds(index, node, subnet, service, world));
    }
    return way;
  });
  const decided = both(served, () => seen(elsewhere));
  if (isUnknown(decided)) return undecided(decided);
  if (decided) return open;
  const obstacle = `in ${first?.logicalId ?? "its subnet"} there is neither a NAT gateway nor an endpoint to get there`;
  return { answer: { answer: "no", evidence }, obstacle };
}

/** True where nothing is left unseen. */
function seen(elsewhere: readonly Reason[]): Ternary {
  const [first, ...others] = elsewhere;
  return first === undefined ? true : [first, ...others];
}

function undecided(reasons: readonly Reason[]): ServiceWay {
  return { answer: { answer: "unknown", reasons, evidence: [] }, obstacle: "" };
}

function closed({ node, groups }: Position): ServiceWay {
  const names = groups.map(({ logicalId }) => logicalId).join(" or ");
  const evidence = groups.map((group) => ({
    message: `${node.logicalId} wears ${group.logicalId}, which does not let HTTPS out`,
    node: nodeAt(group.declaration.properties, ["SecurityGroupEgress"]) ?? group.origin,
  }));
  return { answer: { answer: "no", evidence }, obstacle: `no rule of ${names} lets HTTPS out` };
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
