import { describe, expect, test } from "@jest/globals";
import { instanceCount, membersOf, membersShareZone } from "../../src/graph/stores/cluster-members.ts";
import { formOf, isEncrypted, isPublic, portOf } from "../../src/graph/stores/database.ts";
import { isUnknown, type Ternary } from "../../src/graph/ternary.ts";
import type { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const head = `
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Given: {Type: String}
  Empty: {Type: String, Default: ""}
  Hidden: {Type: String, NoEcho: true}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:`;
const instance = (properties: string, id = "Db"): string =>
  `\n  ${id}: {Type: AWS::RDS::DBInstance, Properties: {${properties}}}`;
const cluster = (properties: string): string => `\n  Db: {Type: AWS::RDS::DBCluster, Properties: {${properties}}}`;
const told = (answer: Ternary): boolean | string => (isUnknown(answer) ? `? ${answer[0].name}` : answer);

describe("the form of a database", () => {
  const form = (resource: string): string => {
    const graph = graphOf(head + resource);
    return inEveryWorld((world) => {
      const known = formOf(nodeIn(graph, "Db"), world);
      return typeof known === "string" ? known : `? ${known.reason.name}`;
    });
  };

  test.each([
    ["alone", instance("Engine: mysql"), "instance"],
    ["a replica", instance("SourceDBInstanceIdentifier: main"), "replica"],
    ["a replica of a cluster", instance("SourceDBClusterIdentifier: main"), "replica"],
    ["no replica of an empty name", instance("Engine: mysql, SourceDBInstanceIdentifier: !Ref Empty"), "instance"],
    ["a member by its cluster", instance("DBClusterIdentifier: !Ref Given"), "member"],
    ["a member by its engine", instance("Engine: aurora-postgresql"), "member"],
    ["RDS Custom", instance("Engine: custom-oracle-ee"), "custom"],
    ["an Aurora cluster", cluster("Engine: aurora-mysql"), "aurora"],
    ["an Aurora cluster of an engine that is given", cluster("Engine: !Ref Given"), "aurora"],
    [
      "a cluster of the first serverless kind",
      cluster("Engine: aurora-mysql, EngineMode: serverless"),
      "serverless-v1",
    ],
    ["an Aurora cluster with its mode", cluster("Engine: aurora-mysql, EngineMode: provisioned"), "aurora"],
    ["not known without its mode", cluster("Engine: aurora-mysql, EngineMode: !Ref Given"), "? Given"],
    ["a Multi-AZ cluster by its engine", cluster("Engine: postgres"), "multi-az-cluster"],
    [
      "a Multi-AZ cluster by its class",
      cluster("Engine: !Ref Given, DBClusterInstanceClass: db.m6gd.large"),
      "multi-az-cluster",
    ],
    ["a proxy", "\n  Db: {Type: AWS::RDS::DBProxy, Properties: {EngineFamily: MYSQL}}", "proxy"],
  ])("%s", (_, resource, expected) => {
    expect(form(resource)).toBe(expected);
  });
});

describe("encryption", () => {
  const encrypted = (resource: string): boolean | string => {
    const graph = graphOf(head + resource);
    return inEveryWorld((world) => told(isEncrypted(nodeIn(graph, "Db"), world)));
  };

  test.each<readonly [string, string, boolean | string]>([
    ["as it is said", instance("Engine: mysql, StorageEncrypted: true"), true],
    ["as it is said in a text", instance('Engine: mysql, StorageEncrypted: "false"'), false],
    ["is off for an instance of which nothing is said", instance("Engine: mysql"), false],
    [
      "is off for a Multi-AZ cluster of which nothing is said",
      cluster("Engine: postgres, DBClusterInstanceClass: db.m6gd.large"),
      false,
    ],
    ["is on for an Aurora cluster of which nothing is said", cluster("Engine: aurora-mysql"), true],
    ["can be off for an Aurora cluster", cluster("Engine: aurora-mysql, StorageEncrypted: false"), false],
    ["is as the snapshot was", instance("Engine: mysql, DBSnapshotIdentifier: old"), "? Db"],
    [
      "is as the snapshot was, whatever is said against it",
      instance("Engine: mysql, StorageEncrypted: false, DBSnapshotIdentifier: old"),
      "? Db",
    ],
    [
      "does not come from a snapshot without a name",
      instance("Engine: mysql, DBSnapshotIdentifier: !Ref Empty"),
      false,
    ],
    ["is not known where a parameter decides", instance("Engine: mysql, StorageEncrypted: !Ref Given"), "? Given"],
    [
      "is not known where a hidden parameter decides",
      instance("Engine: mysql, StorageEncrypted: !Ref Hidden"),
      "? Hidden",
    ],
  ])("%s", (_, resource, expected) => {
    expect(encrypted(resource)).toBe(expected);
  });
});

describe("a public address", () => {
  const network = (attachments: string): string => `
  Vpc: {Type: AWS::EC2::VPC}
  Gateway: {Type: AWS::EC2::InternetGateway}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Group: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [subnet-1, !Ref A]}}${attachments}`;
  const attached =
    "\n  Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}";
  const vpn =
    "\n  Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, VpnGatewayId: vgw-1}}";
  const here = instance("Engine: mysql, DBSubnetGroupName: !Ref Group");
  const exported = "\nOutputs: {Vpc: {Value: !Ref Vpc, Export: {Name: vpc}}}";
  const isPublicIn = (resources: string): ((world: World) => boolean | string) => {
    const graph = graphOf(head + resources);
    return (world) => {
      const setting = isPublic(graph, nodeIn(graph, "Db"), world);
      return "reason" in setting ? `? ${setting.reason.kind}` : setting.known;
    };
  };

  test.each<readonly [string, string, boolean | string]>([
    ["as it is said", instance("PubliclyAccessible: true"), true],
    ["as it is said in a text", instance('PubliclyAccessible: "no", Engine: mysql').replace('"no"', '"false"'), false],
    ["is not known where a parameter decides", instance("PubliclyAccessible: !Ref Given"), "? parameter"],
    ["is not known where a hidden parameter decides", instance("PubliclyAccessible: !Ref Hidden"), "? secret"],
    ["comes with the VPC's internet gateway", network(attached) + here, true],
    ["does not come where the VPC has none", network("") + here, false],
    ["does not come with a VPN gateway", network(vpn) + here, false],
    ["is not known where another stack may attach a gateway", network("") + here + exported, "? escape"],
    ["is not known where the VPC is not here", instance("Engine: mysql"), "? vpc"],
    [
      "comes to a member by its cluster's subnets",
      `${network(attached)}${instance("DBClusterIdentifier: !Ref Cluster")}
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql, DBSubnetGroupName: !Ref Group}}`,
      true,
    ],
  ])("%s", (_, resources, expected) => {
    expect(inEveryWorld(isPublicIn(resources))).toBe(expected);
  });

  test("comes in the worlds in which the gateway is attached", () => {
    const conditional = attached.replace("Properties", "Condition: IsProd, Properties");
    expect(inWorlds(isPublicIn(network(conditional) + here))).toEqual({ "Stage=prod": true, "Stage=dev": false });
  });
});

test.each<readonly [string, number | undefined]>([
  ["Engine: aurora-postgresql", 5432],
  ["Engine: aurora-mysql", 3306],
  ["Engine: postgres", 5432],
  ["Engine: MariaDB", 3306],
  ["Engine: oracle-se2", 1521],
  ["Engine: sqlserver-ex", 1433],
  ["Engine: db2-se", 50_000],
  ["Engine: mysql, Port: 3307", 3307],
  ["Engine: mysql, Port: !Ref Given", undefined],
  ["DBSnapshotIdentifier: old", undefined],
])("the port of {%s} is %s", (properties, port) => {
  const graph = graphOf(head + instance(properties));
  expect(inEveryWorld((world) => portOf(nodeIn(graph, "Db"), world))).toBe(port);
});

describe("the instances of a cluster", () => {
  const member = (id: string, more = ""): string => instance(`DBClusterIdentifier: !Ref Db${more}`, id);
  const readers = (least: string): string =>
    `\n  Readers: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {ResourceId: !Sub "cluster:\${Db}", MinCapacity: ${least}, MaxCapacity: 9}}`;
  const aurora = cluster("Engine: aurora-mysql");
  const many = Number.POSITIVE_INFINITY;
  const count = (resources: string): ((world: World) => readonly number[]) => {
    const graph = graphOf(head + resources);
    return (world) => {
      const { least, most } = instanceCount(graph, nodeIn(graph, "Db"), world);
      return [least, most];
    };
  };

  test.each<readonly [string, string, readonly number[]]>([
    ["are counted", aurora + member("A") + member("B"), [2, 2]],
    ["are none", aurora, [0, 0]],
    [
      "may be elsewhere where the cluster's name is fixed and none is here",
      cluster("Engine: aurora-mysql, DBClusterIdentifier: shop"),
      [0, many],
    ],
    [
      "are all here where one is, though the cluster's name is fixed",
      cluster("Engine: aurora-mysql, DBClusterIdentifier: shop") + member("A"),
      [1, 1],
    ],
    [
      "are found by the cluster's literal name",
      cluster("Engine: aurora-mysql, DBClusterIdentifier: shop") + instance("DBClusterIdentifier: shop", "A"),
      [1, 1],
    ],
    [
      "may be one whose cluster may have this name",
      cluster('Engine: aurora-mysql, DBClusterIdentifier: !Sub "${Given}-shop"') +
        member("A") +
        instance("DBClusterIdentifier: prod-shop", "B"),
      [1, many],
    ],
    [
      "are not those of another name",
      cluster('Engine: aurora-mysql, DBClusterIdentifier: !Sub "${Given}-shop"') +
        member("A") +
        instance("DBClusterIdentifier: prod-users", "B"),
      [1, 1],
    ],
    [
      "may be one whose cluster is a parameter",
      aurora + member("A") + instance("DBClusterIdentifier: !Ref Given", "B"),
      [1, many],
    ],
    [
      "may be elsewhere where the cluster is exported",
      `${aurora}${member("A")}\nOutputs: {Db: {Value: !Ref Db, Export: {Name: db}}}`,
      [1, many],
    ],
    [
      "are here where only its address is exported",
      `${aurora}${member("A")}\nOutputs: {Db: {Value: !GetAtt Db.Endpoint.Address, Export: {Name: db}}}`,
      [1, 1],
    ],
    ["are as many readers as auto scaling keeps, and the writer", aurora + member("A") + readers("2"), [3, 3]],
    [
      "are those that are declared where auto scaling keeps fewer",
      aurora + member("A") + member("B") + member("C") + readers("1"),
      [3, 3],
    ],
    [
      "are not known where auto scaling's number is a parameter",
      aurora + member("A") + readers("!Ref Given"),
      [1, many],
    ],
  ])("%s", (_, resources, expected) => {
    expect(inEveryWorld(count(resources))).toEqual(expected);
  });

  test("differ with conditions", () => {
    const second = member("B").replace("Properties", "Condition: IsProd, Properties");
    const graph = graphOf(head + aurora + member("A") + second);
    const names = (world: World): readonly string[] =>
      membersOf(graph, nodeIn(graph, "Db"), world).items.map(({ logicalId }) => logicalId);
    expect(inWorlds(names)).toEqual({ "Stage=prod": ["A", "B"], "Stage=dev": ["A"] });
  });

  test.each<readonly [string, string, boolean | string]>([
    [
      "share the zone that they are pinned to",
      member("A", ", AvailabilityZone: eu-west-1a") + member("B", ", AvailabilityZone: eu-west-1a"),
      true,
    ],
    [
      "share no zone where they are pinned to two",
      member("A", ", AvailabilityZone: eu-west-1a") + member("B", ", AvailabilityZone: eu-west-1b"),
      false,
    ],
    ["are spread by RDS where one is not pinned", member("A", ", AvailabilityZone: eu-west-1a") + member("B"), false],
    [
      "share the parameter that they are pinned to",
      member("A", ", AvailabilityZone: !Ref Given") + member("B", ", AvailabilityZone: !Ref Given"),
      true,
    ],
    [
      "may share a zone that one of them is given",
      member("A", ", AvailabilityZone: !Ref Given") + member("B", ", AvailabilityZone: eu-west-1a"),
      "? Given",
    ],
    ["share nothing where there is one", member("A", ", AvailabilityZone: eu-west-1a"), false],
  ])("%s", (_, members, expected) => {
    const graph = graphOf(head + aurora + members);
    expect(inEveryWorld((world) => told(membersShareZone(graph, nodeIn(graph, "Db"), world)))).toBe(expected);
  });
});
