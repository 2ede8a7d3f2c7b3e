import { describe, expect, test } from "@jest/globals";
import { expanded } from "./expanded.ts";

describe("Api events", () => {
  const text = `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Events:
        Get: {Type: Api, Properties: {Path: "/items/{id}/", Method: get}}
        Any: {Type: Api, Properties: {Path: "/{proxy+}", Method: ANY}}
Outputs:
  Stage: {Value: !Ref ServerlessRestApi.Stage}
`;

  test("share an API that nobody declares, with a stage and a deployment", () => {
    const { types, properties, resource, output } = expanded(text);
    const deployment = Object.keys(types).find((id) => id.startsWith("ServerlessRestApiDeployment"));
    expect(types).toMatchObject({
      ServerlessRestApi: "AWS::ApiGateway::RestApi",
      ServerlessRestApiProdStage: "AWS::ApiGateway::Stage",
    });
    expect(deployment).toMatch(/^ServerlessRestApiDeployment[0-9a-f]{10}$/);
    expect(properties("ServerlessRestApiProdStage")).toEqual({
      RestApiId: { Ref: "ServerlessRestApi" },
      DeploymentId: { Ref: deployment },
      StageName: "Prod",
    });
    expect(resource("ServerlessRestApi").generatedBy).toBe("Fn");
    expect(output("Stage")).toEqual({ Ref: "ServerlessRestApiProdStage" });
  });

  test("are permitted for their path and method, in all stages", () => {
    const { properties } = expanded(text);
    const arn = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}";
    const variables = { __ApiId__: { Ref: "ServerlessRestApi" }, __Stage__: "*" };
    expect(properties("FnGetPermissionProd")["SourceArn"]).toEqual({ "Fn::Sub": [`${arn}/GET/items/*`, variables] });
    expect(properties("FnAnyPermissionProd")["SourceArn"]).toEqual({ "Fn::Sub": [`${arn}/*/*`, variables] });
  });

  test("are routes of the API's body to the function", () => {
    const { properties } = expanded(text);
    expect(properties("ServerlessRestApi")["Body"]).toMatchObject({
      swagger: "2.0",
      paths: {
        "/items/{id}/": {
          get: {
            "x-amazon-apigateway-integration": {
              type: "aws_proxy",
              uri: { "Fn::Sub": expect.stringContaining("functions/${Fn.Arn}/invocations") },
            },
          },
        },
        "/{proxy+}": { "x-amazon-apigateway-any-method": {} },
      },
    });
  });

  test("of an API that is declared name its stage, and leave a body that is written alone", () => {
    const { types, properties } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Events: {Get: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: get}}}
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v-1
      EndpointConfiguration: {Type: PRIVATE, VPCEndpointIds: [vpce-1]}
      DefinitionBody: {swagger: "2.0"}
`);
    expect(types).not.toHaveProperty("ServerlessRestApi");
    expect(properties("Api")).toMatchObject({
      Body: { swagger: "2.0" },
      EndpointConfiguration: { Types: ["PRIVATE"], VpcEndpointIds: ["vpce-1"] },
    });
    expect(Object.keys(types).filter((id) => /^(FnGetPermission|ApiStage)[0-9a-f]{10}$/.test(id))).toHaveLength(2);
  });

  test("of an API elsewhere are refused", () => {
    const { diagnostics } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Events: {Get: {Type: Api, Properties: {RestApiId: !ImportValue Api, Path: /, Method: get}}}
`);
    expect(diagnostics).toMatchObject([{ code: "sam-event", line: 8 }]);
  });

  test("of conditional functions make the API conditional on any of them", () => {
    const { resource, template } = expanded(`
Resources:
${["A", "B"]
  .map(
    (id) => `  ${id}:
    Type: AWS::Serverless::Function
    Condition: Has${id}
    Properties: {InlineCode: x, Events: {E: {Type: Api, Properties: {Path: /${id}, Method: get}}}}`,
  )
  .join("\n")}
`);
    expect(resource("ServerlessRestApi").condition).toBe("ServerlessRestApiCondition");
    expect(resource("ServerlessRestApiProdStage").condition).toBe("ServerlessRestApiCondition");
    expect([...template.conditions.keys()]).toEqual(["ServerlessRestApiCondition"]);
  });
});

