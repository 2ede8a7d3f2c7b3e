import { describe, expect, test } from "@jest/globals";
import { reach } from "../../src/graph/reach.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

const network = `
Parameters:
  OuterGroup: {Type: AWS::EC2::SecurityGroup::Id}
  List: {Type: String}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Other, CidrBlock: 10.1.0.0/24, AvailabilityZone: eu-west-1a}}
  AppGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: app, VpcId: !Ref Vpc}}
`;
const app = (properties = "SubnetId: !Ref A, SecurityGroupIds: [!Ref AppGroup]"): string =>
  `  App: {Type: AWS::EC2::Instance, Properties: {ImageId: ami-0123456789abcdef0, ${properties}}}\n`;
const database = (ingress: string, vpc = "Vpc"): string => `
  DbGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: db, VpcId: !Ref ${vpc}, SecurityGroupIngress: ${ingress}}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, VPCSecurityGroups: [!Ref DbGroup]}}
`;
const from = (peer: string, port = 3306): string => `[{IpProtocol: tcp, FromPort: ${port}, ToPort: ${port}, ${peer}}]`;

/** `yes`, `no`, or the kinds of what is not known. */
function answer(resources: string, source = "App"): string {
  const graph = graphOf(network + resources);
  const found = inEveryWorld((world) => reach(graph, nodeIn(graph, source), nodeIn(graph, "Db"), 3306, world));
  return found.answer === "unknown" ? found.reasons.map(({ kind }) => kind).join() : found.answer;
}

describe("an instance reaches a database", () => {
  test.each([
    ["where its group may connect", from("SourceSecurityGroupId: !Ref AppGroup"), "yes"],
    ["not on another port", from("SourceSecurityGroupId: !Ref AppGroup", 5432), "no"],
    ["not where another group may", from("SourceSecurityGroupId: !Ref DbGroup"), "no"],
    ["where the addresses of its subnet may", from("CidrIp: 10.0.0.0/16"), "yes"],
    ["not where other addresses may", from("CidrIp: 10.9.0.0/16"), "no"],
    ["where everybody may", from("CidrIp: 0.0.0.0/0"), "yes"],
    ["maybe, where a group from outside may", from("SourceSecurityGroupId: !Ref OuterGroup"), "parameter"],
    ["maybe, where a prefix list may", from("SourcePrefixListId: !Ref List"), "prefix-list"],
    ["not where nobody may", "[]", "no"],
  ])("%s", (_, ingress, expected) => {
    expect(answer(app() + database(ingress))).toBe(expected);
  });

  test("by a rule that is a resource of its own", () => {
    const rule = `  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref DbGroup, IpProtocol: tcp, FromPort: !GetAtt Db.Endpoint.Port, ToPort: !GetAtt Db.Endpoint.Port, SourceSecurityGroupId: !GetAtt AppGroup.GroupId}}\n`;
    expect(answer(app() + database("[]") + rule)).toBe("yes");
  });

  test("not in another VPC, unless something connects the two", () => {
    const apart = app() + database(from("CidrIp: 10.0.0.0/16"), "Other");
    const peering =
      "  Peering: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Vpc, PeerVpcId: !Ref Other}}\n";
    expect(answer(apart)).toBe("no");
    expect(answer(apart + peering)).toBe("route");
  });

  test("not where its own group lets nothing out", () => {
    const closed = `  Closed: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: closed, VpcId: !Ref Vpc, SecurityGroupEgress: [{IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32}]}}\n`;
    const inside = app("SubnetId: !Ref A, SecurityGroupIds: [!Ref Closed]");
    expect(answer(inside + closed + database(from("CidrIp: 0.0.0.0/0")))).toBe("no");
  });

  test("with the default group only what wears it too", () => {
    const bare = "  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql}}\n";
    expect(answer(app("SubnetId: !Ref A") + bare)).toBe("yes");
    expect(answer(app() + bare)).toBe("no");
  });
});

describe("a function", () => {
  const code = "Role: r, Handler: h, Runtime: nodejs22.x, Code: {ZipFile: x}";

  test("outside every VPC reaches no private database", () => {
    const outside = `  App: {Type: AWS::Lambda::Function, Properties: {${code}}}\n`;
    const open = database(from("CidrIp: 0.0.0.0/0"));
    expect(answer(outside + open.replace("Engine: mysql", "Engine: mysql, PubliclyAccessible: false"))).toBe("no");
    expect(answer(outside + open.replace("Engine: mysql", "Engine: mysql, PubliclyAccessible: true"))).toBe("yes");
  });

  test("in the VPC reaches what admits its group", () => {
    const inside = `  App: {Type: AWS::Lambda::Function, Properties: {${code}, VpcConfig: {SubnetIds: [!Ref A], SecurityGroupIds: [!Ref AppGroup]}}}\n`;
    expect(answer(inside + database(from("SourceSecurityGroupId: !Ref AppGroup")))).toBe("yes");
  });
});

describe("the evidence", () => {
  test("is the rule that lets it in", () => {
    const graph = graphOf(network + app() + database(from("SourceSecurityGroupId: !Ref AppGroup")));
    const { evidence } = inEveryWorld((world) => reach(graph, nodeIn(graph, "App"), nodeIn(graph, "Db"), 3306, world));
    expect(evidence.map(({ message }) => message)).toEqual(["DbGroup lets in App"]);
  });
});

describe("placed edges", () => {
  test("lead from a node to each of its subnets, under the conditions of both", () => {
    const conditional = `
Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b}}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 2, MaxSize: 4, VPCZoneIdentifier: [!Ref A, !If [IsProd, !Ref B, !Ref AWS::NoValue]]}}
`;
    const edges = graphOf(conditional).edges("placed");
    expect(edges.map(({ id, guard }) => [id, guard.kind])).toEqual(
      expect.arrayContaining([["placed:app/Web>app/B", "atom"]]),
    );
    expect(edges.find(({ id }) => id.endsWith("/A"))?.evidence[0]?.message).toBe(
      "Web stands in subnet A, in eu-west-1a",
    );
  });
});
