import { describe, expect, test } from "@jest/globals";
import { subnetKind } from "../../src/graph/network/subnet-kind.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const head = `
Parameters:
  Stage: {Type: String, AllowedValues: [dev, prod]}
  Outer: {Type: String}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Igw: {Type: AWS::EC2::InternetGateway}
  Vgw: {Type: AWS::EC2::VPNGateway, Properties: {Type: ipsec.1}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: subnet-1}}
  Inner: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: subnet-1, ConnectivityType: private}}
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: true}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
`;
const association =
  "  Use: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}}\n";
const route = (properties: string, id = "Out"): string =>
  `  ${id}: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, ${properties}}}\n`;

/** The kind of `A`, or the kinds of what is not known. */
const kindOf = (resources: string) => {
  const graph = graphOf(head + resources);
  return (world: Parameters<typeof subnetKind>[2]): string => {
    const found = subnetKind(graph, nodeIn(graph, "A"), world);
    return "kind" in found ? found.kind : `? ${found.reasons.map(({ kind }) => kind).join()}`;
  };
};

describe("a subnet is", () => {
  const all = "DestinationCidrBlock: 0.0.0.0/0";
  test.each([
    ["public behind an internet gateway", [`${all}, GatewayId: !Ref Igw`], "public"],
    ["public behind one of which only the id is there", [`${all}, GatewayId: igw-0123`], "public"],
    [
      "public over IPv6 alone",
      ['DestinationIpv6CidrBlock: "::/0", GatewayId: !GetAtt Igw.InternetGatewayId'],
      "public",
    ],
    ["public where the way out is two halves", ["DestinationCidrBlock: 128.0.0.0/1, GatewayId: !Ref Igw"], "public"],
    ["private behind a NAT gateway", [`${all}, NatGatewayId: !Ref Nat`], "private"],
    ["private behind one from outside", [`${all}, NatGatewayId: !Ref Outer`], "private"],
    [
      "private where IPv6 only leads out",
      ['DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: eigw-1'],
      "private",
    ],
    ["routed behind a private NAT gateway", [`${all}, NatGatewayId: !Ref Inner`], "routed"],
    ["routed behind a transit gateway", [`${all}, TransitGatewayId: tgw-1`], "routed"],
    ["routed behind an appliance", [`${all}, NetworkInterfaceId: eni-1`], "routed"],
    ["routed behind a VPN", [`${all}, GatewayId: !Ref Vgw`], "routed"],
    [
      "isolated without a default route",
      ["DestinationCidrBlock: 10.9.0.0/16, VpcPeeringConnectionId: pcx-1"],
      "isolated",
    ],
    ["isolated without any route", [], "isolated"],
    ["not known behind a gateway from outside", [`${all}, GatewayId: !Ref Outer`], "? gateway"],
    ["not known where the destination is", ["DestinationCidrBlock: !Ref Outer, GatewayId: !Ref Igw"], "? parameter"],
    [
      "public behind a gateway, whatever else is not known",
      [`${all}, GatewayId: !Ref Igw`, "DestinationCidrBlock: !Ref Outer, NatGatewayId: !Ref Nat"],
      "public",
    ],
  ])("%s", (_, routes, expected) => {
    const declared = routes.map((each, i) => route(each, `Route${i}`)).join("");
    expect(inEveryWorld(kindOf(association + declared))).toBe(expected);
  });

  test("not known without an association, whatever its addresses", () => {
    expect(inEveryWorld(kindOf(route(`${all}, GatewayId: !Ref Igw`)))).toBe("? main-route-table");
  });

  test("not known where its table is another stack's", () => {
    const outside = association.replace("!Ref Table", "!Ref Outer");
    expect(inEveryWorld(kindOf(outside))).toBe("? route-table");
  });

  test("not known where its table is given to others, who may add a route", () => {
    const outputs = "Outputs: {Table: {Value: !Ref Table, Export: {Name: table}}}\n";
    expect(inEveryWorld(kindOf(association + outputs))).toBe("? escape");
    expect(inEveryWorld(kindOf(association + route(`${all}, NatGatewayId: !Ref Nat`) + outputs))).toBe("private");
  });

  test("another one under another condition", () => {
    const conditional = `  Out: {Type: AWS::EC2::Route, Condition: IsProd, Properties: {RouteTableId: !Ref Table, ${all}, NatGatewayId: !Ref Nat}}\n`;
    expect(inWorlds(kindOf(association + conditional))).toEqual({ "Stage=prod": "private", "Stage=dev": "isolated" });
  });
});

test("the evidence is the association and the route", () => {
  const graph = graphOf(head + association + route("DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Igw"));
  const found = inEveryWorld((world) => subnetKind(graph, nodeIn(graph, "A"), world));
  expect("kind" in found ? found.evidence.map(({ message }) => message) : []).toEqual([
    "A uses route table Table",
    "the default route of Table leads to a gateway",
  ]);
});
