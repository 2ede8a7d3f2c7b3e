import { describe, expect, test } from "@jest/globals";
import { securityGroupsOf } from "../../src/graph/network/security-groups.ts";
import { rulesOf, strayRules } from "../../src/graph/network/security-rules.ts";
import { type AskedPorts, worldIngressOf } from "../../src/graph/network/world-ingress.ts";
import type { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const head = `
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Port: {Type: Number}
  Protocol: {Type: String}
  From: {Type: String}
  Anywhere: {Type: String, Default: 0.0.0.0/0}
  Hidden: {Type: String, NoEcho: true}
  Outer: {Type: AWS::EC2::SecurityGroup::Id}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Peer: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: peer}}
  Open: {Type: AWS::EC2::PrefixList, Properties: {Entries: [{Cidr: 192.0.2.0/24}, {Cidr: 0.0.0.0/0}]}}
  Office: {Type: AWS::EC2::PrefixList, Properties: {Entries: [{Cidr: 192.0.2.0/24}]}}`;
const group = (ingress: string): string =>
  `\n  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, SecurityGroupIngress: ${ingress}}}`;

/** "yes" and where, "no", or the names of what is not known. */
function admits(resources: string, asked: AskedPorts = [22]): (world: World) => string {
  const graph = graphOf(head + resources);
  return (world) => {
    const { items, open } = worldIngressOf(graph, nodeIn(graph, "Group"), asked, world);
    if (items.length > 0) return `yes by ${items.map(({ declaredBy }) => declaredBy.logicalId).join()}`;
    return open.length > 0 ? `? ${open.map(({ name }) => name).join()}` : "no";
  };
}

describe("a rule lets the world in on port 22", () => {
  const world = "CidrIp: 0.0.0.0/0";
  test.each([
    ["yes: on that port", `IpProtocol: tcp, FromPort: 22, ToPort: 22, ${world}`, "yes by Group"],
    ["yes: as text", `IpProtocol: TCP, FromPort: "22", ToPort: "22", ${world}`, "yes by Group"],
    ["yes: in a range", `IpProtocol: tcp, FromPort: 0, ToPort: 1024, ${world}`, "yes by Group"],
    ["no: beside a range", `IpProtocol: tcp, FromPort: 23, ToPort: 1024, ${world}`, "no"],
    ["yes: by the protocol's number", `IpProtocol: 6, FromPort: 22, ToPort: 22, ${world}`, "yes by Group"],
    ["yes: by every protocol", `IpProtocol: -1, ${world}`, "yes by Group"],
    [
      "yes: by every protocol, whatever ports are named",
      `IpProtocol: "-1", FromPort: 80, ToPort: 80, ${world}`,
      "yes by Group",
    ],
    ["no: by another protocol", `IpProtocol: udp, FromPort: 22, ToPort: 22, ${world}`, "no"],
    ["no: by ICMP", `IpProtocol: icmp, FromPort: -1, ToPort: -1, ${world}`, "no"],
    ["yes: over IPv6", 'IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIpv6: "::/0"', "yes by Group"],
    ["yes: to half of the world", "IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 128.0.0.0/1", "yes by Group"],
    ["yes: to half of IPv6", 'IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIpv6: "8000::/1"', "yes by Group"],
    ["no: to a network", "IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8", "no"],
    ["no: to a group", "IpProtocol: tcp, FromPort: 22, ToPort: 22, SourceSecurityGroupId: !Ref Peer", "no"],
    ["no: to the VPC", "IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !GetAtt Vpc.CidrBlock", "no"],
    ["no: to one address, whichever", 'IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Sub "${From}/32"', "no"],
    [
      "not known: to a block of any size",
      'IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Sub "10.0.0.0/${From}"',
      "? From",
    ],
    ["yes: by a default", "IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Anywhere", "yes by Group"],
    ["not known: to a parameter", "IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref From", "? From"],
    ["not known: to a hidden parameter", "IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Hidden", "? Hidden"],
    ["no: to a parameter on another port", "IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: !Ref From", "no"],
    ["not known: on a parameter", `IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, ${world}`, "? Port"],
    [
      "no: on a parameter, to a network",
      "IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 10.0.0.0/8",
      "no",
    ],
    [
      "not known: by a protocol that is a parameter",
      `IpProtocol: !Ref Protocol, FromPort: 22, ToPort: 22, ${world}`,
      "? Protocol",
    ],
    [
      "not known: by a protocol that is hidden",
      `IpProtocol: !Ref Hidden, FromPort: 22, ToPort: 22, ${world}`,
      "? Hidden",
    ],
    [
      "yes: to a prefix list with everybody in it",
      "IpProtocol: tcp, FromPort: 22, ToPort: 22, SourcePrefixListId: !Ref Open",
      "yes by Group",
    ],
    [
      "no: to a prefix list of the office",
      "IpProtocol: tcp, FromPort: 22, ToPort: 22, SourcePrefixListId: !GetAtt Office.PrefixListId",
      "no",
    ],
    [
      "not known: to a prefix list from outside",
      "IpProtocol: tcp, FromPort: 22, ToPort: 22, SourcePrefixListId: pl-1",
      "? pl-1",
    ],
  ])("%s", (_, rule, expected) => {
    expect(inEveryWorld(admits(group(`[{${rule}}]`)))).toBe(expected);
    expect(inEveryWorld(admits(group(`{${rule}}`)))).toBe(expected);
  });

  test("whose port is not known is answered for sure only where every port is open", () => {
    const port = { kind: "port", name: "the port", stack: "", message: "", settle: null };
    expect(inEveryWorld(admits(group(`[{IpProtocol: tcp, FromPort: 0, ToPort: 65535, ${world}}]`), port))).toBe(
      "yes by Group",
    );
    expect(inEveryWorld(admits(group(`[{IpProtocol: tcp, FromPort: 1024, ToPort: 65535, ${world}}]`), port))).toBe(
      "? the port",
    );
    expect(inEveryWorld(admits(group(`[{IpProtocol: udp, FromPort: 0, ToPort: 65535, ${world}}]`), port))).toBe("no");
  });

  test("in the worlds in which it is there", () => {
    const rule = `{IpProtocol: tcp, FromPort: 22, ToPort: 22, ${world}}`;
    expect(inWorlds(admits(group(`[!If [IsProd, {Ref: AWS::NoValue}, ${rule}]]`)))).toEqual({
      "Stage=prod": "no",
      "Stage=dev": "yes by Group",
    });
  });
});

describe("rules that are resources of their own", () => {
  const rule = (id: string, properties: string): string =>
    `\n  ${id}: {Type: AWS::EC2::SecurityGroupIngress, Properties: {${properties}}}`;
  const ssh = "IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0";

  test.each([
    ["its id", "GroupId: !GetAtt Group.GroupId", "yes by Rule"],
    ["Ref", "GroupId: !Ref Group", "yes by Rule"],
    ["another group", "GroupId: !Ref Peer", "no"],
  ])("belong to the group that is named by %s", (_, named, expected) => {
    expect(inEveryWorld(admits(group("[]") + rule("Rule", `${named}, ${ssh}`)))).toBe(expected);
  });

  test("belong to the group of their name", () => {
    const named = "\n  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupName: web, GroupDescription: web}}";
    expect(inEveryWorld(admits(named + rule("Rule", `GroupName: web, ${ssh}`)))).toBe("yes by Rule");
  });

  test("are strays where their group is not here, and can be asked themselves", () => {
    const text = `${head}${group("[]")}${rule("Own", `GroupId: !Ref Group, ${ssh}`)}${rule("Stray", `GroupId: !Ref Outer, ${ssh}`)}`;
    const graph = graphOf(text);
    expect(strayRules(graph, "ingress").map(({ logicalId }) => logicalId)).toEqual(["Stray"]);
    expect(inEveryWorld((world) => worldIngressOf(graph, nodeIn(graph, "Stray"), [22], world).items)).toHaveLength(1);
  });

  test("for egress are not for ingress", () => {
    const egress =
      "\n  Rule: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref Group, IpProtocol: -1, CidrIp: 0.0.0.0/0}}";
    const graph = graphOf(head + group("[]") + egress);
    const rules = (direction: "ingress" | "egress"): number =>
      inEveryWorld((world) => rulesOf(graph, nodeIn(graph, "Group"), direction, world).items.length);
    expect([rules("ingress"), rules("egress")]).toEqual([0, 1]);
  });
});

describe("what a node wears", () => {
  const worn = (resources: string, id = "Web"): readonly string[] => {
    const graph = graphOf(`${head}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web}}
  Second: {Type: AWS::EC2::SecurityGroup, Properties: {GroupName: second, GroupDescription: web}}
  Card: {Type: AWS::EC2::NetworkInterface, Properties: {SubnetId: subnet-1, GroupSet: [!Ref Second]}}
  Template: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {NetworkInterfaces: [{Groups: [!Ref Group]}]}}}
${resources}`);
    return inEveryWorld((world) => {
      const { items, open } = securityGroupsOf(graph, nodeIn(graph, id), world);
      return [...items.map(({ logicalId }) => logicalId), ...open.map((reason) => `? ${reason.kind}`)];
    });
  };
  const addsToDefault =
    "\n  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt Vpc.DefaultSecurityGroup, IpProtocol: -1, CidrIp: 0.0.0.0/0}}";

  test.each([
    [
      "an instance, by ids",
      "Web: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref Group, !GetAtt Second.GroupId, !Ref Group]}}",
      ["Group", "Second"],
    ],
    ["an instance, by names", "Web: {Type: AWS::EC2::Instance, Properties: {SecurityGroups: [second]}}", ["Second"]],
    [
      "an instance, by its interfaces",
      "Web: {Type: AWS::EC2::Instance, Properties: {NetworkInterfaces: [{GroupSet: [!Ref Group]}, {NetworkInterfaceId: !Ref Card}]}}",
      ["Group", "Second"],
    ],
    [
      "a group, by the interfaces of its launch template",
      "Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: {LaunchTemplateId: !Ref Template}}}",
      ["Group"],
    ],
    [
      "a group whose launch template is elsewhere",
      "Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {LaunchTemplate: {LaunchTemplateId: lt-1}}}",
      ["? launch-template"],
    ],
    [
      "a service",
      "Web: {Type: AWS::ECS::Service, Properties: {NetworkConfiguration: {AwsvpcConfiguration: {SecurityGroups: [!Ref Group]}}}}",
      ["Group"],
    ],
    [
      "a service that shares its instances' network",
      "Web: {Type: AWS::ECS::Service, Properties: {TaskDefinition: web}}",
      ["? container-instances"],
    ],
    [
      "a function",
      "Web: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SecurityGroupIds: [!Ref Group]}}}",
      ["Group"],
    ],
    [
      "a database",
      "Web: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!Ref Group, sg-1]}}",
      ["Group", "? security-group"],
    ],
    [
      "a cluster, with a parameter",
      "Web: {Type: AWS::RDS::DBCluster, Properties: {VpcSecurityGroupIds: [!Ref Outer]}}",
      ["? security-group"],
    ],
    ["a database that names none", "Web: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql}}", []],
    [
      "a database that names none, where the default group is opened",
      `Web: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql}}${addsToDefault}`,
      ["? security-group"],
    ],
    [
      "a database that names the default group",
      "Web: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!GetAtt Vpc.DefaultSecurityGroup]}}",
      [],
    ],
    [
      "a database that names the default group, where that is opened",
      `Web: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!GetAtt Vpc.DefaultSecurityGroup]}}${addsToDefault}`,
      ["? security-group"],
    ],
  ])("%s", (_, resource, expected) => {
    expect(worn(`  ${resource}`)).toEqual(expected);
  });
});
