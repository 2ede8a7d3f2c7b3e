import { describe, expect, test } from "@jest/globals";
import { nodeAt } from "../../../src/source/node.ts";
import { expanded, lineOf } from "./expanded.ts";

describe("a simple table", () => {
  test("is on demand, with a text as its key", () => {
    const { properties } = expanded("Resources:\n  T: {Type: AWS::Serverless::SimpleTable}\n");
    expect(properties("T")).toEqual({
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    });
  });

  test("has the key, the capacity and the encryption that are given", () => {
    const { types, properties } = expanded(`
Globals: {SimpleTable: {SSESpecification: {SSEEnabled: true}}}
Resources:
  T:
    Type: AWS::Serverless::SimpleTable
    Properties:
      PrimaryKey: {Name: n, Type: Number}
      ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}
      Tags: {Team: me}
`);
    expect(types).toEqual({ T: "AWS::DynamoDB::Table" });
    expect(properties("T")).toEqual({
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      SSESpecification: { SSEEnabled: true },
      AttributeDefinitions: [{ AttributeName: "n", AttributeType: "N" }],
      KeySchema: [{ AttributeName: "n", KeyType: "HASH" }],
      Tags: [{ Key: "Team", Value: "me" }],
    });
  });

  test("with a type of key that there is not is a diagnostic", () => {
    const { diagnostics } = expanded(
      "Resources:\n  T: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Name: n, Type: Text}}}\n",
    );
    expect(diagnostics).toMatchObject([{ code: "sam-property", line: 3 }]);
  });
});

describe("a state machine", () => {
  const text = `
Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Save
        States:
          Save: {Type: Task, Resource: !GetAtt Fn.Arn, End: true}
      Policies: [LambdaInvokePolicy: {FunctionName: !Ref Fn}]
      Tracing: {Enabled: true}
      Events:
        Nightly: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
        Start: {Type: Api, Properties: {Path: /start, Method: post}}
`;

  test("keeps its definition as it is written, states with their places", () => {
    const { properties, resource } = expanded(text);
    expect(properties("Flow")).toMatchObject({
      Definition: { StartAt: "Save", States: { Save: { Resource: { "Fn::GetAtt": ["Fn", "Arn"] } } } },
      RoleArn: { "Fn::GetAtt": ["FlowRole", "Arn"] },
    });
    expect(lineOf(nodeAt(resource("Flow").properties, ["Definition", "States", "Save"]))).toBe(10);
  });

  test("gets a role with its policies", () => {
    const { properties } = expanded(text);
    expect(properties("FlowRole")).toMatchObject({
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: ["states.amazonaws.com"] } }] },
      ManagedPolicyArns: [{ "Fn::Sub": expect.stringContaining("AWSXrayWriteOnlyAccess") }],
      Policies: [{ PolicyDocument: { Statement: [{ Action: ["lambda:InvokeFunction"] }] } }],
    });
  });

  test("is started by its events through roles", () => {
    const { properties, types } = expanded(text);
    expect(properties("FlowNightly")).toMatchObject({
      Targets: [
        {
          Arn: { Ref: "Flow" },
          Id: "FlowNightlyStepFunctionsTarget",
          RoleArn: { "Fn::GetAtt": ["FlowNightlyRole", "Arn"] },
        },
      ],
    });
    expect(properties("FlowStartRole")).toMatchObject({
      Policies: [{ PolicyDocument: { Statement: [{ Action: "states:StartExecution", Resource: { Ref: "Flow" } }] } }],
    });
    expect(types).toMatchObject({ ServerlessRestApi: "AWS::ApiGateway::RestApi" });
  });

  test("publishes an alias that events start where that is asked for", () => {
    const { properties, types } = expanded(
      text.replace("      Tracing:", "      AutoPublishAlias: live\n      UseAliasAsEventTarget: true\n      Tracing:"),
    );
    expect(types).toMatchObject({ FlowVersion: "AWS::StepFunctions::StateMachineVersion" });
    expect(properties("FlowNightly")).toMatchObject({ Targets: [{ Arn: { Ref: "FlowAliaslive" } }] });
  });
});

