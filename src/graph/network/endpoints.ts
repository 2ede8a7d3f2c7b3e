/**
 * Whether a subnet has a way to an AWS service by an endpoint of its VPC: a gateway endpoint on its route table (S3,
 * DynamoDB), or an interface endpoint anywhere in its VPC that takes the service's own name and lets the subnet in.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
 * https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 *
 * Invariant: "none" only where no other stack is given what it would need to add one.
 */

import { listIn, readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { partsOf } from "../arn.ts";
import { escapeOf } from "../escape.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { stated } from "../setting.ts";
import { both, either, some, type Ternary, unlessOpen } from "../ternary.ts";
import { admission } from "./admission.ts";
import { type Position, positionOf } from "./position.ts";
import { routeTableOf } from "./route-tables.ts";
import { sameVpc, vpcNamed } from "./vpc.ts";

/** @param service the last part of the service's name: `s3`, `dynamodb`, `secretsmanager`. */
export function endpointServes(
  index: NodeIndex,
  position: Position,
  subnet: GraphNode,
  service: string,
  world: World,
): Ternary {
  const endpoints = index.nodesOfType("AWS::EC2::VPCEndpoint").filter(({ guard }) => world.holds(guard));
  const found = some(endpoints, (endpoint) =>
    both(isFor(endpoint, service, world), () => {
      const type = textOf(readAt(endpoint.properties, ["VpcEndpointType"], world)) ?? "Gateway";
      if (type === "Gateway") return isOnTable(index, endpoint, subnet, world);
      return type === "Interface" && interfaceServes(index, endpoint, position, world);
    }),
  );
  return either(found, () => unlessOpen(mayBeAdded(index, subnet, position, world)));
}

/** `com.amazonaws.${AWS::Region}.s3` is for `s3`. */
function isFor(endpoint: GraphNode, service: string, world: World): Ternary {
  const name = readAt(endpoint.properties, ["ServiceName"], world);
  const last = partsOf(name).at(-1);
  const text = last === undefined ? undefined : textOf(last);
  if (text !== undefined) return text === service || text.endsWith(`.${service}`);
  const reason = reasonOf(name);
  return reason === undefined ? false : [reason];
}

function isOnTable(index: NodeIndex, endpoint: GraphNode, subnet: GraphNode, world: World): Ternary {
  const tables = listIn(readAt(endpoint.properties, ["RouteTableIds"], world), world);
  const used = routeTableOf(index, subnet, world);
  if ("reason" in used) return tables.items.length === 0 && tables.open.length === 0 ? false : [used.reason];
  const names = tables.items.map((item) => nodeNamed(index, item, used.table.type, world));
  if (names.some(({ node }) => node === used.table)) return true;
  return unlessOpen([...tables.open, ...names.flatMap(({ reason }) => reason ?? [])]);
}

/** HTTPS to the endpoint's interfaces, under the name that everybody uses. */
function interfaceServes(index: NodeIndex, endpoint: GraphNode, position: Position, world: World): Ternary {
  const own = vpcNamed(index, readAt(endpoint.properties, ["VpcId"], world), endpoint, world);
  if (position.vpc === undefined) return false;
  return both(sameVpc(own, position.vpc), () => {
    const named = stated(readAt(endpoint.properties, ["PrivateDnsEnabled"], world)) ?? true;
    return both(named === false ? [otherName(endpoint)] : named, () => {
      const into = positionOf(index, endpoint, world);
      return admission(index, "ingress", into, position, 443, world).admits;
    });
  });
}

/** Stacks that are given the route table or the VPC may add endpoints to it. */
function mayBeAdded(index: NodeIndex, subnet: GraphNode, { vpc }: Position, world: World): readonly Reason[] {
  const used = routeTableOf(index, subnet, world);
  const givenAway = [
    "reason" in used ? null : escapeOf(index, used.table),
    vpc?.kind === "declared" ? escapeOf(index, vpc.node) : null,
  ].filter((reason) => reason !== null);
  return vpc === undefined || vpc.kind === "declared" || vpc.kind === "default"
    ? givenAway
    : [vpc.reason, ...givenAway];
}

function otherName({ logicalId, stack }: GraphNode): Reason {
  return {
    kind: "endpoint",
    name: logicalId,
    stack: stack.stack.name,
    message: `${logicalId} is used only by what names it, because it does not take the service's own name`,
    settle: `PrivateDnsEnabled on ${logicalId}`,
  };
}
