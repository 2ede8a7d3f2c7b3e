/** Defects of the web tier: capacity, scaling, health, the front door, and who is told what belongs to what. */
import type { Operator } from "../operator.ts";
import { at, drop, isMap, listOf, namesIn, put, resourcesOf, type TemplateTree } from "../template-tree.ts";
import { atType } from "./at-type.ts";

const group = ["AWS::AutoScaling::AutoScalingGroup"];
const service = ["AWS::ECS::Service"];
const policies = ["AWS::AutoScaling::ScalingPolicy", "AWS::ApplicationAutoScaling::ScalingPolicy"];
const listener = ["AWS::ElasticLoadBalancingV2::Listener"];
const targetGroup = ["AWS::ElasticLoadBalancingV2::TargetGroup"];
const distribution = ["AWS::CloudFront::Distribution"];

const isFronted = (tree: TemplateTree, id: string): boolean =>
  [...namesIn(tree.Resources[id]?.["Properties"])].some((name) =>
    ["AWS::ElasticLoadBalancingV2::TargetGroup", "AWS::ElasticLoadBalancing::LoadBalancer"].includes(
      String(tree.Resources[name]?.["Type"]),
    ),
  );

/** What a scalable target or policy scales, directly or through its target. */
function scaled(tree: TemplateTree, id: string): readonly string[] {
  const names = [...namesIn(tree.Resources[id]?.["Properties"])];
  return [...names, ...names.flatMap((name) => [...namesIn(tree.Resources[name]?.["Properties"])])];
}