describe("layers and applications", () => {
  test("a layer's logical id changes with its content, its name and references do not", () => {
    const { types, resource, properties } = expanded(`
Resources:
  Layer:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: s3://bucket/layer.zip, CompatibleRuntimes: [nodejs22.x]}
  Fn:
    Type: AWS::Serverless::Function
    DependsOn: Layer
    Properties: {InlineCode: x, Layers: [!Ref Layer]}
`);
    const [layer = ""] = Object.keys(types);
    expect(layer).toMatch(/^Layer[0-9a-f]{10}$/);
    expect(resource(layer).deletionPolicy).toMatchObject({ value: "Retain" });
    expect(properties(layer)).toMatchObject({
      LayerName: "Layer",
      Content: { S3Bucket: "bucket", S3Key: "layer.zip" },
    });
    expect(properties("Fn")["Layers"]).toEqual([{ Ref: layer }]);
    expect(resource("Fn").dependsOn).toEqual([layer]);
  });

  test("an application is a nested stack", () => {
    const { types, properties } = expanded(`
Resources:
  App:
    Type: AWS::Serverless::Application
    Properties: {Location: ./app/template.yaml, Parameters: {Name: x}}
`);
    expect(types).toEqual({ App: "AWS::CloudFormation::Stack" });
    expect(properties("App")).toMatchObject({ TemplateURL: "./app/template.yaml", Parameters: { Name: "x" } });
  });

  test("a capacity provider has a role that operates its instances", () => {
    const { properties } = expanded(`
Resources:
  P:
    Type: AWS::Serverless::CapacityProvider
    Properties: {VpcConfig: {SubnetIds: [subnet-1]}, ScalingConfig: {AverageCPUUtilization: 50}}
`);
    expect(properties("P")).toMatchObject({
      PermissionsConfig: { CapacityProviderOperatorRoleArn: { "Fn::GetAtt": ["POperatorRole", "Arn"] } },
      CapacityProviderScalingConfig: { ScalingMode: "Manual", ScalingPolicies: [{ TargetValue: 50 }] },
    });
  });
});

describe("a GraphQL API", () => {
  const text = `
Resources:
  Api:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      SchemaUri: schema.graphql
      Auth: {Type: AWS_LAMBDA, LambdaAuthorizer: {AuthorizerUri: !GetAtt Auth.Arn}}
      DataSources:
        DynamoDb: {Items: {TableName: !Ref Table, TableArn: !GetAtt Table.Arn, Permissions: [Read]}}
      Functions:
        get: {DataSource: Items, CodeUri: get.js, Runtime: {Name: APPSYNC_JS, Version: 1.0.0}}
        note: {DataSource: none, InlineCode: x, Runtime: {Name: APPSYNC_JS, Version: 1.0.0}}
      Resolvers:
        Query: {item: {Pipeline: [get, note]}}
  Table: {Type: AWS::DynamoDB::Table}
`;

  test("has data sources whose roles may use their tables", () => {
    const { properties } = expanded(text);
    expect(properties("ApiItemsDynamoDBDataSource")).toMatchObject({
      Type: "AMAZON_DYNAMODB",
      DynamoDBConfig: { TableName: { Ref: "Table" } },
      ServiceRoleArn: { "Fn::GetAtt": ["ApiItemsDynamoDBDataSourceRole", "Arn"] },
    });
    const policy = properties("ApiItemsDynamoDBDataSourceToTableConnectorPolicy");
    expect(policy).toMatchObject({ Roles: [{ Ref: "ApiItemsDynamoDBDataSourceRole" }] });
    expect(JSON.stringify(policy)).toContain("dynamodb:GetItem");
    expect(JSON.stringify(policy)).not.toContain("dynamodb:PutItem");
  });

  test("lets AppSync invoke the function that authorizes", () => {
    expect(expanded(text).properties("ApiToLambdaAuthConnector1WriteLambdaPermission")).toMatchObject({
      FunctionName: { "Fn::GetAtt": ["Auth", "Arn"] },
      Principal: "appsync.amazonaws.com",
    });
  });

  test("resolves fields by pipelines of its functions", () => {
    const { properties } = expanded(text);
    expect(properties("ApiQueryitem")).toMatchObject({
      TypeName: "Query",
      FieldName: "item",
      PipelineConfig: {
        Functions: [{ "Fn::GetAtt": ["Apiget", "FunctionId"] }, { "Fn::GetAtt": ["Apinote", "FunctionId"] }],
      },
    });
    expect(properties("Apinote")["DataSourceName"]).toEqual({ "Fn::GetAtt": ["ApiNoneDataSource", "Name"] });
  });

  test("whose parts name what there is not is a diagnostic", () => {
    const { diagnostics } = expanded(text.replace("DataSource: Items", "DataSource: Item").replace("get, note", "got"));
    expect(diagnostics.map(({ code, line }) => [code, line])).toEqual([
      ["sam-property", 12],
      ["sam-property", 15],
    ]);
  });
});
