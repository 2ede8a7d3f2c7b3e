/**
 * What a content delivery network fetches from: CloudFront distribution -> bucket, load balancer, API or instance.
 *
 * An origin is named by a host name, which is an attribute of the resource, is built from its name or is given to it by
 * Route 53; or by a VPC origin.
 * Not here: whether the origin can be asked directly; see origin-bypass.ts.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, itemsOf, valueAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Decided, Value } from "../../resolve/value.ts";
import type { SourceNode } from "../../source/node.ts";
import { identify, type Named } from "../identity.ts";
import type { FrontsEdge, GraphNode, NodeIndex } from "../model.ts";
import { hopAt, nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isRole } from "../role.ts";
import { uniteEdges } from "../unite-edges.ts";
import { targetsOfName } from "./dns-names.ts";

const originRoles = ["object", "lb", "api", "compute"];

/** One origin of a distribution, and the resource of the app behind it. */
export interface Origin {
  readonly distribution: GraphNode;
  readonly target: GraphNode;
  /** Whether it is the website endpoint of a bucket, which takes no signatures. */
  readonly isWebsite: boolean;
  /** Its `Id`, for people. */
  readonly name: string;
  readonly settings: Value;
  readonly guard: Guard;
  readonly origin: SourceNode;
  /** The value that names the host. */
  readonly host: Decided;
}

/** All origins of the app's distributions that are resources of the app. */
export const originsOf = oncePerGraph((index): readonly Origin[] =>
  index.nodesOfType("AWS::CloudFront::Distribution").flatMap((distribution) =>
    itemsOf(valueAt(distribution.properties, ["DistributionConfig", "Origins"])).items.flatMap(
      ({ guard: there, value: settings }) =>
        targetsOf(index, settings).map(({ guard, host, named }) => ({
          distribution,
          target: named.node,
          isWebsite: named.attribute === "WebsiteURL" || spell(host).includes("s3-website"),
          name: spell(valueAt(settings, ["Id"])),
          settings,
          guard: and(distribution.guard, there, guard, named.node.guard),
          origin: settings.origin ?? distribution.origin,
          host,
        })),
    ),
  ),
);

/** `fronts` edges: content delivery network -> origin. */
export function originEdges(index: NodeIndex): readonly FrontsEdge[] {
  const edges = originsOf(index).map(({ distribution, target, guard, host }): FrontsEdge => {
    const evidence = hopAt(host, `${distribution.logicalId} fetches from ${target.logicalId}`);
    return {
      kind: "fronts",
      id: `fronts:${distribution.id}>${target.id}`,
      source: distribution,
      target,
      guard,
      declaration: evidence[0]?.node ?? distribution.origin,
      declaredBy: distribution,
      evidence,
    };
  });
  return uniteEdges(edges);
}

interface Target {
  readonly guard: Guard;
  readonly host: Decided;
  readonly named: Pick<Named, "node" | "attribute">;
}

function targetsOf(index: NodeIndex, settings: Value): readonly Target[] {
  const byHost = alternativesOf(valueAt(settings, ["DomainName"])).flatMap(({ guard, value }) => [
    ...hostsIn(index, value).map((named) => ({ guard, host: value, named })),
    ...targetsOfName(index, value).flatMap((target) =>
      hostsIn(index, target.value).map((named) => ({ guard: and(guard, target.guard), host: value, named })),
    ),
  ]);
  if (byHost.length > 0) return byHost;
  const inVpc = nodesNamed(index, valueAt(settings, ["VpcOriginConfig", "VpcOriginId"]), [
    "AWS::CloudFront::VpcOrigin",
  ]);
  return inVpc.flatMap(({ node, guard }) =>
    alternativesOf(valueAt(node.properties, ["VpcOriginEndpointConfig", "Arn"])).flatMap((arn) =>
      hostsIn(index, arn.value).map((named) => ({ guard: and(guard, node.guard, arn.guard), host: arn.value, named })),
    ),
  );
}

/** The resources that a host name belongs to; it may be cut out of an address by `Fn::Split`. */
function hostsIn(index: NodeIndex, host: Decided): readonly Pick<Named, "node" | "attribute">[] {
  const found = new Map<GraphNode, string>();
  const queue: Value[] = [host];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next.kind === "choice") queue.push(...next.alternatives.map(({ value }) => value));
    else if (next.kind === "list") queue.push(...next.items);
    else if (next.kind === "unknown") queue.push(...(next.derived?.of ?? []));
    else {
      for (const { node, attribute } of identify(index, next).certain)
        if (originRoles.some((role) => isRole(node.role, role))) found.set(node, attribute);
    }
  }
  return [...found].map(([node, attribute]) => ({ node, attribute }));
}
