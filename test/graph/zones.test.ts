import { describe, expect, test } from "@jest/globals";
import type { Graph } from "../../src/graph/model.ts";
import { zoneOf } from "../../src/graph/zones/zone.ts";
import { sameZone } from "../../src/graph/zones/zone-name.ts";
import { zonesOf } from "../../src/graph/zones/zones.ts";
import type { World } from "../../src/resolve/world.ts";
import { graphOf, graphOfApp, graphOfNested, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

type Bounds = readonly [number, number];
const many = Number.POSITIVE_INFINITY;

const subnet = (id: string, zone: string): string =>
  `\n  ${id}: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24${zone && `, ${zone}`}}}`;

const group = (placement: string): string =>
  `\n  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 2, MaxSize: 4, ${placement}}}`;

const parameters = (declared: string): string => `Parameters: {${declared}}`;

function boundsOf(graph: Graph, world: World, id = "Web"): Bounds {
  const zones = zonesOf(graph, nodeIn(graph, id), world);
  if (zones === undefined) throw new Error(`${id} is not placed`);
  if (zones.least < zones.most && zones.reasons.length === 0)
    throw new Error("nothing says why the bounds do not meet");
  return [zones.least, zones.most];
}

function bounds(text: string, id = "Web"): Bounds {
  const graph = graphOf(text);
  return inEveryWorld((world) => boundsOf(graph, world, id));
}

describe("zones of two subnets", () => {
  const first = 'AvailabilityZone: !Select [0, !GetAZs ""]';
  test.each<readonly [string, string, string, Bounds]>([
    [
      "two places among the zones of the region",
      first,
      "AvailabilityZone: !Select [1, !GetAZs {Ref: AWS::Region}]",
      [2, 2],
    ],
    ["one place twice, in two spellings", first, "AvailabilityZone: !Select ['0', !GetAZs {Ref: AWS::Region}]", [1, 1]],
    ["two literals", "AvailabilityZone: eu-west-1a", "AvailabilityZone: eu-west-1b", [2, 2]],
    ["one literal twice", "AvailabilityZone: eu-west-1a", "AvailabilityZone: eu-west-1a", [1, 1]],
    [
      "two that are named after the region",
      'AvailabilityZone: !Sub "${AWS::Region}a"',
      'AvailabilityZone: !Join ["", [!Ref AWS::Region, b]]',
      [2, 2],
    ],
    [
      "one that is named after the region twice",
      'AvailabilityZone: !Sub "${AWS::Region}a"',
      'AvailabilityZone: !Join ["", [!Ref AWS::Region, a]]',
      [1, 1],
    ],
    [
      "one that is named after the region and a literal",
      'AvailabilityZone: !Sub "${AWS::Region}a"',
      "AvailabilityZone: eu-west-1b",
      [1, 2],
    ],
    ["two zone ids", "AvailabilityZoneId: use1-az1", "AvailabilityZoneId: use1-az2", [2, 2]],
    ["a zone id and a zone's name", "AvailabilityZoneId: use1-az1", "AvailabilityZone: us-east-1a", [1, 2]],
    ["a literal and a place in the region", "AvailabilityZone: eu-west-1a", first, [1, 2]],
    ["places in two regions", first, "AvailabilityZone: !Select [1, !GetAZs us-east-1]", [1, 2]],
    ["no zone named", "", "", [1, 2]],
    ["one and the same parameter", "AvailabilityZone: !Ref Zone", "AvailabilityZone: !Ref Zone", [1, 1]],
    ["two parameters", "AvailabilityZone: !Ref Zone", "AvailabilityZone: !Ref Other", [1, 2]],
    [
      "two items of one parameter",
      "AvailabilityZone: !Select [0, !Ref Zones]",
      "AvailabilityZone: !Select [1, !Ref Zones]",
      [1, 2],
    ],
    [
      "one item of one parameter",
      "AvailabilityZone: !Select [0, !Ref Zones]",
      "AvailabilityZone: !Select [0, !Ref Zones]",
      [1, 1],
    ],
    ["the zone of the other", first, "AvailabilityZone: !GetAtt A.AvailabilityZone", [1, 1]],
    ["two defaults of parameters", "AvailabilityZone: !Ref DefaultA", "AvailabilityZone: !Ref DefaultB", [2, 2]],
  ])("%s", (_, a, b, expected) => {
    const declared = parameters(
      "Zone: {Type: String}, Other: {Type: String}, Zones: {Type: 'List<AWS::EC2::AvailabilityZone::Name>'}, " +
        "DefaultA: {Type: String, Default: eu-west-1a}, DefaultB: {Type: String, Default: eu-west-1b}",
    );
    const text = `${declared}\nResources:${subnet("A", a)}${subnet("B", b)}${group("VPCZoneIdentifier: [!Ref A, !Ref B]")}`;
    expect(bounds(text)).toEqual(expected);
  });
});

describe("how a group names its subnets", () => {
  const two = subnet("A", "AvailabilityZone: eu-west-1a") + subnet("B", "AvailabilityZone: eu-west-1b");
  const declared = parameters(
    "List: {Type: 'List<AWS::EC2::Subnet::Id>'}, Text: {Type: String}, One: {Type: AWS::EC2::Subnet::Id}, " +
      "Given: {Type: CommaDelimitedList, Default: 'subnet-1,subnet-2'}",
  );
  test.each<readonly [string, string, Bounds]>([
    ["a list", "[!Ref A, !Ref B]", [2, 2]],
    ["one joined text", '[!Join [",", [!Ref A, !Ref B]]]', [2, 2]],
    ["one joined text without a list around it", '!Join [", ", [!Ref A, !Ref B]]', [2, 2]],
    ["one text with commas", '[!Sub "${A},${B}"]', [2, 2]],
    ["the same subnet twice", "[!Ref A, !Ref A]", [1, 1]],
    ["literals from outside", "[subnet-1, subnet-2]", [1, 2]],
    ["one literal from outside", "[subnet-1]", [1, 1]],
    ["literals joined by a comma", '["subnet-1,subnet-2"]', [1, 2]],
    ["a list parameter without a value", "!Ref List", [0, many]],
    ["a list parameter among subnets", "[!Ref A, !Ref List]", [1, many]],
    ["a list parameter's default", "!Ref Given", [1, 2]],
    ["a text parameter, which may hold several", "[!Ref Text]", [0, many]],
    ["a parameter that is one subnet by its type", "[!Ref One]", [1, 1]],
    ["one item of a list parameter", "[!Select [0, !Ref List]]", [1, 1]],
    ["an import, which may hold several", "[!ImportValue subnets]", [0, many]],
    ["a custom resource, which may give a list", "[!GetAtt Lookup.Subnets]", [0, many]],
  ])("%s", (_, identifier, expected) => {
    const lookup = "\n  Lookup: {Type: Custom::Lookup, Properties: {ServiceToken: arn}}";
    expect(bounds(`${declared}\nResources:${lookup}${two}${group(`VPCZoneIdentifier: ${identifier}`)}`)).toEqual(
      expected,
    );
  });

  test("conditions choose the subnets of each world", () => {
    const graph = graphOf(`
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:${two}${group("VPCZoneIdentifier: !If [IsProd, [!Ref A, !Ref B], [!Ref A]]")}`);
    expect(inWorlds((world) => boundsOf(graph, world))).toEqual({ "Stage=prod": [2, 2], "Stage=dev": [1, 1] });
  });

  test("a subnet that a condition leaves out does not count", () => {
    const graph = graphOf(`
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:${two}${group("VPCZoneIdentifier: [!Ref A, !If [IsProd, !Ref B, !Ref AWS::NoValue]]")}`);
    expect(inWorlds((world) => boundsOf(graph, world))).toEqual({ "Stage=prod": [2, 2], "Stage=dev": [1, 1] });
  });
});

describe("groups that name zones", () => {
  test.each<readonly [string, string, Bounds]>([
    ["all zones of the region are at least two", 'AvailabilityZones: !GetAZs ""', [2, many]],
    ["one of them is one", 'AvailabilityZones: [!Select [0, !GetAZs ""]]', [1, 1]],
    ["literals are counted", "AvailabilityZones: [eu-west-1a, eu-west-1b, eu-west-1a]", [2, 2]],
    ["subnets come before zones", 'AvailabilityZones: !GetAZs "", VPCZoneIdentifier: [!Ref A]', [1, 1]],
  ])("%s", (_, placement, expected) => {
    expect(bounds(`Resources:${subnet("A", "AvailabilityZone: eu-west-1a")}${group(placement)}`)).toEqual(expected);
  });

  test("a group that names neither is not placed", () => {
    const graph = graphOf(`Resources:${group("DesiredCapacity: 2")}`);
    expect(inEveryWorld((world) => zonesOf(graph, nodeIn(graph, "Web"), world))).toBeUndefined();
  });
});

test("what would settle where a subnet from outside stands is not its id", () => {
  const graph =
    graphOf(`${parameters("Subnet: {Type: AWS::EC2::Subnet::Id}, Others: {Type: 'List<AWS::EC2::Subnet::Id>'}")}
Resources:${group("VPCZoneIdentifier: [!Ref Subnet, subnet-1, !Ref Others]")}`);
  const settles = inEveryWorld((world) =>
    zonesOf(graph, nodeIn(graph, "Web"), world)?.reasons.map(({ settle }) => settle),
  );
  expect(settles).toHaveLength(3);
  for (const settle of settles ?? []) expect(settle).toMatch(/judge the stack that declares the subnet together/);
});

describe("what else stands in zones", () => {
  const two = subnet("A", "AvailabilityZone: eu-west-1a") + subnet("B", "AvailabilityZone: eu-west-1b");
  test.each<readonly [string, string, Bounds]>([
    [
      "an ECS service",
      "Type: AWS::ECS::Service, Properties: {NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref A, !Ref B]}}}",
      [2, 2],
    ],
    ["a node group", "Type: AWS::EKS::Nodegroup, Properties: {Subnets: [!Ref A]}", [1, 1]],
    [
      "a load balancer by its mappings",
      "Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {SubnetMappings: [{SubnetId: !Ref A}, {SubnetId: !Ref B}]}",
      [2, 2],
    ],
    [
      "an import in a list of ids, which is one",
      "Type: AWS::ECS::Service, Properties: {NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!ImportValue a]}}}",
      [1, 1],
    ],
    [
      "an environment by its option settings",
      'Type: AWS::ElasticBeanstalk::Environment, Properties: {OptionSettings: [{Namespace: "aws:ec2:vpc", OptionName: Subnets, Value: !Join [",", [!Ref A, !Ref B]]}]}',
      [2, 2],
    ],
    [
      "an environment by its configuration template",
      "Type: AWS::ElasticBeanstalk::Environment, Properties: {TemplateName: !Ref Template}",
      [1, 1],
    ],
    [
      "a database by its subnet group",
      "Type: AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: !Ref Subnets}",
      [2, 2],
    ],
    [
      "a member by the subnet group of its cluster",
      "Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster}",
      [2, 2],
    ],
    [
      "a database by its own zone",
      "Type: AWS::RDS::DBInstance, Properties: {AvailabilityZone: eu-west-1c, DBSubnetGroupName: !Ref Subnets}",
      [1, 1],
    ],
  ])("%s", (_, thing, expected) => {
    const more = `
  Template: {Type: AWS::ElasticBeanstalk::ConfigurationTemplate, Properties: {OptionSettings: [{Namespace: "aws:ec2:vpc", OptionName: Subnets, Value: !Ref A}]}}
  Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref A, !Ref B]}}
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, DBSubnetGroupName: !Ref Subnets}}
  Web: {${thing}}`;
    expect(bounds(`Resources:${two}${more}`)).toEqual(expected);
  });
});

describe("the zone of one thing", () => {
  const zone = (text: string, id: string): string => {
    const graph = graphOf(text);
    return inEveryWorld((world) => zoneOf(graph, nodeIn(graph, id), world).label);
  };

  test("is followed from resource to resource, however many there are", () => {
    const chain = Array.from({ length: 40 }, (_, i) =>
      subnet(`S${i + 1}`, `AvailabilityZone: !GetAtt S${i}.AvailabilityZone`),
    );
    const text = `Resources:${subnet("S0", "AvailabilityZone: eu-west-1a")}${chain.join("")}
  Data: {Type: AWS::EC2::Volume, Properties: {Size: 1, AvailabilityZone: !GetAtt Web.AvailabilityZone}}
  Web: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref S40}}`;
    expect(zone(text, "Data")).toBe("eu-west-1a");
  });

  test("is that of the subnet of a network interface of its own", () => {
    const text = `Resources:${subnet("A", "AvailabilityZone: eu-west-1a")}
  Card: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: !Ref A}}
  Web: {Type: AWS::EC2::Instance, Properties: {NetworkInterfaces: [{DeviceIndex: "0", NetworkInterfaceId: !Ref Card}]}}`;
    expect(zone(text, "Web")).toBe("eu-west-1a");
  });

  test("is the same for an instance that names none and the volume that follows it", () => {
    const graph = graphOf(`Resources:
  Web: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-1}}
  Data: {Type: AWS::EC2::Volume, Properties: {Size: 1, AvailabilityZone: !GetAtt Web.AvailabilityZone}}
  Other: {Type: AWS::EC2::Volume, Properties: {Size: 1, AvailabilityZone: eu-west-1a}}`);
    inEveryWorld((world) => {
      const [web, data, other] = ["Web", "Data", "Other"].map((id) => zoneOf(graph, nodeIn(graph, id), world));
      if (web === undefined || data === undefined || other === undefined) throw new Error("a zone is missing");
      expect(sameZone(web, data)).toBe(true);
      expect(sameZone(web, other)).toBeUndefined();
      expect(web.reason).not.toBeNull();
    });
  });

  test("is a place in one list for a stack and the stack that it nests", () => {
    const places = (id: string, place: number): string =>
      subnet(id, `AvailabilityZone: !Select [${place}, !GetAZs ""]`);
    const graph = graphOfNested(
      `Resources:${places("A", 0)}
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}`,
      `Resources:${places("Same", 0)}${places("Other", 1)}`,
    );
    inEveryWorld((world) => {
      const a = zoneOf(graph, nodeIn(graph, "A"), world);
      expect(sameZone(a, zoneOf(graph, nodeIn(graph, "Same", "child"), world))).toBe(true);
      expect(sameZone(a, zoneOf(graph, nodeIn(graph, "Other", "child"), world))).toBe(false);
    });
  });

  test.each<readonly [string, string, boolean | undefined]>([
    ["imports from the other", "{Names: [!ImportValue net-topic]}", true],
    ["imports under a condition only", "{Names: [!If [Shared, !ImportValue net-topic, none]]}", undefined],
    ["imports what two stacks export", "{Names: [!ImportValue twice]}", undefined],
    ["imports from a stack that is not there", "{Names: [!ImportValue elsewhere]}", undefined],
    ["imports nothing", "{}", undefined],
  ])("is a place in one list for a stack that %s", (_, properties, expected) => {
    const zone = 'AvailabilityZone: !Select [0, !GetAZs ""]';
    const exported = (name: string): string => `
Outputs:
  Topic: {Value: topic, Export: {Name: ${name}}}
  Twice: {Value: topic, Export: {Name: twice}}`;
    const graph = graphOfApp(
      `Resources:${subnet("A", zone)}${exported("net-topic")}`,
      `Resources:${subnet("C", zone)}${exported("other")}`,
      `Conditions: {Shared: !Equals [!Ref "AWS::StackName", x]}
Resources:${subnet("B", zone)}
  User: {Type: Custom::User, Properties: ${properties}}`,
    );
    inEveryWorld((world) => {
      const [a, b] = [
        zoneOf(graph, nodeIn(graph, "A", "stack0"), world),
        zoneOf(graph, nodeIn(graph, "B", "stack2"), world),
      ];
      expect(sameZone(a, b)).toBe(expected);
    });
  });

  test.each([
    ["AvailabilityZone: us-west-2-lax-1a", true],
    ["AvailabilityZone: us-east-1-wl1-bos-wlz-1", true],
    ["AvailabilityZoneId: usw2-lax1-az1", true],
    ["AvailabilityZone: eu-west-1a, OutpostArn: arn", true],
    ["AvailabilityZone: us-gov-west-1a", false],
    ["AvailabilityZoneId: use1-az1", false],
    ['AvailabilityZone: !Sub "${AWS::Region}a"', false],
    ["AvailabilityZone: !Ref Zone-1-a", false],
  ])("is one at the edge of a region: %s, %s", (zone, isEdge) => {
    const graph = graphOf(`Resources:${subnet("A", zone)}`);
    expect(inEveryWorld((world) => zoneOf(graph, nodeIn(graph, "A"), world).isEdge)).toBe(isEdge);
  });

  test("comes from the parent stack where that passes it", () => {
    const graph = graphOfNested(
      `Resources:
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Zone: eu-west-1b}}}`,
      `Parameters: {Zone: {Type: String}}\nResources:${subnet("A", "AvailabilityZone: !Ref Zone")}`,
    );
    expect(inEveryWorld((world) => zoneOf(graph, nodeIn(graph, "A", "child"), world).label)).toBe("eu-west-1b");
  });
});

describe("templates that go in circles", () => {
  test("subnets that name each other's zones are unknown", () => {
    const circle =
      subnet("A", "AvailabilityZone: !GetAtt B.AvailabilityZone") +
      subnet("B", "AvailabilityZone: !GetAtt A.AvailabilityZone");
    expect(bounds(`Resources:${circle}${group("VPCZoneIdentifier: [!Ref A, !Ref B]")}`)[1]).toBe(2);
  });

  test("groups that name each other's zones a hundred times over are told in an instant", () => {
    const others = (to: string): string =>
      Array.from({ length: 100 }, () => `!GetAtt ${to}.AvailabilityZone`).join(", ");
    const member = (id: string, to: string): string =>
      `\n  ${id}: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 1, MaxSize: 1, AvailabilityZones: [${others(to)}]}}`;
    expect(bounds(`Resources:${member("A", "B")}${member("B", "C")}${member("C", "A")}`, "A")).toEqual([1, 1]);
  });

  test("an instance in the subnet that stands in the instance's zone", () => {
    const text = `Resources:${subnet("A", "AvailabilityZone: !GetAtt Web.AvailabilityZone")}
  Web: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref A}}`;
    expect(bounds(text)).toEqual([1, 1]);
  });
});