describe("HttpApi events", () => {
  test("share an API, and a default route makes the function's other permissions superfluous", () => {
    const { types, properties } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Events:
        One: {Type: HttpApi, Properties: {Path: /one, Method: get}}
        All: {Type: HttpApi}
`);
    expect(types).toMatchObject({
      ServerlessHttpApi: "AWS::ApiGatewayV2::Api",
      ServerlessHttpApiApiGatewayDefaultStage: "AWS::ApiGatewayV2::Stage",
      FnAllPermission: "AWS::Lambda::Permission",
    });
    expect(types).not.toHaveProperty("FnOnePermission");
    expect(properties("ServerlessHttpApi")["Body"]).toMatchObject({ paths: { "/one": { get: {} }, $default: {} } });
  });
});

describe("declared APIs", () => {
  test("bring permissions for the functions that authorize", () => {
    const { properties } = expanded(`
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: {StageName: v1, Auth: {Authorizers: {Token: {FunctionArn: !GetAtt Auth.Arn}}}}
`);
    expect(properties("ApiTokenAuthorizerPermission")).toMatchObject({
      FunctionName: { "Fn::GetAtt": ["Auth", "Arn"] },
      Principal: "apigateway.amazonaws.com",
    });
  });

  test("share one usage plan, or have their own", () => {
    const api = (id: string, plan: string): string =>
      `  ${id}: {Type: AWS::Serverless::Api, Properties: {StageName: v1, Auth: {UsagePlan: {CreateUsagePlan: ${plan}}}}}\n`;
    const { types, properties } = expanded(
      `Resources:\n${api("A", "SHARED")}${api("B", "SHARED")}${api("C", "PER_API")}`,
    );
    expect(types).toMatchObject({ CUsagePlan: "AWS::ApiGateway::UsagePlan", CApiKey: "AWS::ApiGateway::ApiKey" });
    expect(properties("ServerlessUsagePlan")["ApiStages"]).toEqual([
      { ApiId: { Ref: "A" }, Stage: { Ref: "Av1Stage" } },
      { ApiId: { Ref: "B" }, Stage: { Ref: "Bv1Stage" } },
    ]);
  });

  test("with a domain map it to their stage", () => {
    const { types, properties } = expanded(`
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Domain: {DomainName: api.example.com, CertificateArn: arn:c, Route53: {HostedZoneId: Z1}}
`);
    expect(Object.values(types)).toEqual(
      expect.arrayContaining(["AWS::ApiGatewayV2::DomainName", "AWS::Route53::RecordSetGroup"]),
    );
    expect(properties("ApiApiMapping")).toMatchObject({ Stage: { Ref: "ApiApiGatewayDefaultStage" } });
  });

  test("over WebSocket have a route, an integration and a permission for each route", () => {
    const { types, properties } = expanded(`
Resources:
  Chat:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      RouteSelectionExpression: $request.body.action
      Routes: {$connect: {FunctionArn: !GetAtt Fn.Arn}}
`);
    expect(types).toEqual({
      Chat: "AWS::ApiGatewayV2::Api",
      ChatConnectRoute: "AWS::ApiGatewayV2::Route",
      ChatConnectIntegration: "AWS::ApiGatewayV2::Integration",
      ChatConnectPermission: "AWS::Lambda::Permission",
      ChatDefaultStage: "AWS::ApiGatewayV2::Stage",
    });
    expect(properties("ChatConnectPermission")).toMatchObject({ FunctionName: { "Fn::GetAtt": ["Fn", "Arn"] } });
  });
});