export const webOperators: readonly Operator[] = [
  {
    name: "one instance is enough for the group",
    rules: ["MAZ003"],
    sites: atType(
      group,
      (p) => put(p, ["MinSize"], "1"),
      (p, tree, id) => isFronted(tree, id) && Number(p["MinSize"]) >= 2,
    ),
  },
  {
    name: "none is enough for the group",
    rules: ["MAZ003"],
    sites: atType(
      group,
      (p) => put(p, ["MinSize"], 0),
      (p, tree, id) => isFronted(tree, id) && Number(p["MinSize"]) >= 2,
    ),
  },
  {
    name: "the group has no room to grow",
    rules: ["MAZ005"],
    sites: atType(
      group,
      (p) => put(p, ["MaxSize"], p["MinSize"] ?? 1),
      (p) => Number(p["MaxSize"]) > Number(p["MinSize"]),
    ),
  },
  {
    name: "nothing scales the tier",
    rules: ["MAZ004"],
    sites: (tree) =>
      resourcesOf(tree, ...policies)
        .map(({ id }) => ({
          name: id,
          subjects: scaled(tree, id),
          apply: (copy: TemplateTree) => {
            delete copy.Resources[id];
          },
        }))
        .filter(({ subjects }) =>
          subjects.some((name) => [...group, ...service].includes(String(tree.Resources[name]?.["Type"]))),
        ),
  },
  {
    name: "the tier grows and never shrinks",
    rules: ["TRF005"],
    sites: (tree) =>
      resourcesOf(tree, ...policies)
        .filter(
          ({ properties }) =>
            at(properties, "TargetTrackingConfiguration") !== undefined ||
            at(properties, "TargetTrackingScalingPolicyConfiguration") !== undefined,
        )
        .map(({ id, properties }) => ({
          name: id,
          subjects: [id, ...scaled(tree, id)],
          apply: (copy) =>
            put(
              copy.Resources[id] ?? {},
              [
                "Properties",
                properties["TargetTrackingConfiguration"] === undefined
                  ? "TargetTrackingScalingPolicyConfiguration"
                  : "TargetTrackingConfiguration",
                "DisableScaleIn",
              ],
              true,
            ),
        })),
  },
  {
    name: "one task is enough for the service",
    rules: ["MAZ003"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::ApplicationAutoScaling::ScalableTarget")
        .filter(({ properties }) => Number(properties["MinCapacity"]) >= 2)
        .map(({ id }) => ({
          name: id,
          subjects: [id, ...scaled(tree, id)],
          apply: (copy) => put(copy.Resources[id] ?? {}, ["Properties", "MinCapacity"], 1),
        })),
  },
  {
    name: "a fixed count fights scaling",
    rules: ["MAZ011"],
    sites: atType(
      service,
      (p) => put(p, ["DesiredCount"], 2),
      (p, tree, id) =>
        p["DesiredCount"] === undefined &&
        resourcesOf(tree, "AWS::ApplicationAutoScaling::ScalableTarget").some(({ properties }) =>
          namesIn(properties).has(id),
        ),
    ),
  },
  {
    name: "the load balancer's health check does not count",
    rules: ["FLT001"],
    sites: atType(
      group,
      (p) => drop(p, "HealthCheckType"),
      (p, tree, id) => isFronted(tree, id) && p["HealthCheckType"] === "ELB",
    ),
  },
  {
    name: "an update replaces nothing, or all at once",
    rules: ["FLT002"],
    sites: atType(
      group,
      (_p, _tree, resource) => drop(resource, "UpdatePolicy"),
      (_p, tree, id) => tree.Resources[id]?.["UpdatePolicy"] !== undefined,
    ),
  },
  {
    name: "sessions stick to instances",
    rules: ["FLT006"],
    sites: atType(targetGroup, (p) =>
      put(p, ["TargetGroupAttributes"], [{ Key: "stickiness.enabled", Value: "true" }]),
    ),
  },
  {
    name: "plain HTTP is served",
    rules: ["SEC001"],
    sites: atType(
      listener,
      (p, tree) => {
        const [other] = listOf(p["DefaultActions"]);
        if (isMap(other)) {
          other["Type"] = "forward";
          other["TargetGroupArn"] = { Ref: resourcesOf(tree, ...targetGroup)[0]?.id ?? "" };
          delete other["RedirectConfig"];
        }
      },
      (p) => p["Protocol"] === "HTTP" && at(p, "DefaultActions", 0, "Type") === "redirect",
      (id, tree) => [id, ...namesIn(tree.Resources[id]?.["Properties"])],
    ),
  },
  {
    name: "the redirect goes to HTTP",
    rules: ["SEC001"],
    sites: atType(
      listener,
      (p) => {
        const redirect = at(p, "DefaultActions", 0, "RedirectConfig");
        if (isMap(redirect)) {
          redirect["Protocol"] = "HTTP";
          redirect["Host"] = "www.#{host}";
          redirect["Port"] = "80";
        }
      },
      (p) => p["Protocol"] === "HTTP" && at(p, "DefaultActions", 0, "Type") === "redirect",
      (id, tree) => [id, ...namesIn(tree.Resources[id]?.["Properties"])],
    ),
  },
  {
    name: "the distribution serves plain HTTP",
    rules: ["SEC001"],
    sites: atType(distribution, (p) =>
      put(p, ["DistributionConfig", "DefaultCacheBehavior", "ViewerProtocolPolicy"], "allow-all"),
    ),
  },
  {
    name: "no firewall stands in front",
    rules: ["SEC003"],
    sites: (tree) =>
      resourcesOf(tree, "AWS::WAFv2::WebACLAssociation").map(({ id, properties }) => ({
        name: id,
        subjects: [...namesIn(properties["ResourceArn"])],
        apply: (copy) => {
          delete copy.Resources[id];
        },
      })),
  },
  {
    name: "the distribution has no firewall",
    rules: ["SEC003"],
    sites: atType(
      distribution,
      (p) => drop(p, "DistributionConfig", "WebACLId"),
      (p) => at(p, "DistributionConfig", "WebACLId") !== undefined,
    ),
  },
  {
    name: "the bucket behind the distribution is open to all of it",
    rules: ["SEC009"],
    sites: atType(
      distribution,
      (p) => {
        for (const origin of listOf(at(p, "DistributionConfig", "Origins")))
          if (isMap(origin)) delete origin["OriginAccessControlId"];
      },
      (p) =>
        listOf(at(p, "DistributionConfig", "Origins")).some(
          (origin) => at(origin, "OriginAccessControlId") !== undefined,
        ),
    ),
  },
  {
    name: "the load balancer has no targets",
    rules: ["MAZ008"],
    also: ["MAZ003", "MAZ004", "FLT001"],
    sites: atType(
      group,
      (p) => drop(p, "TargetGroupARNs"),
      (p) => p["TargetGroupARNs"] !== undefined,
      (id, tree) => [id, ...namesIn(at(tree.Resources[id], "Properties", "TargetGroupARNs"))],
    ),
  },
  {
    name: "tags of the group do not reach its instances",
    rules: ["ORG002"],
    sites: atType(
      group,
      (p) => {
        for (const tag of listOf(p["Tags"])) if (isMap(tag)) tag["PropagateAtLaunch"] = false;
      },
      (p) => listOf(p["Tags"]).some((tag) => at(tag, "PropagateAtLaunch") === true),
    ),
  },
  {
    name: "logs are kept for ever",
    rules: ["ORG003"],
    sites: atType(
      ["AWS::Logs::LogGroup"],
      (p) => drop(p, "RetentionInDays"),
      (p) => p["RetentionInDays"] !== undefined,
    ),
  },
];
