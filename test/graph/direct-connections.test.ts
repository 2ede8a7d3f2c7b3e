import { describe, expect, test } from "@jest/globals";
import { directConnections } from "../../src/graph/functions/direct-connections.ts";
import { followsTraffic, hasBoundedConcurrency } from "../../src/graph/functions/function-traffic.ts";
import type { Graph } from "../../src/graph/model.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const fn = (more = ""): string =>
  `\n  Fn: {Type: AWS::Lambda::Function, Properties: {Role: r, Runtime: python3.13, Handler: i.h, Code: {ZipFile: x}${more}}}`;
const app = (...resources: readonly string[]): Graph => graphOf(`Resources:${resources.join("")}`);
const world = () => World.open.fresh();

describe("databases that a function connects to by itself", () => {
  const instance = "\n  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres}}";
  const cluster = (more = ""): string =>
    `\n  Db: {Type: AWS::RDS::DBCluster, Properties: {Engine: aurora-mysql${more}}}`;
  const proxy = "\n  Proxy: {Type: AWS::RDS::DBProxy, Properties: {DBProxyName: p}}";
  const secret =
    "\n  Secret: {Type: AWS::SecretsManager::Secret}\n  Attached: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: !Ref Secret, TargetId: !Ref Db, TargetType: AWS::RDS::DBInstance}}";
  const told = (...values: readonly string[]): string =>
    fn(`, Environment: {Variables: {${values.map((value, i) => `V${i}: ${value}`).join(", ")}}}`);
  test.each([
    ["the address of an instance", [instance, told("!GetAtt Db.Endpoint.Address")], 1],
    ["the reader of a cluster", [cluster(), told("!GetAtt Db.ReadEndpoint.Address")], 1],
    ["the ARN of a cluster", [cluster(), told("!GetAtt Db.DBClusterArn")], 0],
    ["a cluster with a Data API", [cluster(", EnableHttpEndpoint: true"), told("!GetAtt Db.Endpoint.Address")], 0],
    ["a proxy beside the address", [instance, proxy, told("!GetAtt Db.Endpoint.Address", "!GetAtt Proxy.Endpoint")], 0],
    ["a secret that is attached to an instance", [instance, secret, told("!Ref Secret")], 1],
    ["the attachment itself, as CDK has it", [instance, secret, told("!Ref Attached")], 1],
    ["an attached secret, where there is a proxy", [instance, secret, proxy, told("!Ref Secret")], 0],
  ])("%s", (_title, resources, expected) => {
    const graph = app(...resources);
    expect(directConnections(graph, nodeIn(graph, "Fn"), world())).toHaveLength(expected);
  });
});

describe("what starts a function", () => {
  const permission = (service: string): string =>
    `\n  May: {Type: AWS::Lambda::Permission, Properties: {Action: "lambda:InvokeFunction", FunctionName: !Ref Fn, Principal: ${service}.amazonaws.com}}`;
  const url = "\n  Url: {Type: AWS::Lambda::Url, Properties: {AuthType: NONE, TargetFunctionArn: !Ref Fn}}";
  const schedule =
    '\n  Rule: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: "rate(1 day)", Targets: [{Id: a, Arn: !GetAtt Fn.Arn}]}}';
  const queue = (more = ""): string =>
    `\n  Jobs: {Type: AWS::SQS::Queue}\n  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Jobs.Arn, FunctionName: !Ref Fn${more}}}`;
  test.each([
    ["an API", [fn(), permission("apigateway")], true, false],
    ["a URL", [fn(), url], true, false],
    ["a rotation of secrets", [fn(), permission("secretsmanager")], false, false],
    ["nothing that is here", [fn()], true, false],
    ["a schedule", [fn(), schedule], false, true],
    ["a queue", [fn(), queue()], true, false],
    ["a queue with a bound", [fn(), queue(", ScalingConfig: {MaximumConcurrency: 2}")], true, true],
    [
      "a bounded queue beside an API",
      [fn(), queue(", ScalingConfig: {MaximumConcurrency: 2}"), permission("apigateway")],
      true,
      false,
    ],
    ["an API, with a reservation", [fn(", ReservedConcurrentExecutions: 5"), permission("apigateway")], true, true],
  ])("%s", (_title, resources, traffic, bounded) => {
    const graph = app(...resources);
    const node = nodeIn(graph, "Fn");
    expect(followsTraffic(graph, node, world())).toBe(traffic);
    expect(hasBoundedConcurrency(graph, node, world())).toBe(bounded);
  });
});
