/**
 * What is in the way of a connection, in words, and where a reviewer would mend it.
 */
import type { SourceNode } from "../../source/node.ts";
import { nodeAt } from "../../source/node.ts";
import type { Evidence, GraphNode } from "../model.ts";
import type { Hop } from "../stores/database-connections.ts";
import type { Position } from "./position.ts";
import { vpcLabel } from "./vpc.ts";

/** A clause that follows "but". */
export function obstacleOf({ source, target, port, reach: { from, to, obstacle } }: Hop): string {
  switch (obstacle) {
    case "way":
      if (from.vpc === undefined) return `${source.logicalId} runs outside the VPC of ${target.logicalId}`;
      return to.vpc === undefined
        ? `${target.logicalId} is in no VPC`
        : `it stands in ${vpcLabel(to.vpc)}, which nothing connects with ${vpcLabel(from.vpc)}, where ${source.logicalId} stands`;
    case "acl":
      return `a network ACL on the way from ${source.logicalId} does not let connections through to port ${port}, or their answers back`;
    case "egress":
      return `no rule of ${groupsOf(from)} lets ${source.logicalId} out to it on port ${port}`;
    default:
      return `no rule of ${groupsOf(to)} lets ${worn(from)} in on port ${port}`;
  }
}

function groupsOf({ groups, node }: Position): string {
  const names = groups.map(({ logicalId }) => logicalId);
  return names.length === 0 ? `the default security group that ${node.logicalId} wears` : names.join(" or ");
}

function worn({ groups, node }: Position): string {
  const names = groups.map(({ logicalId }) => logicalId);
  return names.length === 0 ? node.logicalId : `${node.logicalId} (${names.join(", ")})`;
}

/** The rules of the group that lacks one, the group, or the node that stands in the wrong place. */
export function obstacleAt({ source, target, reach: { from, to, obstacle } }: Hop): SourceNode {
  const [side, node, property] =
    obstacle === "egress"
      ? [from, source, "SecurityGroupEgress"]
      : obstacle === "way" || obstacle === "acl"
        ? [undefined, source, ""]
        : [to, target, "SecurityGroupIngress"];
  const [group] = side?.groups ?? [];
  if (group === undefined) return node.origin;
  return nodeAt(group.declaration.properties, [property]) ?? group.origin;
}

/** Both sides and the groups that they wear. */
export function obstacleHops({ source, target, reach: { from, to } }: Hop): readonly Evidence[] {
  return [...wearing(source, from), ...wearing(target, to)];
}

function wearing(node: GraphNode, { groups, vpc }: Position): readonly Evidence[] {
  const place = vpc === undefined ? "stands in no VPC" : `stands in ${vpcLabel(vpc)}`;
  const hops = groups.map((group) => ({
    message: `${node.logicalId} wears the security group ${group.logicalId}`,
    node: group.origin,
  }));
  return [{ message: `${node.logicalId} ${place}`, node: node.origin }, ...hops];
}
