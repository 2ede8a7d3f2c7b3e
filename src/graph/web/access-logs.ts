/**
 * Whether it is logged who asked what: access logs of load balancers, buckets, distributions and APIs, flow logs of VPCs.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { itemsOf, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import { mentionsIn } from "../mentions.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodesNamed } from "../named-nodes.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isOn, isSet } from "../setting.ts";
import { either, some, type Ternary, unlessOpen } from "../ternary.ts";

const logged: ReadonlySet<string> = new Set(["lb", "object", "cdn", "api", "network.vpc"]);

/** What access logs are asked of: where logs are put is left out, because its own would never end. */
export const loggedNodes = oncePerGraph((index: NodeIndex): readonly GraphNode[] => {
  const destinations = new Set(
    index.nodes
      .flatMap((node) => destinationsAt.flatMap((path) => mentionsIn(index, valueAt(node.properties, path))))
      .map(({ node }) => node),
  );
  for (const balancer of index.nodesOfType(balancerType)) {
    for (const { value } of itemsOf(valueAt(balancer.properties, ["LoadBalancerAttributes"])).items)
      if (textOf(valueAt(value, ["Key"])) === "access_logs.s3.bucket")
        for (const { node } of mentionsIn(index, valueAt(value, ["Value"]), ["AWS::S3::Bucket"]))
          destinations.add(node);
  }
  return index.nodes
    .filter(({ role, part }) => part === "" && logged.has(role))
    .filter((node) => !destinations.has(node));
});

const balancerType = "AWS::ElasticLoadBalancingV2::LoadBalancer";

/** Properties that say where logs are put. */
const destinationsAt = [
  ["LoggingConfiguration", "DestinationBucketName"],
  ["AccessLoggingPolicy", "S3BucketName"],
  ["DistributionConfig", "Logging", "Bucket"],
];

/** Whether requests to it, or the traffic of a VPC, are logged; unknown where something outside the app may say so. */
export function isLogged(index: NodeIndex, node: GraphNode, world: World): Ternary {
  const at = (...path: readonly string[]) => readAt(node.properties, path, world);
  switch (node.type) {
    case "AWS::S3::Bucket":
      return isSet(at("LoggingConfiguration"));
    case "AWS::ElasticLoadBalancing::LoadBalancer":
      return isOn(at("AccessLoggingPolicy", "Enabled"));
    case balancerType: {
      const { items, open } = listIn(at("LoadBalancerAttributes"), world);
      const enabled = items.filter((item) => textOf(readAt(item, ["Key"], world)) === "access_logs.s3.enabled");
      return either(
        some(enabled, (item) => isOn(readAt(item, ["Value"], world))),
        () => unlessOpen(open),
      );
    }
    case "AWS::CloudFront::Distribution":
      return either(isSet(at("DistributionConfig", "Logging", "Bucket")), () => isDelivered(index, node, world));
    case "AWS::EC2::VPC":
      return hasFlowLog(index, node, world);
    case "AWS::AppSync::GraphQLApi":
      return isSet(at("LogConfig"));
    default:
      return stagesLog(index, node, world);
  }
}

/** Distributions log by way of delivery sources too, since 2024. */
function isDelivered(index: NodeIndex, node: GraphNode, world: World): Ternary {
  return some(index.nodesOfType("AWS::Logs::DeliverySource"), (source) =>
    mentionsIn(index, valueAt(source.properties, ["ResourceArn"])).some(
      (mention) => mention.node === node && world.holds(and(source.guard, mention.guard)),
    ),
  );
}

/** An API logs where every one of its stages does. */
function stagesLog(index: NodeIndex, api: GraphNode, world: World): Ternary {
  const stages = (stagesOf(index).get(api) ?? []).filter(({ guard }) => world.holds(guard));
  if (stages.length === 0) return [noStage(api)];
  const without = some(stages, ({ node }) => {
    const setting = ["AccessLogSetting", "AccessLogSettings"].map((name) => readAt(node.properties, [name], world));
    return !setting.some(({ kind }) => kind !== "absent");
  });
  return without !== true;
}

const stagesOf = oncePerGraph((index: NodeIndex) => {
  const byApi = new Map<GraphNode, { readonly node: GraphNode; readonly guard: Guard }[]>();
  for (const [type, property, api] of stageTypes) {
    for (const node of index.nodesOfType(type))
      for (const named of nodesNamed(index, valueAt(node.properties, [property]), [api]))
        fileUnder(byApi, named.node, { node, guard: and(node.guard, named.guard) });
  }
  return byApi;
});

const stageTypes = [
  ["AWS::ApiGateway::Stage", "RestApiId", "AWS::ApiGateway::RestApi"],
  ["AWS::ApiGatewayV2::Stage", "ApiId", "AWS::ApiGatewayV2::Api"],
] as const;

function noStage({ logicalId, stack }: GraphNode): Reason {
  const message = `the stages of ${logicalId} are defined outside this app`;
  return {
    kind: "stage",
    name: logicalId,
    stack: stack.stack.name,
    message,
    settle: "judge the stack that defines them together with this one",
  };
}

/** Whether a flow log is about the whole VPC. */
function hasFlowLog(index: NodeIndex, vpc: GraphNode, world: World): Ternary {
  const here = (flowLogs(index).get(vpc) ?? []).some((guard) => world.holds(guard));
  const escape = escapeOf(index, vpc);
  return here ? true : escape === null ? false : [escape];
}

const flowLogs = oncePerGraph((index: NodeIndex) => {
  const byVpc = new Map<GraphNode, Guard[]>();
  for (const log of index.nodesOfType("AWS::EC2::FlowLog"))
    for (const { node, guard } of nodesNamed(index, valueAt(log.properties, ["ResourceId"]), ["AWS::EC2::VPC"]))
      fileUnder(byVpc, node, and(log.guard, guard));
  return byVpc;
});
