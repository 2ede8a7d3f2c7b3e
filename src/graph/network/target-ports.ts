/**
 * On which ports a load balancer sends traffic to what stands behind it: the port of the target group, of the container
 * that a service names, or of a Classic Load Balancer's listener.
 */
import { listIn, numberOf, readAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Graph, GraphNode } from "../model.ts";
import { registrationsOf } from "../web/target-groups.ts";

export interface TargetPort {
  readonly port: number | Reason;
  /** The target group, or the Classic Load Balancer. */
  readonly by: GraphNode;
}

/** @throws Split where the world does not decide what the answer rests on */
export function targetPortsOf(graph: Graph, member: GraphNode, world: World): readonly TargetPort[] {
  const registered = (registrationsOf(graph).byMember.get(member) ?? [])
    .filter(({ guard }) => world.holds(guard))
    .map(({ group }) => ({
      port: containerPort(member, world) ?? portAt(readAt(group.properties, ["Port"], world), group),
      by: group,
    }));
  const classic = graph
    .edgesTo("fronts", member)
    .filter(({ source, guard }) => source.type === "AWS::ElasticLoadBalancing::LoadBalancer" && world.holds(guard))
    .flatMap(({ source }) =>
      listIn(readAt(source.properties, ["Listeners"], world), world).items.map((listener) => ({
        port: portAt(readAt(listener, ["InstancePort"], world), source),
        by: source,
      })),
    );
  return [...registered, ...classic];
}

/** Port 0 of a container stands for one of the ports that Docker chooses: the first and the last of them. */
export function portsMeant(port: number): readonly number[] {
  return port === 0 ? [32_768, 60_999] : [port];
}

/** A service says itself on which port its container listens; its instance chooses one where tasks share its network. */
function containerPort(node: GraphNode, world: World): number | undefined {
  if (node.type !== "AWS::ECS::Service") return undefined;
  if (readAt(node.properties, ["NetworkConfiguration", "AwsvpcConfiguration"], world).kind === "absent") return 0;
  const [first] = listIn(readAt(node.properties, ["LoadBalancers"], world), world).items;
  return first === undefined ? undefined : numberOf(readAt(first, ["ContainerPort"], world));
}

function portAt(value: Decided, owner: GraphNode): number | Reason {
  return numberOf(value) ?? reasonOf(value) ?? portUnknown(owner);
}

function portUnknown({ logicalId, stack }: GraphNode): Reason {
  const message = `the port that ${logicalId} sends traffic to is not known`;
  return { kind: "port", name: logicalId, stack: stack.stack.name, message, settle: `Port on ${logicalId}` };
}
