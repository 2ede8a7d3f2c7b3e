import { describe, expect, test } from "@jest/globals";
import { isWornSilently } from "../../src/graph/network/wearers.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

const group = `
Resources:
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: g}}
`;
const balancer = (port: string): string => `
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Type: network, SecurityGroups: [!Ref Group]}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: ${port}, Protocol: TCP}}
`;
const silently = (resources: string): boolean => {
  const graph = graphOf(group + resources);
  return inEveryWorld((world) => isWornSilently(graph, nodeIn(graph, "Group"), [22, 3389], world));
};

describe("nobody can log in to what wears a group", () => {
  const fn =
    "  Fn: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SecurityGroupIds: [!GetAtt Group.GroupId]}}}\n";
  const rule =
    "  Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {GroupId: !Ref Group, SourceSecurityGroupId: !Ref Group, IpProtocol: -1}}\n";

  test.each([
    ["where a load balancer listens on other ports", balancer("443"), true],
    ["where only a function wears it", fn, true],
    ["whatever other rules name it", fn + rule, true],
    [
      "where a database and an endpoint do",
      "  Db: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!Ref Group]}}\n  E: {Type: AWS::EC2::VPCEndpoint, Properties: {SecurityGroupIds: [!Ref Group]}}\n",
      true,
    ],
    ["not where a load balancer hands on that port", balancer("22"), false],
    [
      "not where an instance wears it too",
      `${fn}  Web: {Type: AWS::EC2::Instance, Properties: {SecurityGroupIds: [!Ref Group]}}\n`,
      false,
    ],
    [
      "not where a launch template does",
      "  T: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {NetworkInterfaces: [{Groups: [!Ref Group]}]}}}\n",
      false,
    ],
    ["not where nothing is seen to wear it", "", false],
    ["not where another stack is given it", `${fn}Outputs: {G: {Value: !Ref Group, Export: {Name: g}}}\n`, false],
  ])("%s", (_, resources, expected) => {
    expect(silently(resources)).toBe(expected);
  });
});
