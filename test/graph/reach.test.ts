import { describe, expect, test } from "@jest/globals";
import { reach } from "../../src/graph/network/reach.ts";
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

const subnetGroup = (subnets = "!Ref A"): string =>
  `  Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: db, SubnetIds: [${subnets}]}}\n`;
const bareDatabase = "  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, PubliclyAccessible: false}}\n";

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
    expect(answer(apart + peering)).toBe("main-route-table,route");
  });

  test("not where its own group lets nothing out", () => {
    const closed = `  Closed: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: closed, VpcId: !Ref Vpc, SecurityGroupEgress: [{IpProtocol: icmp, FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32}]}}\n`;
    const inside = app("SubnetId: !Ref A, SecurityGroupIds: [!Ref Closed]");
    expect(answer(inside + closed + database(from("CidrIp: 0.0.0.0/0")))).toBe("no");
  });

  test("with the default group only what wears it too", () => {
    const bare = `${subnetGroup()}  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DBSubnetGroupName: !Ref Subnets}}\n`;
    expect(answer(app("SubnetId: !Ref A") + bare)).toBe("yes");
    expect(answer(app() + bare)).toBe("no");
    expect(answer(app("SubnetId: !Ref B") + bare)).toBe("no");
    const restricted =
      "  No: {Type: Custom::VpcRestrictDefaultSG, Properties: {DefaultSecurityGroupId: !GetAtt Vpc.DefaultSecurityGroup}}\n";
    expect(answer(app("SubnetId: !Ref A") + bare + restricted)).toBe("no");
    const opened = `  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !GetAtt Vpc.DefaultSecurityGroup, IpProtocol: tcp, FromPort: 3306, ToPort: 3306, SourceSecurityGroupId: !Ref AppGroup}}\n`;
    expect(answer(app() + bare + opened)).toBe("yes");
  });

  test("not in the account's default VPC, where what names no subnets is created", () => {
    expect(answer(app("SubnetId: !Ref A") + bareDatabase)).toBe("no");
    expect(answer(app("KeyName: k") + bareDatabase)).toBe("yes");
  });
});

describe("addresses", () => {
  const group = (ingress: string): string => `
  DbGroup: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: db, VpcId: !Ref Vpc, SecurityGroupIngress: ${ingress}}}
  A2: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  V6: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, Ipv6CidrBlock: "2001:db8:0:1::/64"}}
  Named: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: !Ref List}}
  Near: {Type: AWS::EC2::PrefixList, Properties: {Entries: [{Cidr: 10.0.0.0/24}, {Cidr: 10.0.1.0/24}]}}
  Far: {Type: AWS::EC2::PrefixList, Properties: {Entries: [{Cidr: 10.0.9.0/24}]}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, VPCSecurityGroups: [!Ref DbGroup]}}
`;
  const fleet = (subnets: string): string =>
    `  App: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [${subnets}], LaunchTemplate: {LaunchTemplateId: !Ref T}}}
  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {SecurityGroupIds: [!Ref AppGroup]}}}\n`;
  const rule = (peer: string): string => `{IpProtocol: tcp, FromPort: 3306, ToPort: 3306, ${peer}}`;

  test.each([
    ["one block for all subnets", "!Ref A, !Ref A2", ["CidrIp: 10.0.0.0/23"], "yes"],
    ["a rule for each subnet", "!Ref A, !Ref A2", ["CidrIp: 10.0.0.0/24", "CidrIp: 10.0.1.0/24"], "yes"],
    ["a rule for one subnet of two", "!Ref A, !Ref A2", ["CidrIp: 10.0.0.0/24"], "no"],
    ["the VPC's block", "!Ref A, !Ref A2", ["CidrIp: !GetAtt Vpc.CidrBlock"], "yes"],
    ["the VPC's block, for a subnet whose own is not known", "!Ref Named", ["CidrIp: !GetAtt Vpc.CidrBlock"], "yes"],
    ["a larger block, for such a subnet", "!Ref Named", ["CidrIp: 10.0.0.0/8"], "yes"],
    ["a part of the VPC, for such a subnet", "!Ref Named", ["CidrIp: 10.0.4.0/24"], "address"],
    ["another network, for such a subnet", "!Ref Named", ["CidrIp: 10.9.0.0/16"], "no"],
    ["the subnet's own unknown block", "!Ref Named", ["CidrIp: !Ref List"], "yes"],
    ["one address of the subnet", "!Ref A", ["CidrIp: 10.0.0.7/32"], "address"],
    ["one address beside it", "!Ref A", ["CidrIp: 10.0.1.7/32"], "no"],
    ["IPv6, from a subnet without", "!Ref A", ['CidrIpv6: "::/0"'], "no"],
    ["IPv6, to a database without", "!Ref V6", ['CidrIpv6: "::/0"'], "yes"],
    ["another network of IPv6", "!Ref V6", ['CidrIpv6: "2001:db8:0:2::/64"'], "no"],
    ["a prefix list of the app", "!Ref A, !Ref A2", ["SourcePrefixListId: !Ref Near"], "yes"],
    ["a prefix list of the app with others in it", "!Ref A", ["SourcePrefixListId: !Ref Far"], "no"],
  ])("are let in by %s", (_, subnets, peers, expected) => {
    expect(answer(fleet(subnets) + group(`[${peers.map(rule).join()}]`))).toBe(expected);
  });

  test("of a VPC with more than one block are not told by the first", () => {
    const second = "  More: {Type: AWS::EC2::VPCCidrBlock, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.7.0.0/16}}\n";
    const open = `[${rule("CidrIp: !GetAtt Vpc.CidrBlock")}]`;
    expect(answer(fleet("!Ref Named") + group(open) + second)).toBe("address");
    expect(answer(fleet("!Ref A") + group(open) + second)).toBe("yes");
  });

  test("of one instance may be written by its name", () => {
    const single = (id: string): string => `[${rule(`CidrIp: !Sub "\${${id}.PrivateIp}/32"`)}]`;
    expect(answer(app() + group(single("App")))).toBe("yes");
  });
});

