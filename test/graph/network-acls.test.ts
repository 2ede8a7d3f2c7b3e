import { describe, expect, test } from "@jest/globals";
import { reachBetween } from "../../src/graph/network/reach.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

const network = `
Parameters: {Block: {Type: String}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: all, VpcId: !Ref Vpc, SecurityGroupIngress: [{IpProtocol: -1, CidrIp: 10.0.0.0/16}]}}
  Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: db, SubnetIds: [!Ref B]}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DBSubnetGroupName: !Ref Subnets, VPCSecurityGroups: [!Ref Group]}}
  App: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref A, SecurityGroupIds: [!Ref Group]}}
  Near: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref B, SecurityGroupIds: [!Ref Group]}}
  Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
  Use: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {SubnetId: !Ref B, NetworkAclId: !Ref Acl}}
`;

let count = 0;
const entry = (number: number, action: string, properties: string): string =>
  `  Entry${count++}: {Type: AWS::EC2::NetworkAclEntry, Properties: {NetworkAclId: !Ref Acl, RuleNumber: ${number}, RuleAction: ${action}, ${properties}}}\n`;
const into = (port: string, block = "10.0.0.0/16"): string =>
  `Protocol: 6, PortRange: {From: ${port}, To: ${port}}, CidrBlock: ${block}`;
const answers = "Egress: true, Protocol: 6, PortRange: {From: 1024, To: 65535}, CidrBlock: 0.0.0.0/0";

function answer(entries: string, source = "App"): string {
  const graph = graphOf(network + entries);
  const found = inEveryWorld((world) => reachBetween(graph, nodeIn(graph, source), nodeIn(graph, "Db"), 3306, world));
  return found.obstacle === undefined ? found.answer.answer : `${found.answer.answer} (${found.obstacle})`;
}

describe("a network ACL", () => {
  test.each([
    ["without entries denies", "", "no (acl)"],
    ["lets in and answers out", entry(100, "allow", into("3306")) + entry(100, "allow", answers), "yes"],
    ["that lets no answers out denies", entry(100, "allow", into("3306")), "no (acl)"],
    [
      "that lets in on another port denies",
      entry(100, "allow", into("5432")) + entry(100, "allow", answers),
      "no (acl)",
    ],
    [
      "that lets in from elsewhere denies",
      entry(100, "allow", into("3306", "10.0.7.0/24")) + entry(100, "allow", answers),
      "no (acl)",
    ],
    [
      "is read in the order of its numbers",
      entry(200, "allow", "Protocol: -1, CidrBlock: 0.0.0.0/0") +
        entry(100, "deny", into("3306")) +
        entry(100, "allow", answers),
      "no (acl)",
    ],
    [
      "is not known where an earlier entry may match",
      entry(200, "allow", "Protocol: -1, CidrBlock: 0.0.0.0/0") +
        entry(100, "deny", into("3306", "!Ref Block")) +
        entry(100, "allow", answers),
      "unknown",
    ],
    [
      "is known where that one would say the same",
      entry(200, "allow", "Protocol: -1, CidrBlock: 0.0.0.0/0") +
        entry(100, "allow", into("3306", "!Ref Block")) +
        entry(100, "allow", answers),
      "yes",
    ],
  ])("%s", (_, entries, expected) => {
    expect(answer(entries)).toBe(expected);
  });

  test("is not passed within a subnet", () => {
    expect(answer("", "Near")).toBe("yes");
  });
});
