import { describe, expect, test } from "@jest/globals";
import { type Graph, isOutside } from "../../src/graph/model.ts";
import { type Capacity, maximalCapacity, minimalCapacity } from "../../src/graph/tiers/capacity.ts";
import type { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const head = `
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}, Size: {Type: Number}, Name: {Type: String, Default: web}, Secret: {Type: String, NoEcho: true}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Other: {Type: AWS::ECS::Cluster}`;
const group = (properties = ""): string =>
  `\n  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {${properties}}}`;
const service = (properties = ""): string => `\n  Web: {Type: AWS::ECS::Service, Properties: {${properties}}}`;
const policy =
  "\n  Policy: {Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {ScalingTargetId: !Ref Target}}";
const target = (id: string, more = "MinCapacity: 3, MaxCapacity: 9"): string =>
  `\n  Target: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ResourceId: ${id}, ${more}}}`;

const scales = (graph: Graph): readonly string[] =>
  graph
    .edges("scales")
    .map(({ source, target }) => `${source.logicalId} > ${isOutside(target) ? "?" : target.logicalId}`);

describe("a group is scaled by", () => {
  test.each([
    [
      "a policy",
      "Policy: {Type: AWS::AutoScaling::ScalingPolicy, Properties: {AutoScalingGroupName: !Ref Web}}",
      "",
      "Policy > Web",
    ],
    [
      "a scheduled action",
      "Policy: {Type: AWS::AutoScaling::ScheduledAction, Properties: {AutoScalingGroupName: !Ref Web}}",
      "",
      "Policy > Web",
    ],
    [
      "a policy that spells its name",
      "Policy: {Type: AWS::AutoScaling::ScalingPolicy, Properties: {AutoScalingGroupName: web}}",
      "AutoScalingGroupName: !Ref Name",
      "Policy > Web",
    ],
    [
      "a capacity provider with managed scaling",
      "Provider: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Web, ManagedScaling: {Status: ENABLED}}}}",
      "",
      "Provider > Web",
    ],
    [
      "a scaling plan",
      'Plan: {Type: AWS::AutoScalingPlans::ScalingPlan, Properties: {ScalingInstructions: [{ResourceId: !Sub "autoScalingGroup/${Web}"}]}}',
      "",
      "Plan > Web",
    ],
  ])("%s", (_, scaler, properties, expected) => {
    expect(scales(graphOf(`${head}${group(properties)}\n  ${scaler}`))).toEqual([expected]);
  });

  test.each([
    [
      "a capacity provider without",
      "Provider: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Web, ManagedScaling: {Status: DISABLED}}}}",
    ],
    [
      "a policy of another group",
      "Policy: {Type: AWS::AutoScaling::ScalingPolicy, Properties: {AutoScalingGroupName: other}}",
    ],
  ])("not by %s", (_, scaler) => {
    expect(scales(graphOf(`${head}${group()}\n  ${scaler}`))).toEqual([]);
  });
});

describe("a service is named by a resource id", () => {
  test.each([
    ["of Sub", '!Sub "service/${Cluster}/${Web.Name}"', ""],
    ["of Join", '!Join ["/", [service, !Ref Cluster, !GetAtt Web.Name]]', ""],
    ["of Join with a slash in a piece", '!Join ["", ["service/", !Ref Cluster, "/", !GetAtt Web.Name]]', ""],
    ["in words", "service/default/web", "ServiceName: web"],
    ["with a parameter's default", '!Sub "service/default/${Name}"', "ServiceName: !Ref Name"],
  ])("%s", (_, id, properties) => {
    expect(scales(graphOf(head + service(properties) + target(id) + policy))).toEqual(["Policy > Web"]);
  });

  test.each([
    ["another service's name", "service/default/shop", "ServiceName: web"],
    ["a table's", "table/web", "ServiceName: web"],
    ["too little of it", "service/default", "ServiceName: default"],
  ])("not by %s", (_, id, properties) => {
    expect(scales(graphOf(head + service(properties) + target(id) + policy))).toEqual([]);
  });

  test("of the cluster that the id names, where two clusters have one", () => {
    const two = `
  A: {Type: AWS::ECS::Service, Properties: {ServiceName: web, Cluster: !Ref Cluster}}
  B: {Type: AWS::ECS::Service, Properties: {ServiceName: web, Cluster: !Ref Other}}`;
    expect(scales(graphOf(head + two + target('!Sub "service/${Other}/web"') + policy))).toEqual(["Policy > B"]);
  });
});

describe("a scalable target", () => {
  test("scales nothing by itself", () => {
    expect(scales(graphOf(head + service() + target('!Sub "service/x/${Web.Name}"')))).toEqual([]);
  });

  test("scales by its schedule, once however many actions it has", () => {
    const actions =
      "MinCapacity: 1, MaxCapacity: 2, ScheduledActions: [{ScheduledActionName: up}, {ScheduledActionName: down}]";
    expect(scales(graphOf(head + service() + target('!Sub "service/x/${Web.Name}"', actions)))).toEqual([
      "Target > Web",
    ]);
  });

  test("scales a table by an index of it, and a cluster by its readers", () => {
    const more = `
  Table: {Type: AWS::DynamoDB::Table}
  Database: {Type: AWS::RDS::DBCluster}
  A: {Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {ResourceId: !Sub "table/\${Table}/index/by-day"}}
  B: {Type: AWS::ApplicationAutoScaling::ScalingPolicy, Properties: {ResourceId: !Sub "cluster:\${Database}"}}`;
    expect(scales(graphOf(head + more))).toEqual(["A > Table", "B > Database"]);
  });

  test("scales in the worlds in which its policy is there", () => {
    const graph = graphOf(
      head +
        service() +
        target('!Sub "service/x/${Web.Name}"') +
        policy.replace("Properties", "Condition: IsProd, Properties"),
    );
    const [edge] = graph.edges("scales");
    expect(inWorlds((world) => edge && world.holds(edge.guard))).toEqual({ "Stage=prod": true, "Stage=dev": false });
  });
});

describe("capacity", () => {
  const told = (capacity: Capacity): number | string | undefined =>
    capacity &&
    ("reason" in capacity
      ? capacity.reason.name
      : capacity.unless === undefined
        ? capacity.number
        : `${capacity.number} unless ${capacity.unless.kind}`);
  const of = (text: string): ((world: World) => readonly (number | string | undefined)[]) => {
    const graph = graphOf(text);
    const node = nodeIn(graph, "Web");
    return (world) => [told(minimalCapacity(graph, node, world)), told(maximalCapacity(graph, node, world))];
  };
  const environment = (settings: string): string =>
    `\n  Web: {Type: AWS::ElasticBeanstalk::Environment, Properties: {OptionSettings: [${settings}]}}`;
  const single = '{Namespace: "aws:elasticbeanstalk:environment", OptionName: EnvironmentType, Value: SingleInstance}';
  const least = '{Namespace: "aws:autoscaling:asg", OptionName: MinSize, Value: "2"}';

  test.each<readonly [string, string, readonly (number | string | undefined)[]]>([
    ["of a group", group('MinSize: "2", MaxSize: 6'), [2, 6]],
    ["of a group that says none", group(), [undefined, undefined]],
    ["of a group with a parameter", group("MinSize: !Ref Size, MaxSize: 6"), ["Size", 6]],
    ["of a group with a hidden parameter", group("MinSize: !Ref Secret, MaxSize: 6"), ["Secret", 6]],
    ["of a service", service("DesiredCount: 4"), [4, 4]],
    ["of a service that says none, which is one task", service(), [1, 1]],
    ["of a service that is registered", service("DesiredCount: 1") + target('!Sub "service/x/${Web.Name}"'), [3, 9]],
    [
      "of a service that another stack may register",
      `${service("DesiredCount: 1")}\nOutputs: {Name: {Value: !GetAtt Web.Name, Export: {Name: web}}}`,
      ["1 unless escape", "1 unless escape"],
    ],
    ["of an environment that says none", environment(""), [1, 4]],
    ["of an environment", environment(least), [2, 4]],
    ["of a single instance, whatever else is set", environment(`${least}, ${single}`), [1, 1]],
    [
      "of an environment with a configuration template, which the environment overrides",
      `${environment(least).replace("OptionSettings", "TemplateName: !Ref Template, OptionSettings")}
  Template: {Type: AWS::ElasticBeanstalk::ConfigurationTemplate, Properties: {OptionSettings: [{Namespace: "aws:autoscaling:asg", OptionName: MinSize, Value: 5}, {Namespace: "aws:autoscaling:asg", OptionName: MaxSize, Value: 7}]}}`,
      [2, 7],
    ],
    [
      "of an environment with a configuration template from outside",
      environment("").replace("OptionSettings", "TemplateName: !Ref Size, OptionSettings"),
      ["Size", "Size"],
    ],
    ["of a node group, which is Kubernetes'", "\n  Web: {Type: AWS::EKS::Nodegroup}", [undefined, undefined]],
  ])("%s", (_, resources, expected) => {
    expect(inEveryWorld(of(head + resources))).toEqual(expected);
  });

  test("differs with the conditions of the target", () => {
    const conditional = target('!Sub "service/x/${Web.Name}"').replace("Properties", "Condition: IsProd, Properties");
    expect(inWorlds(of(head + service("DesiredCount: 1") + conditional))).toEqual({
      "Stage=prod": [3, 9],
      "Stage=dev": [1, 1],
    });
  });
});
