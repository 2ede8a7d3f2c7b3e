/**
 * Whether what wears a security group has a login at all.
 *
 * Everything that names a group counts as wearing it, because what is not known to wear it may. A group that another stack
 * is given may be worn by what is not here.
 */
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import { mentionsIn } from "../mentions.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isRole, type Role } from "../role.ts";
import { listenerPort, listenersAt } from "../web/listeners.ts";
import { securityGroup } from "./security-rules.ts";

/** Roles of what wears groups and runs nothing that anybody could log in to. */
const silentRoles: readonly Role[] = ["lb", "compute.fn", "rdb", "cache", "shared-fs"];

/** Types that wear groups without playing a part of their own. */
const silentTypes: ReadonlySet<string> = new Set(["AWS::EC2::VPCEndpoint", "AWS::EFS::MountTarget"]);

/**
 * Whether a group is worn only by what has no login: load balancers (that listen on none of the ports), functions,
 * databases, endpoints. False where nothing is seen to wear it.
 */
export function isWornSilently(index: NodeIndex, group: GraphNode, ports: readonly number[], world: World): boolean {
  const users = usersOf(index).get(group) ?? [];
  return (
    group.type === securityGroup &&
    users.length > 0 &&
    escapeOf(index, group) === null &&
    users.every((node) => isSilent(node) && !listens(index, node, ports, world))
  );
}

function isSilent({ role, type }: GraphNode): boolean {
  return silentTypes.has(type) || role === "infra" || silentRoles.some((silent) => isRole(role, silent));
}

function listens(index: NodeIndex, node: GraphNode, ports: readonly number[], world: World): boolean {
  return (
    node.role === "lb" &&
    listenersAt(index, node).some((listener) => {
      const port = listenerPort(listener, world);
      return port === undefined || ports.includes(port);
    })
  );
}

/** Types that name groups as the other side of a rule, which is not wearing. */
const naming: ReadonlySet<string> = new Set([
  securityGroup,
  "AWS::EC2::SecurityGroupIngress",
  "AWS::EC2::SecurityGroupEgress",
]);

/** Every resource that names a group, wherever: what names one may wear it. */
const usersOf = oncePerGraph((index) => {
  const users = new Map<GraphNode, GraphNode[]>();
  if (index.nodesOfType(securityGroup).length === 0) return users;
  for (const node of index.nodes) {
    if (node.part !== "" || naming.has(node.type)) continue;
    const named = new Set(mentionsIn(index, node.properties).map((mention) => mention.node));
    for (const group of named) if (group.type === securityGroup) fileUnder(users, group, node);
  }
  return users;
});