describe("what lets out", () => {
  const closed = (egress: string): string =>
    `  Own: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: own, VpcId: !Ref Vpc, SecurityGroupEgress: ${egress}}}\n` +
    app("SubnetId: !Ref A, SecurityGroupIds: [!Ref Own]") +
    database(from("SourceSecurityGroupId: !Ref Own"));

  test.each([
    [
      "a rule for the other group",
      "[{IpProtocol: tcp, FromPort: 3306, ToPort: 3306, DestinationSecurityGroupId: !Ref DbGroup}]",
      "yes",
    ],
    ["a rule for another port", "[{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]", "no"],
    ["a rule for everything", "[{IpProtocol: -1, CidrIp: 0.0.0.0/0}]", "yes"],
  ])("is %s", (_, egress, expected) => {
    expect(answer(closed(egress))).toBe(expected);
  });

  test("is a rule of its own, which takes the place of the one that lets out everything", () => {
    const rule = (port: number): string =>
      `  Out: {Type: AWS::EC2::SecurityGroupEgress, Properties: {GroupId: !Ref AppGroup, IpProtocol: tcp, FromPort: ${port}, ToPort: ${port}, DestinationSecurityGroupId: !Ref DbGroup}}\n`;
    const both = app() + database(from("SourceSecurityGroupId: !Ref AppGroup"));
    expect(answer(both + rule(3306))).toBe("yes");
    expect(answer(both + rule(443))).toBe("no");
  });
});

describe("groups of which only the name is here", () => {
  test("are the same where the name is", () => {
    const worn = app("SubnetId: !Ref A, SecurityGroupIds: [!Ref AppGroup, !Ref OuterGroup]");
    expect(answer(worn + database(from("SourceSecurityGroupId: !Ref OuterGroup")))).toBe("yes");
    expect(answer(worn + database(from("SourceSecurityGroupId: !Ref DbGroup")))).toBe("security-group");
  });

  test("have the rules that the app gives them", () => {
    const target =
      "  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, VPCSecurityGroups: [!Ref OuterGroup]}}\n";
    const rule = `  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref OuterGroup, IpProtocol: tcp, FromPort: 3306, ToPort: 3306, SourceSecurityGroupId: !Ref AppGroup}}\n`;
    expect(answer(app() + target)).toMatch(/security-group/);
    expect(
      answer(
        app() +
          subnetGroup() +
          target.replace("Engine: mysql", "Engine: mysql, DBSubnetGroupName: !Ref Subnets") +
          rule,
      ),
    ).toBe("yes");
  });
});

