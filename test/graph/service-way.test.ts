import { describe, expect, test } from "@jest/globals";
import { storesUsedBy, wayToStore } from "../../src/graph/network/service-way.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

const head = `
Parameters: {Outer: {Type: AWS::EC2::Subnet::Id}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: app, VpcId: !Ref Vpc}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Use: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}
  Uploads: {Type: AWS::S3::Bucket}
  Jobs: {Type: AWS::SQS::Queue}
`;
const fn = (vpc = "VpcConfig: {SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Group]}"): string =>
  `  Fn: {Type: AWS::Lambda::Function, Properties: {${vpc}, Role: r, Environment: {Variables: {A: !Ref Uploads, B: !Ref Jobs, C: !GetAtt Uploads.WebsiteURL}}}}\n`;
const endpoint = (properties: string): string =>
  `  Endpoint: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, ${properties}}}\n`;
const route = (properties: string): string =>
  `  Out: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, ${properties}}}\n`;

/** `yes`, `no`, or the kinds of what is not known. */
function way(resources: string, store = "Uploads"): string {
  const graph = graphOf(head + resources);
  const found = inEveryWorld((world) => wayToStore(graph, nodeIn(graph, "Fn"), nodeIn(graph, store), world)).answer;
  return found.answer === "unknown" ? found.reasons.map(({ kind }) => kind).join() : found.answer;
}

const name = (service: string): string => `ServiceName: !Sub "com.amazonaws.\${AWS::Region}.${service}"`;

describe("a function has a way to S3", () => {
  test.each([
    ["not from an isolated subnet", "", "no"],
    ["by an endpoint on its route table", endpoint(`${name("s3")}, RouteTableIds: [!Ref Table]`), "yes"],
    ["not by one on another table", endpoint(`${name("s3")}, RouteTableIds: [rtb-1]`), "no"],
    ["not by one for another kind of bucket", endpoint(`${name("s3express")}, RouteTableIds: [!Ref Table]`), "no"],
    ["by a NAT gateway", route("DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat-1"), "yes"],
    ["not by an internet gateway", route("DestinationCidrBlock: 0.0.0.0/0, GatewayId: igw-1"), "no"],
    ["maybe over IPv6", route('DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: eigw-1'), "route"],
    ["maybe where its route table is given away", "Outputs: {T: {Value: !Ref Table, Export: {Name: t}}}\n", "escape"],
    ["maybe where its VPC is given away", "Outputs: {V: {Value: !Ref Vpc, Export: {Name: v}}}\n", "escape"],
  ])("%s", (_, resources, expected) => {
    expect(way(fn() + resources)).toBe(expected);
  });

  test.each([
    [
      "not where its group lets nothing out",
      "[{IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32}]",
      "no",
    ],
    ["not where its group lets all traffic out to nowhere", "[{IpProtocol: -1, CidrIp: 255.255.255.255/32}]", "no"],
    [
      "not where its group lets out only to a database",
      "[{IpProtocol: tcp, FromPort: 3306, ToPort: 3306, CidrIp: 0.0.0.0/0}]",
      "no",
    ],
    ["where its group lets HTTPS out", "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]", "yes"],
    [
      "where its group lets out to a prefix list",
      "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: pl-1}]",
      "yes",
    ],
  ])("%s", (_, egress, expected) => {
    const own = `  Own: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: own, VpcId: !Ref Vpc, SecurityGroupEgress: ${egress}}}\n`;
    const inside = fn("VpcConfig: {SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Own]}");
    expect(way(inside + own + route("DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: nat-1"))).toBe(expected);
  });

  test("outside every VPC", () => {
    expect(way(fn("MemorySize: 128"))).toBe("yes");
  });

  test("maybe, over IPv6 where it is let use that", () => {
    const dual = "VpcConfig: {Ipv6AllowedForDualStack: true, SubnetIds: [!Ref A], SecurityGroupIds: [!Ref Group]}";
    expect(way(fn(dual) + route("DestinationCidrBlock: 0.0.0.0/0, GatewayId: igw-1"))).toBe("route");
  });

  test("maybe, from a subnet of another stack", () => {
    expect(way(fn("VpcConfig: {SubnetIds: [!Ref Outer], SecurityGroupIds: [sg-1]}"))).toBe("subnet");
  });
});

describe("an interface endpoint", () => {
  const opened =
    "  Ends: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: e, VpcId: !Ref Vpc, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]}}\n";
  const at = (more: string): string =>
    opened + endpoint(`${name("sqs")}, VpcEndpointType: Interface, SecurityGroupIds: [!Ref Ends], ${more}`);

  test("leads to its service from everywhere in the VPC", () => {
    expect(way(fn() + at("PrivateDnsEnabled: true, SubnetIds: [subnet-1]"), "Jobs")).toBe("yes");
    expect(way(fn() + at("PrivateDnsEnabled: true, SubnetIds: [subnet-1]"))).toBe("no");
  });

  test("leads there only under its own name where it takes no other", () => {
    expect(way(fn() + at("PrivateDnsEnabled: false"), "Jobs")).toBe("endpoint");
  });

  test("that wears another group lets nobody in", () => {
    const closed = endpoint(`${name("sqs")}, VpcEndpointType: Interface, SecurityGroupIds: [!Ref Group]`);
    expect(way(fn() + closed, "Jobs")).toBe("no");
  });
});

test("a store is used where its name is told, not its address", () => {
  const graph = graphOf(head + fn());
  const stores = inEveryWorld((world) => storesUsedBy(graph, nodeIn(graph, "Fn"), world));
  expect(stores.map(({ logicalId }) => logicalId)).toEqual(["Uploads", "Jobs"]);
});
