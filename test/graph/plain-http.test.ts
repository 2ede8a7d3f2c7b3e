import { describe, expect, test } from "@jest/globals";
import { admitsOnlyPrefixLists, isOpenToWorld } from "../../src/graph/network/listener-ingress.ts";
import { listenersOf } from "../../src/graph/web/listeners.ts";
import { demandsHeader, servesPlainHttp } from "../../src/graph/web/plain-http.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf } from "./graph-of.ts";

const balancer = (more = ""): string => `
Resources:
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Subnets: [a, b], SecurityGroups: [!Ref Web]}}
  Web: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: web, VpcId: vpc-1, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]}}${more}`;
const listener = (actions: string, protocol = "HTTP", port = 80): string => `
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: ${port}, Protocol: ${protocol}, DefaultActions: ${actions}}}`;
const rule = (actions: string, conditions = "[{Field: path-pattern, Values: [/]}]"): string => `
  Rule: {Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: {ListenerArn: !Ref Listener, Priority: 1, Conditions: ${conditions}, Actions: ${actions}}}`;

const forward = "[{Type: forward, TargetGroupArn: x}]";
const redirect = "[{Type: redirect, RedirectConfig: {Protocol: HTTPS, StatusCode: HTTP_301}}]";
const refuse = '[{Type: fixed-response, FixedResponseConfig: {StatusCode: "403"}}]';
const header = '[{Field: http-header, HttpHeaderConfig: {HttpHeaderName: x, Values: ["y"]}}]';

function ask(text: string) {
  const graph = graphOf(text);
  const [first] = listenersOf(graph);
  if (first === undefined) throw new Error("there is no listener");
  const world = World.open.fresh();
  return {
    plain: servesPlainHttp(graph, first, world),
    open: isOpenToWorld(graph, first, world),
    prefixLists: admitsOnlyPrefixLists(graph, first, world),
    header: demandsHeader(graph, first, world),
  };
}

describe("visitors are served over plain HTTP", () => {
  test.each([
    ["by a listener that forwards", listener(forward), true],
    ["not by one that redirects to HTTPS", listener(redirect), false],
    ["not by one that refuses", listener(refuse), false],
    ["not by one for HTTPS", listener(forward, "HTTPS", 443), false],
    ["by a redirect that keeps the protocol", listener("[{Type: redirect, RedirectConfig: {Port: '81'}}]"), true],
    ["by a rule of a listener that redirects", listener(redirect) + rule(forward), true],
    ["not by a rule that redirects too", listener(redirect) + rule(redirect), false],
    ["after somebody has signed in, too", listener("[{Type: authenticate-oidc}, {Type: forward}]"), true],
    ["not on a port of another kind", listener(forward, "TCP", 5432), false],
  ])("%s", (_title, text, expected) => {
    expect(ask(balancer(text)).plain).toBe(expected);
  });

  test("perhaps, where TCP is passed on", () => {
    expect(ask(balancer(listener(forward, "TCP"))).plain).toMatchObject([{ kind: "passthrough" }]);
  });

  test("perhaps, where a stack elsewhere may add rules", () => {
    const text = `${balancer(listener(redirect))}\nOutputs: {L: {Value: !Ref Listener, Export: {Name: l}}}`;
    expect(ask(text).plain).toMatchObject([{ kind: "escape" }]);
  });

  test("in the worlds in which the rule is there", () => {
    const text = balancer(listener(redirect) + rule(forward)).replace("Rule: {", "Rule: {Condition: Old, ");
    expect(() => ask(`Parameters: {Age: {Type: String}}\nConditions: {Old: !Equals [!Ref Age, old]}${text}`)).toThrow();
  });
});

describe("a load balancer lets the world in", () => {
  test("by its security group, on the listener's port only", () => {
    expect(ask(balancer(listener(forward))).open).toBe(true);
    expect(ask(balancer(listener(forward, "HTTP", 8080))).open).toBe(false);
  });

  test("perhaps, where its security group is a parameter", () => {
    const text = balancer(listener(forward)).replace("!Ref Web", "!Ref Group");
    expect(ask(`Parameters: {Group: {Type: String}}${text}`).open).toMatchObject([{ name: "Group" }]);
  });

  test("perhaps, where a prefix list is admitted; mostly that is CloudFront's", () => {
    const asked = ask(balancer(listener(forward)).replace("CidrIp: 0.0.0.0/0", "SourcePrefixListId: pl-1"));
    expect(asked.open).toMatchObject([{ kind: "prefix-list" }]);
    expect(asked.prefixLists).toBe(true);
    expect(ask(balancer(listener(forward))).prefixLists).toBe(false);
  });

  test("where it is a Network Load Balancer without any", () => {
    const text = balancer(listener(forward, "TCP")).replace("SecurityGroups: [!Ref Web]", "Type: network");
    expect(ask(text).open).toBe(true);
  });
});

describe("a listener demands a header", () => {
  test.each([
    ["where every rule that answers does", listener(refuse) + rule(forward, header), true],
    ["not where a rule answers without", listener(refuse) + rule(forward), false],
    ["not where its default action answers", listener(forward) + rule(forward, header), false],
  ])("%s", (_title, text, expected) => {
    expect(ask(balancer(text)).header).toBe(expected);
  });
});