test("a group that another stack is given may get the missing rule there", () => {
  const given = "Outputs: {Group: {Value: !Ref DbGroup, Export: {Name: db-group}}}\n";
  expect(answer(app() + database("[]") + given)).toBe("escape");
  expect(answer(app() + database(from("SourceSecurityGroupId: !Ref AppGroup")) + given)).toBe("yes");
});

test("a database with groups from before there were VPCs lets in what is not read", () => {
  const old = `  Old: {Type: AWS::RDS::DBSecurityGroup, Properties: {GroupDescription: old}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, PubliclyAccessible: false, DBSecurityGroups: [!Ref Old]}}\n`;
  expect(answer(app("KeyName: k") + old)).toBe("security-group");
});

test("a group that is associated with another VPC does not say where it is worn", () => {
  const shared =
    "  More: {Type: AWS::EC2::SecurityGroupVpcAssociation, Properties: {GroupId: !Ref DbGroup, VpcId: !Ref Vpc}}\n";
  const elsewhere = database("[{IpProtocol: tcp, FromPort: 3306, ToPort: 3306, CidrIp: 10.0.0.0/8}]", "Other").replace(
    "Engine: mysql",
    "Engine: mysql, PubliclyAccessible: false",
  );
  expect(answer(app() + elsewhere)).toBe("no");
  expect(answer(app() + elsewhere + shared)).toBe("vpc");
});

describe("peered VPCs", () => {
  const table = (of: string, vpc: string, route: string): string => `
  Table${of}: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref ${vpc}}}
  Use${of}: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref ${of}, RouteTableId: !Ref Table${of}}}
  Route${of}: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table${of}, ${route}}}\n`;
  const there = "DestinationCidrBlock: 10.1.0.0/16, VpcPeeringConnectionId: !Ref Peering";
  const back = "DestinationCidrBlock: 10.0.0.0/16, VpcPeeringConnectionId: !Ref Peering";
  const apart = (routes: string): string =>
    app() +
    database(from("CidrIp: 10.0.0.0/16"), "Other").replace(
      "Engine: mysql",
      "Engine: mysql, DBSubnetGroupName: !Ref Subnets, PubliclyAccessible: false",
    ) +
    subnetGroup("!Ref B") +
    "  Peering: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Other, PeerVpcId: !Ref Vpc}}\n" +
    routes;

  test("are connected by routes on either side", () => {
    expect(answer(apart(table("A", "Vpc", there) + table("B", "Other", back)))).toBe("yes");
    expect(answer(apart(table("A", "Vpc", there) + table("B", "Other", back.replace("10.0.0.0", "10.5.0.0"))))).toBe(
      "no",
    );
    expect(
      answer(
        apart(table("A", "Vpc", there) + table("B", "Other", "DestinationCidrBlock: 10.0.0.0/16, GatewayId: igw-1")),
      ),
    ).toBe("no");
  });
});

describe("a service whose tasks share the network of their instances", () => {
  const service = `
  Cluster: {Type: AWS::ECS::Cluster}
  App: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: web}}
  Hosts: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: [!Ref A], LaunchTemplate: {LaunchTemplateId: !Ref T}}}\n`;
  const template = (userData: string): string =>
    `  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {SecurityGroupIds: [!Ref AppGroup]${userData}}}}\n`;
  const joins = ', UserData: {"Fn::Base64": !Sub "echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config"}';

  test("reaches what admits them", () => {
    const target = database(from("SourceSecurityGroupId: !Ref AppGroup"));
    expect(answer(service + template(joins) + target)).toBe("yes");
    expect(answer(service + template("") + target)).toBe("container-instances");
    const provider = `
  Provider: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Hosts}}}
  Association: {Type: AWS::ECS::ClusterCapacityProviderAssociations, Properties: {Cluster: !Ref Cluster, CapacityProviders: [!Ref Provider]}}\n`;
    expect(answer(service + template("") + provider + target)).toBe("yes");
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
