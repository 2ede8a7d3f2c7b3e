/**
 * Whether a web application firewall looks at what comes in: at the entrance itself, or at a distribution before it.
 *
 * A regional web ACL is attached by an association of its own, which may stand in any stack; a distribution names its own.
 * https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
 * Not here: what the firewall's rules do; and Firewall Manager outside the app, which may attach one anywhere.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { alternativesOf, readAt, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import { mentionsIn } from "../mentions.ts";
import type { Graph, GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { isApplicationBalancer } from "../network/exposure.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isSet } from "../setting.ts";
import { both, either, some, type Ternary, unlessOpen } from "../ternary.ts";

/** Whether AWS WAF can be put in front of it: not of Network and Classic Load Balancers, nor of HTTP APIs. */
export function canHaveWebAcl(node: GraphNode, world: World): Ternary {
  switch (node.type) {
    case "AWS::CloudFront::Distribution":
    case "AWS::ApiGateway::RestApi":
    case "AWS::AppSync::GraphQLApi":
      return true;
    default:
      return isApplicationBalancer(node, world);
  }
}

/** Whether a web ACL protects it, its own or that of a distribution in front of it; unknown where one outside the app may. */
export function isBehindWebAcl(graph: Graph, node: GraphNode, world: World): Ternary {
  if (node.role === "cdn") return isSet(readAt(node.properties, ["DistributionConfig", "WebACLId"], world));
  const byDistribution = (): Ternary =>
    some(
      graph.edgesTo("fronts", node).filter(({ source, guard }) => source.role === "cdn" && world.holds(guard)),
      ({ source }) => isBehindWebAcl(graph, source, world),
    );
  const elsewhere = (): Ternary => {
    const escape = escapeOf(graph, node);
    return escape === null ? false : [escape];
  };
  return either(isAssociated(graph, node, world), () => either(byDistribution(), elsewhere));
}

/** Whether an association of the app attaches a web ACL to it. */
function isAssociated(index: NodeIndex, node: GraphNode, world: World): Ternary {
  const { byProtected, undecided } = associations(index);
  const here = (byProtected.get(node) ?? []).some((guard) => world.holds(guard));
  if (here) return true;
  return either(
    some(undecided, ({ guard, reason }) => both(world.holds(guard), () => [reason])),
    () => unlessOpen(managed(index)),
  );
}

interface Associations {
  readonly byProtected: ReadonlyMap<GraphNode, readonly Guard[]>;
  /** Associations of which it is not known what they protect. */
  readonly undecided: readonly { readonly guard: Guard; readonly reason: Reason }[];
}

const associations = oncePerGraph((index): Associations => {
  const byProtected = new Map<GraphNode, Guard[]>();
  const undecided: { guard: Guard; reason: Reason }[] = [];
  for (const type of ["AWS::WAFv2::WebACLAssociation", "AWS::WAFRegional::WebACLAssociation"]) {
    for (const association of index.nodesOfType(type)) {
      for (const { guard, value } of alternativesOf(valueAt(association.properties, ["ResourceArn"]))) {
        const when = and(association.guard, guard);
        const mentioned = mentionsIn(index, value);
        for (const mention of mentioned) {
          for (const node of [mention.node, ...apisOf(index, mention.node)])
            fileUnder(byProtected, node, and(when, mention.guard));
        }
        const reason = reasonOf(value);
        if (mentioned.length === 0 && reason !== undefined) undecided.push({ guard: when, reason });
      }
    }
  }
  return { byProtected, undecided };
});

/** What is attached to a stage protects its API. */
function apisOf(index: NodeIndex, stage: GraphNode): readonly GraphNode[] {
  if (stage.type !== "AWS::ApiGateway::Stage") return [];
  return nodesNamed(index, valueAt(stage.properties, ["RestApiId"]), ["AWS::ApiGateway::RestApi"]).map(
    ({ node }) => node,
  );
}

/** Policies of Firewall Manager attach web ACLs by themselves. */
const managed = oncePerGraph((index): readonly Reason[] =>
  index.nodesOfType("AWS::FMS::Policy").map(({ logicalId, stack }) => ({
    kind: "firewall-manager",
    name: logicalId,
    stack: stack.stack.name,
    message: `the policy ${logicalId} of Firewall Manager may attach a web ACL`,
    settle: null,
  })),
);
