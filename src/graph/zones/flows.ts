/**
 * The ways that requests and data take through an app: from where they come in, hop by hop, to what keeps the data.
 *
 * A hop is what the graph has as an edge (somebody sends requests, starts a function, is told the name of a store), and the
 * way out of a private subnet by its NAT gateway. A flow is a path of hops that cannot be made longer.
 * Invariant: in the order of the templates, and bounded; `isCut` says where there are more.
 * Not here: whether a flow survives something; see without-zone.ts.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { fileUnder } from "../file-under.ts";
import { type Evidence, type Graph, type GraphNode, isOutside } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";
import { natGateway } from "../network/nat-use.ts";
import { subnetKind } from "../network/subnet-kind.ts";
import { subnetsOf } from "../network/subnets-of.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { overWorlds } from "../over-worlds.ts";
import { isRole } from "../role.ts";
import { databasesBehind } from "../stores/database-connections.ts";

export interface Hop {
  readonly kind: "fronts" | "triggers" | "references" | "proxies" | "leaves";
  readonly source: GraphNode;
  readonly target: GraphNode;
  readonly guard: Guard;
  readonly evidence: readonly Evidence[];
  /** For a way out: the subnet that it starts in. */
  readonly subnet: GraphNode | null;
}

export interface Flows {
  readonly flows: readonly (readonly [Hop, ...Hop[]])[];
  readonly isCut: boolean;
}

const maximalFlows = 300;
const maximalHops = 10;

export function flowsOf(graph: Graph): Flows {
  const hops = [...edgeHops(graph), ...proxyHops(graph), ...waysOut(graph)];
  const from = new Map<GraphNode, Hop[]>();
  for (const hop of hops) fileUnder(from, hop.source, hop);
  const reached = new Set(hops.map(({ target }) => target));
  const flows: (readonly [Hop, ...Hop[]])[] = [];
  let isCut = false;
  const walk = (path: readonly [Hop, ...Hop[]]): void => {
    if (flows.length >= maximalFlows) {
      isCut = true;
      return;
    }
    const end = path.at(-1)?.target;
    const visited = new Set(path.flatMap(({ source, target }) => [source, target]));
    const next = end === undefined ? [] : (from.get(end) ?? []).filter(({ target }) => !visited.has(target));
    if (next.length === 0 || path.length >= maximalHops) flows.push(path);
    else for (const hop of next) walk([...path, hop]);
  };
  for (const hop of hops) if (!reached.has(hop.source)) walk([hop]);
  return { flows, isCut };
}

function edgeHops(graph: Graph): readonly Hop[] {
  return (["fronts", "triggers", "references"] as const).flatMap((kind) =>
    graph
      .edges(kind)
      .flatMap(({ source, target, guard, evidence }): readonly Hop[] =>
        isOutside(target) || source === target ? [] : [{ kind, source, target, guard, evidence, subnet: null }],
      ),
  );
}

function proxyHops(graph: Graph): readonly Hop[] {
  return graph.nodesOfType("AWS::RDS::DBProxy").flatMap((source) =>
    overWorlds((world) => (world.holds(source.guard) ? databasesBehind(graph, source, world) : []), {
      index: graph,
      node: source,
    }).flatMap(({ guard, value }) =>
      value.map(
        (target): Hop => ({
          kind: "proxies",
          source,
          target,
          guard: and(guard, source.guard, target.guard),
          evidence: [{ message: `${source.logicalId} connects to ${target.logicalId}`, node: source.origin }],
          subnet: null,
        }),
      ),
    ),
  );
}

/** Compute -> the NAT gateway that each of its subnets goes out by. */
const waysOut = oncePerGraph((index): readonly Hop[] => {
  if (index.nodesOfType(natGateway).length === 0) return [];
  const inside = index.nodes.filter((node) => node.part === "" && isRole(node.role, "compute"));
  return inside.flatMap((source) =>
    overWorlds(
      (world) => {
        if (!world.holds(source.guard)) return [];
        return subnetsOf(index, source, world).items.flatMap((subnet) => {
          const found = subnetKind(index, subnet, world);
          if (!("kind" in found) || found.kind !== "private" || found.route === null) return [];
          const nat = nodeNamed(index, found.route.target, natGateway, world).node;
          return nat === undefined ? [] : [{ subnet, nat, evidence: found.evidence }];
        });
      },
      { index, node: source },
    ).flatMap(({ guard, value }) =>
      value.map(
        ({ subnet, nat, evidence }): Hop => ({
          kind: "leaves",
          source,
          target: nat,
          guard: and(guard, source.guard),
          evidence,
          subnet,
        }),
      ),
    ),
  );
});
