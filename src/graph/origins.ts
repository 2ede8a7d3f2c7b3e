/**
 * What a content delivery network fetches from: CloudFront distribution -> bucket, load balancer, API or instance.
 *
 * An origin is named by a host name, which is an attribute of the resource or is built from its name.
 */
import { and } from "../resolve/guard.ts";
import { alternativesOf, itemsOf, valueAt } from "../resolve/reading.ts";
import type { Decided, Value } from "../resolve/value.ts";
import { identify } from "./identity.ts";
import type { FrontsEdge, GraphNode, NodeIndex } from "./model.ts";
import { hopAt } from "./named-nodes.ts";
import { isRole } from "./role.ts";
import { uniteEdges } from "./unite-edges.ts";

const originRoles = ["object", "lb", "api", "compute"];

/** `fronts` edges: content delivery network -> origin. */
export function originEdges(index: NodeIndex): readonly FrontsEdge[] {
  const edges = index.nodesOfType("AWS::CloudFront::Distribution").flatMap((source) =>
    itemsOf(valueAt(source.properties, ["DistributionConfig", "Origins"])).items.flatMap((origin) =>
      alternativesOf(valueAt(origin.value, ["DomainName"])).flatMap(({ guard, value }) =>
        hostsIn(index, value).map((target): FrontsEdge => {
          const evidence = hopAt(value, `${source.logicalId} fetches from ${target.logicalId}`);
          return {
            kind: "fronts",
            id: `fronts:${source.id}>${target.id}`,
            source,
            target,
            guard: and(source.guard, origin.guard, guard, target.guard),
            declaration: evidence[0]?.node ?? source.origin,
            declaredBy: source,
            evidence,
          };
        }),
      ),
    ),
  );
  return uniteEdges(edges);
}

/** The resources that a host name belongs to; it may be cut out of an address by `Fn::Split`. */
function hostsIn(index: NodeIndex, host: Decided): readonly GraphNode[] {
  const found = new Set<GraphNode>();
  const queue: Value[] = [host];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next.kind === "choice") queue.push(...next.alternatives.map(({ value }) => value));
    else if (next.kind === "list") queue.push(...next.items);
    else if (next.kind === "unknown") queue.push(...(next.derived?.of ?? []));
    else {
      for (const { node } of identify(index, next).certain)
        if (originRoles.some((role) => isRole(node.role, role))) found.add(node);
    }
  }
  return [...found];
}
