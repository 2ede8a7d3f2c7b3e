import { describe, expect, test } from "@jest/globals";
import { type Graph, isOutside } from "../../src/graph/model.ts";
import { unreadIntegrations } from "../../src/graph/web/api-integrations.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld } from "./in-worlds.ts";

const app = (rest: string): string => `Parameters: {Elsewhere: {Type: String}}
Resources:
  Rest: {Type: AWS::ApiGateway::RestApi, Properties: {Name: rest}}
  Http: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: http, ProtocolType: HTTP}}
  Fn: {Type: AWS::Lambda::Function, Properties: {FunctionName: answers, Runtime: nodejs22.x, Handler: i.h, Code: {ZipFile: x}, Role: r}}
  Live: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn, FunctionVersion: "1", Name: live}}
  Bucket: {Type: AWS::S3::Bucket}
${rest}`;
const method = (integration: string): string =>
  app(
    `  Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Rest, HttpMethod: GET, Integration: {${integration}}}}`,
  );
const integration = (properties: string): string =>
  app(`  Call: {Type: AWS::ApiGatewayV2::Integration, Properties: {ApiId: !Ref Http, ${properties}}}`);
const path = (fn: string): string =>
  `!Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${fn}}/invocations"`;

const fronts = (graph: Graph): readonly string[] =>
  graph
    .edges("fronts")
    .map(({ source, target }) => `${source.logicalId} > ${isOutside(target) ? "?" : target.logicalId}`);

const unread = (text: string, api: string): string => {
  const graph = graphOf(text);
  return inEveryWorld((world) =>
    unreadIntegrations(graph, nodeIn(graph, api), world)
      .map(({ message }) => message)
      .join(),
  );
};

describe("an API hands its requests to a function", () => {
  test.each([
    ["by a method", "Rest", method(`Type: AWS_PROXY, Uri: ${path("Fn.Arn")}`)],
    ["by a method, to an alias", "Rest", method(`Type: AWS_PROXY, Uri: ${path("Live")}`)],
    [
      "by a method that spells the function's ARN out",
      "Rest",
      method(
        "Type: AWS, Uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:answers/invocations'",
      ),
    ],
    ["by an integration", "Http", integration("IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn")],
    [
      "by an integration of a WebSocket API",
      "Http",
      integration(`IntegrationType: AWS_PROXY, IntegrationUri: ${path("Fn.Arn")}`),
    ],
    ["that is its target", "Quick", app("  Quick: {Type: AWS::ApiGatewayV2::Api, Properties: {Target: !Ref Live}}")],
    [
      "by its document",
      "Documented",
      app(`  Documented:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        paths: {/a: {get: {x-amazon-apigateway-integration: {type: aws_proxy, uri: ${path("Fn.Arn")}}}}}`),
    ],
  ])("%s", (_, api, text) => {
    expect(fronts(graphOf(text))).toEqual([`${api} > Fn`]);
    expect(unread(text, api)).toBe("");
  });

  test("by an event of SAM, whichever kind of API it is of", () => {
    const sam = graphOf(`Transform: AWS::Serverless-2016-10-31
Resources:
  Rest: {Type: AWS::Serverless::Api, Properties: {StageName: prod}}
  Http: {Type: AWS::Serverless::HttpApi}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: i.h
      InlineCode: x
      Events:
        A: {Type: Api, Properties: {RestApiId: !Ref Rest, Path: /a, Method: get}}
        B: {Type: HttpApi, Properties: {ApiId: !Ref Http, Path: /a, Method: get}}
`);
    expect(fronts(sam)).toEqual(["Rest > Fn", "Http > Fn"]);
  });
});

describe("what an API calls is not all known", () => {
  test.each([
    [
      "an address on the web",
      integration('IntegrationType: HTTP_PROXY, IntegrationUri: "https://example.com"'),
      "Http",
    ],
    ["another service", method('Type: AWS, Uri: !Sub "arn:aws:apigateway:eu-west-1:s3:path/${Bucket}/x"'), "Rest"],
    ["a function that nobody names", method(`Type: AWS_PROXY, Uri: ${path("Elsewhere")}`), "Rest"],
    [
      "a document elsewhere",
      app("  Kept: {Type: AWS::ApiGateway::RestApi, Properties: {BodyS3Location: {Bucket: b, Key: k}}}"),
      "Kept",
    ],
    ["resolvers", app("  Graph: {Type: AWS::AppSync::GraphQLApi, Properties: {Name: g}}"), "Graph"],
  ])("where it hands requests to %s", (_, text, api) => {
    expect(fronts(graphOf(text))).toEqual([]);
    expect(unread(text, api)).toContain("which is not followed");
  });

  test("but it is where nothing is there, or only what answers by itself", () => {
    expect(unread(app(""), "Rest")).toBe("");
    expect(unread(method("Type: MOCK"), "Rest")).toBe("");
  });
});
