import { describe, expect, test } from "@jest/globals";
import { policyTemplates } from "../../../src/resolve/sam/policies/policy-templates.ts";
import { parametersOf } from "../../../src/resolve/sam/policies/template-policy.ts";
import { nodeAt } from "../../../src/source/node.ts";
import { expanded, lineOf, type Plain } from "./expanded.ts";

/** A function with the given entries under `Policies`, which begin on line 9. */
function withPolicies(entries: string): ReturnType<typeof expanded> {
  return expanded(`Resources:
  Table: {Type: AWS::DynamoDB::Table}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Policies:
${entries.trimEnd().replace(/^/gm, "        ")}
`);
}

function managed(expansion: ReturnType<typeof expanded>): Plain {
  return expansion.properties("FnRole")["ManagedPolicyArns"] ?? null;
}

const basicExecution = { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" };

describe("policies of a function", () => {
  test("that are statements stand in its role, and point at where they were written", () => {
    const expansion = withPolicies(
      `
- Version: 2012-10-17
  Statement:
    - Effect: Allow
      Action: s3:GetObject
      Resource: "*"`.trimStart(),
    );
    expect(expansion.properties("FnRole")["Policies"]).toEqual([
      {
        PolicyName: "FnRolePolicy0",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
        },
      },
    ]);
    const { properties } = expansion.resource("FnRole");
    expect(lineOf(nodeAt(properties, ["Policies", 0]))).toBe(9);
    expect(lineOf(nodeAt(properties, ["Policies", 0, "PolicyDocument", "Statement", 0, "Action"]))).toBe(12);
  });

  test("that are names of AWS's own become their ARNs, with the path that they have", () => {
    const names = ["AmazonS3ReadOnlyAccess", "AWSLambdaVPCAccessExecutionRole", "AWSLambdaBasicExecutionRole"];
    expect(managed(withPolicies(names.map((name) => `- ${name}`).join("\n")))).toEqual([
      basicExecution,
      { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess" },
      { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole" },
    ]);
  });

  test("that SAM attaches anyway are attached once, however they are written", () => {
    expect(managed(withPolicies("- arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"))).toEqual([
      basicExecution,
    ]);
  });

  test("that are ARNs or references are attached as they are", () => {
    expect(managed(withPolicies("- arn:aws:iam::123456789012:policy/own\n- !Ref Own"))).toEqual([
      basicExecution,
      "arn:aws:iam::123456789012:policy/own",
      { Ref: "Own" },
    ]);
  });

  test("may be a single one", () => {
    expect(managed(withPolicies("AmazonSQSFullAccess"))).toEqual([
      basicExecution,
      { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AmazonSQSFullAccess" },
    ]);
  });

  test("under Fn::If keep their condition, whatever kind they are", () => {
    const expansion = withPolicies(
      `
- !If [C, AmazonS3ReadOnlyAccess, !Ref AWS::NoValue]
- !If [C, {S3ReadPolicy: {BucketName: b}}, {Statement: [{Effect: Deny, Action: "*", Resource: "*"}]}]`.trimStart(),
    );
    expect(managed(expansion)).toEqual([
      basicExecution,
      {
        "Fn::If": [
          "C",
          { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AmazonS3ReadOnlyAccess" },
          { Ref: "AWS::NoValue" },
        ],
      },
    ]);
    expect(expansion.properties("FnRole")["Policies"]).toMatchObject([
      {
        "Fn::If": [
          "C",
          { PolicyName: "FnRolePolicy1", PolicyDocument: { Statement: [{ Effect: "Allow" }] } },
          { PolicyName: "FnRolePolicy1", PolicyDocument: { Statement: [{ Effect: "Deny" }] } },
        ],
      },
    ]);
  });

  test("of different kinds under one Fn::If are refused", () => {
    const { diagnostics } = withPolicies("- !If [C, AmazonS3ReadOnlyAccess, {S3ReadPolicy: {BucketName: b}}]");
    expect(diagnostics).toMatchObject([{ code: "sam-policy", line: 9 }]);
  });

  test("that nobody knows are refused, and the others stay", () => {
    const { diagnostics, properties } = withPolicies("- S3ReadPolcy: {BucketName: b}\n- S3ReadPolicy: {BucketName: b}");
    expect(diagnostics).toMatchObject([
      { code: "sam-policy", line: 9, message: expect.stringContaining("S3ReadPolcy") },
    ]);
    expect(properties("FnRole")["Policies"]).toHaveLength(1);
  });
});

describe("policy templates", () => {
  test("name the resource by the parameter's value as it was written", () => {
    const expansion = withPolicies("- DynamoDBReadPolicy:\n    TableName: !Ref Table");
    expect(expansion.properties("FnRole")["Policies"]).toEqual([
      {
        PolicyName: "FnRolePolicy0",
        PolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Action: ["GetItem", "Scan", "Query", "BatchGetItem", "DescribeTable"].map((name) => `dynamodb:${name}`),
              Resource: ["", "/index/*"].map((suffix) => ({
                "Fn::Sub": [
                  `arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/\${TableName}${suffix}`,
                  { TableName: { Ref: "Table" } },
                ],
              })),
            },
          ],
        },
      },
    ]);
    const resource = ["Policies", 0, "PolicyDocument", "Statement", 0, "Resource", 0, "Fn::Sub"] as const;
    const role = expansion.resource("FnRole").properties;
    expect(lineOf(nodeAt(role, resource))).toBe(9);
    expect(lineOf(nodeAt(role, [...resource, 1, "TableName"]))).toBe(10);
  });

  test("of S3 name the bucket and its objects, without region and account", () => {
    const statements = JSON.stringify(
      withPolicies("- S3CrudPolicy: {BucketName: uploads}").properties("FnRole")["Policies"],
    );
    expect(statements).toContain('"arn:${AWS::Partition}:s3:::${BucketName}",{"BucketName":"uploads"}');
    expect(statements).toContain('"arn:${AWS::Partition}:s3:::${BucketName}/*",{"BucketName":"uploads"}');
  });

  test("that grant on everything need no parameters", () => {
    const { diagnostics, properties } = withPolicies("- VPCAccessPolicy: {}");
    expect(diagnostics).toEqual([]);
    expect(properties("FnRole")["Policies"]).toMatchObject([
      {
        PolicyDocument: {
          Statement: [{ Resource: "*", Action: expect.arrayContaining(["ec2:CreateNetworkInterface"]) }],
        },
      },
    ]);
  });

  test("with conditions put parameters into those too", () => {
    const text = JSON.stringify(
      withPolicies("- AWSSecretsManagerRotationPolicy: {FunctionName: rotate}").properties("FnRole"),
    );
    expect(text).toContain('function:${FunctionName}",{"FunctionName":"rotate"}');
  });

  test("without a parameter that they need are refused, and say which", () => {
    const { diagnostics } = withPolicies("- SESBulkTemplatedCrudPolicy_v2: {IdentityName: me}");
    expect(diagnostics).toMatchObject([
      { code: "sam-policy", line: 9, message: expect.stringContaining("TemplateName") },
    ]);
  });

  test("are the ones that SAM has", () => {
    expect(policyTemplates.size).toBe(81);
    expect(parametersOf("EFSWriteAccessPolicy")).toEqual(["FileSystem", "AccessPoint"]);
    expect(parametersOf("RekognitionLabelsPolicy")).toEqual([]);
  });
});
