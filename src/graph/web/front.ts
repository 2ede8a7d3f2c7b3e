/**
 * What visitors are served from: load balancers for the web that face the internet, and buckets that are websites; and
 * whether a content delivery network stands in front.
 */

import { readAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { mentionsIn } from "../mentions.ts";
import type { Graph, GraphNode, NodeIndex } from "../model.ts";
import { isInternetFacing } from "../network/exposure.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isWord } from "../setting.ts";
import { isWebsite } from "../stores/public-access.ts";
import { both, either, negated, some, type Ternary } from "../ternary.ts";

/** Load balancers and buckets: what may be a front. */
export const frontCandidates = oncePerGraph((index: NodeIndex): readonly GraphNode[] =>
  index.nodes.filter(({ role, part }) => part === "" && (role === "lb" || role === "object")),
);

/** Whether visitors are served from it: a bucket that is a website, a load balancer that faces the internet and speaks HTTP. */
export function servesVisitors(node: GraphNode, world: World): Ternary {
  if (node.role === "object") return isWebsite(node, world);
  const isForOther = some(["network", "gateway"], (type) => isWord(readAt(node.properties, ["Type"], world), type));
  return both(negated(isForOther), () => isInternetFacing(node, world));
}

/** Whether a content delivery network fetches from it; unknown where one outside the app may, which needs no more than its address. */
export function isBehindCdn(graph: Graph, node: GraphNode, world: World): Ternary {
  const here = some(graph.edgesTo("fronts", node), ({ source, guard }) => source.role === "cdn" && world.holds(guard));
  return either(here, () => {
    const reason = escapeOf(graph, node) ?? handedOut(graph).get(node);
    return reason === undefined ? false : [reason];
  });
}

/** Things of which an output exports anything, their address included. */
const handedOut = oncePerGraph((index: NodeIndex) => {
  const found = new Map<GraphNode, Reason>();
  for (const stack of index.stacks) {
    for (const { name, value, exportName } of stack.template.outputs.values()) {
      if (exportName === undefined) continue;
      for (const { node } of mentionsIn(index, stack.valueOf(value))) {
        found.set(node, {
          kind: "escape",
          name,
          stack: stack.stack.name,
          message: `the address of ${node.logicalId} is exported by output ${name}`,
          settle: null,
        });
      }
    }
  }
  return found;
});
