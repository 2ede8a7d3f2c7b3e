/**
 * Ways past a load balancer: rules of the security groups of what stands behind it that let the whole world in on the port
 * that it sends traffic to.
 *
 * A Network Load Balancer hands on the addresses of its clients, so that the groups behind it have to admit them.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
import { type Items, listIn, numberOf, readAt, textOf } from "../resolve/reading.ts";
import { reasonOf } from "../resolve/undecided.ts";
import type { Decided, Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import type { Graph, GraphNode } from "./model.ts";
import { securityGroupsOf } from "./security-groups.ts";
import type { SecurityRule } from "./security-rules.ts";
import { registrationsOf } from "./target-groups.ts";
import { worldIngressOf } from "./world-ingress.ts";

/** @throws Split where the world does not decide what the answer rests on */
export function bypassesOf(graph: Graph, node: GraphNode, world: World): Items<SecurityRule> {
  const fronts = frontPorts(graph, node, world);
  const ports = fronts.flatMap(({ port }) => (typeof port === "number" ? [port] : []));
  const unsure = fronts.flatMap(({ port }) => (typeof port === "number" ? [] : [port]));
  const groups = securityGroupsOf(graph, node, world);
  const found = groups.items.map((group) => worldIngressOf(graph, group, [...ports.flatMap(dynamic)], world));
  const rules = found.flatMap(({ items }) => items);
  const open = [...groups.open, ...found.flatMap(({ open }) => open)];
  if (unsure.length > 0) {
    const [first] = unsure;
    const maybe = groups.items.flatMap((group) => worldIngressOf(graph, group, everyPort, world).items);
    return { items: rules, open: [...open, ...(first !== undefined && maybe.length > 0 ? [first] : [])] };
  }
  const preserving = fronts.find(({ preserves }) => preserves !== undefined)?.preserves;
  if (preserving !== undefined) return { items: [], open: rules.length > 0 ? [preserving] : open };
  return { items: rules, open };
}

/** Where the port of a target group is not known, any rule for the world may be the one. */
const everyPort = [80, 443, 3000, 5000, 8000, 8080, 8443];

/** Port 0 of a container stands for one of the ports that Docker chooses. */
function dynamic(port: number): readonly number[] {
  return port === 0 ? [32_768, 49_153, 60_999] : [port];
}

interface Front {
  readonly port: number | Reason;
  /** Why the group may have to admit everybody: the balancer hands on the addresses of its clients. */
  readonly preserves: Reason | undefined;
}

function frontPorts(graph: Graph, node: GraphNode, world: World): readonly Front[] {
  const registered = (registrationsOf(graph).byMember.get(node) ?? [])
    .filter(({ guard }) => world.holds(guard))
    .map(({ group }) => ({
      port: containerPort(node, world) ?? portAt(readAt(group.properties, ["Port"], world), group),
      preserves: preservation(group, world),
    }));
  const classic = graph
    .edgesTo("fronts", node)
    .filter(({ source, guard }) => source.type === "AWS::ElasticLoadBalancing::LoadBalancer" && world.holds(guard))
    .flatMap(({ source }) =>
      listIn(readAt(source.properties, ["Listeners"], world), world).items.map((listener) => ({
        port: portAt(readAt(listener, ["InstancePort"], world), source),
        preserves: undefined,
      })),
    );
  return [...registered, ...classic];
}

/** A service says itself on which port its container listens; unless the instance chooses another one. */
function containerPort(node: GraphNode, world: World): number | undefined {
  if (node.type !== "AWS::ECS::Service") return undefined;
  if (readAt(node.properties, ["NetworkConfiguration", "AwsvpcConfiguration"], world).kind === "absent") return 0;
  const [first] = listIn(readAt(node.properties, ["LoadBalancers"], world), world).items;
  return first === undefined ? undefined : numberOf(readAt(first, ["ContainerPort"], world));
}

function portAt(value: Decided, owner: GraphNode): number | Reason {
  return numberOf(value) ?? reasonOf(value) ?? portUnknown(owner);
}

const preservingProtocols: ReadonlySet<string> = new Set(["TCP", "UDP", "TCP_UDP", "TLS", "QUIC", "TCP_QUIC"]);

function preservation(group: GraphNode, world: World): Reason | undefined {
  const protocol = readAt(group.properties, ["Protocol"], world);
  const text = textOf(protocol)?.toUpperCase();
  if (text === undefined) return protocol.kind === "absent" ? undefined : reasonOf(protocol);
  if (!preservingProtocols.has(text)) return undefined;
  return {
    kind: "client-addresses",
    name: group.logicalId,
    stack: group.stack.stack.name,
    message: `a Network Load Balancer may hand on the addresses of its clients to ${group.logicalId}, whose targets then have to admit them`,
    settle: null,
  };
}

function portUnknown({ logicalId, stack }: GraphNode): Reason {
  const message = `the port that ${logicalId} sends traffic to is not known`;
  return { kind: "port", name: logicalId, stack: stack.stack.name, message, settle: `Port on ${logicalId}` };
}
