import { describe, expect, test } from "@jest/globals";
import { expandSam } from "../../../src/resolve/sam/expand.ts";
import { nodeAt } from "../../../src/source/node.ts";
import { expanded, lineOf, parsed } from "./expanded.ts";

const basic = `
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs22.x
      CodeUri: s3://code/app.zip
      Timeout: 30
      Environment:
        Variables:
          TABLE: !Ref Table
`;

describe("what is expanded", () => {
  test("a template without SAM is returned as it is", () => {
    const template = parsed("Resources:\n  B:\n    Type: AWS::S3::Bucket\n");
    expect(expandSam(template)).toEqual({ template, diagnostics: [] });
    expect(expandSam(template).template).toBe(template);
  });

  test("SAM resources without the transform are expanded, and that is said", () => {
    const { template, diagnostics } = expandSam(parsed(basic));
    expect(template.resources.get("Fn")?.type).toBe("AWS::Lambda::Function");
    expect(diagnostics.map(({ code, location }) => [code, location?.start.line])).toEqual([
      ["sam-transform-missing", 3],
    ]);
    expect(template.dialect).toBe("sam");
  });

  test("a resource of SAM that is not known stays, with a warning", () => {
    const { types, diagnostics } = expanded("Resources:\n  G:\n    Type: AWS::Serverless::GraphQLThing\n");
    expect(types).toEqual({ G: "AWS::Serverless::GraphQLThing" });
    expect(diagnostics).toMatchObject([{ code: "not-expanded", line: 3 }]);
  });

  test("the transform and Globals are gone, other macros stay", () => {
    const { template } = expandSam(
      parsed(
        `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\nGlobals: {Function: {Timeout: 3}}\n${basic}`,
      ),
    );
    expect(template.transforms).toEqual(["AWS::LanguageExtensions"]);
    expect(template.globals).toBeUndefined();
    expect([...template.root.entries.keys()]).toEqual(["Resources"]);
  });
});

describe("a function", () => {
  test("becomes a Lambda function with a role that may write logs", () => {
    const { types, properties } = expanded(basic);
    expect(types).toEqual({ Fn: "AWS::Lambda::Function", FnRole: "AWS::IAM::Role" });
    expect(properties("Fn")).toMatchObject({
      Timeout: 30,
      Code: { S3Bucket: "code", S3Key: "app.zip" },
      Role: { "Fn::GetAtt": ["FnRole", "Arn"] },
      Environment: { Variables: { TABLE: { Ref: "Table" } } },
    });
    expect(properties("FnRole")).toMatchObject({
      AssumeRolePolicyDocument: {
        Statement: [{ Action: ["sts:AssumeRole"], Principal: { Service: ["lambda.amazonaws.com"] } }],
      },
      ManagedPolicyArns: [
        { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
      ],
    });
  });

  test("keeps the places of what its author wrote, and generated parts point at the function", () => {
    const { resource } = expanded(basic);
    const lambda = resource("Fn");
    expect(lineOf(lambda.key)).toBe(4);
    expect(lineOf(nodeAt(lambda.properties, ["Timeout"]))).toBe(10);
    expect(lineOf(nodeAt(lambda.properties, ["Environment", "Variables", "TABLE"]))).toBe(13);
    expect(lineOf(resource("FnRole").key)).toBe(4);
    expect(resource("FnRole").generatedBy).toBe("Fn");
  });

  test("with tracing, a network and a dead-letter queue, has a role that allows those", () => {
    const { properties } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Tracing: Active
      VpcConfig: {SubnetIds: [subnet-1]}
      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Queue.Arn}
  Queue:
    Type: AWS::SQS::Queue
`);
    const role = properties("FnRole");
    expect(role["ManagedPolicyArns"]).toEqual(
      [
        "service-role/AWSLambdaBasicExecutionRole",
        "AWSXrayWriteOnlyAccess",
        "service-role/AWSLambdaVPCAccessExecutionRole",
      ].map((name) => ({ "Fn::Sub": `arn:\${AWS::Partition}:iam::aws:policy/${name}` })),
    );
    expect(role["Policies"]).toEqual([
      {
        PolicyName: "DeadLetterQueuePolicy",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Action: "sqs:SendMessage", Effect: "Allow", Resource: { "Fn::GetAtt": ["Queue", "Arn"] } }],
        },
      },
    ]);
    expect(properties("Fn")).toMatchObject({
      TracingConfig: { Mode: "Active" },
      DeadLetterConfig: { TargetArn: { "Fn::GetAtt": ["Queue", "Arn"] } },
      Code: { ZipFile: "x" },
    });
  });

  test("with a role of its own gets none", () => {
    const { types, properties } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: x, Role: !GetAtt Own.Arn, Policies: [AmazonS3FullAccess]}
`);
    expect(types).toEqual({ Fn: "AWS::Lambda::Function" });
    expect(properties("Fn")["Role"]).toEqual({ "Fn::GetAtt": ["Own", "Arn"] });
  });

  test("with a role of its own under a condition gets one under the opposite condition", () => {
    const { resource, properties, template } = expanded(`
Conditions:
  HasRole: !Equals [a, a]
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: x, Role: !If [HasRole, arn:aws:iam::1:role/x, !Ref AWS::NoValue]}
`);
    expect(properties("Fn")["Role"]).toEqual({
      "Fn::If": ["HasRole", "arn:aws:iam::1:role/x", { "Fn::GetAtt": ["FnRole", "Arn"] }],
    });
    expect(resource("FnRole").condition).toBe("NOTHasRole");
    expect([...template.conditions.keys()]).toEqual(["HasRole", "NOTHasRole"]);
  });

  test("hands its condition, deletion policy and metadata on to all that it stands for", () => {
    const { template } = expanded(`
Conditions:
  IsProd: !Equals [a, a]
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Condition: IsProd
    DeletionPolicy: Retain
    Metadata: {Owner: me}
    Properties:
      InlineCode: x
      Events:
        Timer: {Type: Schedule, Properties: {Schedule: rate(1 hour)}}
`);
    for (const declaration of template.resources.values()) {
      expect(declaration.condition).toBe("IsProd");
      expect(declaration.deletionPolicy).toMatchObject({ value: "Retain" });
      expect(declaration.metadata?.kind).toBe("mapping");
    }
    expect([...template.resources.keys()]).toEqual(["Fn", "FnTimer", "FnTimerPermission", "FnRole"]);
  });

  test("keeps the path of code that is not packaged yet", () => {
    const { properties } = expanded(
      "Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: {CodeUri: src/}\n",
    );
    expect(properties("Fn")["Code"]).toBe("src/");
  });

  test("that would take a logical id of the template is a diagnostic, and the template's resource stays", () => {
    const { types, diagnostics } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: x}
  FnRole:
    Type: AWS::IAM::Role
`);
    expect(types).toEqual({ Fn: "AWS::Lambda::Function", FnRole: "AWS::IAM::Role" });
    expect(diagnostics).toMatchObject([{ code: "sam-duplicate-id", line: 4 }]);
  });
});

describe("Globals", () => {
  const text = `
Globals:
  Function:
    Timeout: 5
    Runtime: nodejs22.x
    Layers: [layer-a]
    VpcConfig: {SubnetIds: [subnet-1], SecurityGroupIds: [sg-1]}
    Environment: {Variables: {STAGE: dev, TABLE: t}}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Timeout: 9
      Layers: [layer-b]
      VpcConfig: !Ref AWS::NoValue
      Environment: {Variables: {TABLE: own}}
`;

  test("are overridden by scalars and intrinsic functions, joined to lists, merged with maps", () => {
    expect(expanded(text).properties("Fn")).toMatchObject({
      Timeout: 9,
      Runtime: "nodejs22.x",
      Layers: ["layer-a", "layer-b"],
      VpcConfig: { Ref: "AWS::NoValue" },
      Environment: { Variables: { STAGE: "dev", TABLE: "own" } },
    });
  });

  test("point at where they were written", () => {
    const { resource } = expanded(text);
    expect(lineOf(nodeAt(resource("Fn").properties, ["Runtime"]))).toBe(6);
    expect(lineOf(nodeAt(resource("Fn").properties, ["Environment", "Variables", "STAGE"]))).toBe(9);
    expect(lineOf(nodeAt(resource("Fn").properties, ["Environment", "Variables", "TABLE"]))).toBe(18);
  });

  test("can be ignored, all or by name", () => {
    const ignoring = (what: string): string => text.replace("  Fn:\n", `  Fn:\n    IgnoreGlobals: ${what}\n`);
    expect(expanded(ignoring('"*"')).properties("Fn")["Layers"]).toEqual(["layer-b"]);
    expect(expanded(ignoring("[Layers]")).properties("Fn")).toMatchObject({
      Layers: ["layer-b"],
      Runtime: "nodejs22.x",
    });
  });

  test("of a kind that they cannot hold are a diagnostic", () => {
    const { diagnostics } = expanded("Globals:\n  Table: {}\nResources: {}\n");
    expect(diagnostics).toMatchObject([{ code: "sam-globals", line: 3 }]);
  });
});

describe("an alias that is published", () => {
  const text = `
Parameters:
  Name: {Type: String, Default: live}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: s3://bucket/key
      AutoPublishAlias: !Ref Name
      Events:
        Topic: {Type: SNS, Properties: {Topic: !Ref Topic}}
  Topic:
    Type: AWS::SNS::Topic
Outputs:
  Alias: {Value: !Ref Fn.Alias}
  Version: {Value: !GetAtt Fn.Version.Version}
  Both: {Value: !Sub "\${Fn.Alias} of \${Fn}"}
`;
  // The first ten digits of the SHA-1 of {"S3Bucket":"bucket","S3Key":"key"}.
  const version = "FnVersionfb53d5c2e6";

  test("is named after its value, and its version after what is published", () => {
    const { types, resource, properties } = expanded(text);
    expect(types).toMatchObject({ FnAliaslive: "AWS::Lambda::Alias", [version]: "AWS::Lambda::Version" });
    expect(resource(version).deletionPolicy).toMatchObject({ value: "Retain" });
    expect(properties("FnAliaslive")).toEqual({
      Name: { Ref: "Name" },
      FunctionName: { Ref: "Fn" },
      FunctionVersion: { "Fn::GetAtt": [version, "Version"] },
    });
  });

  test("is what events invoke", () => {
    const { properties } = expanded(text);
    expect(properties("FnTopic")["Endpoint"]).toEqual({ Ref: "FnAliaslive" });
    expect(properties("FnTopicPermission")["FunctionName"]).toEqual({ Ref: "FnAliaslive" });
  });

  test("is what references to it lead to", () => {
    const { output } = expanded(text);
    expect(output("Alias")).toEqual({ Ref: "FnAliaslive" });
    expect(output("Version")).toEqual({ "Fn::GetAtt": [version, "Version"] });
    expect(output("Both")).toEqual({ "Fn::Sub": "${FnAliaslive} of ${Fn}" });
  });

  test("is named after the value that is given from outside", () => {
    expect(expanded(text, { Name: "blue-green" }).types).toHaveProperty("FnAliasblueDgreen");
  });

  test("is named after its parameter where that has no value, with a warning", () => {
    const { types, diagnostics } = expanded(text.replace(", Default: live", ""));
    expect(types).toHaveProperty("FnAliasName");
    expect(diagnostics).toMatchObject([{ code: "sam-alias", line: 10 }]);
  });

  test("that no parameter names is refused", () => {
    const { types, diagnostics } = expanded(text.replace("!Ref Name", "!ImportValue X"));
    expect(Object.keys(types)).not.toContain(version);
    expect(diagnostics.map(({ code }) => code)).toEqual(["sam-alias"]);
  });
});

describe("other settings of a function", () => {
  test("a URL without authorization is open to everybody, by two permissions", () => {
    const { types, properties } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: x, FunctionUrlConfig: {AuthType: NONE}}
`);
    expect(types).toMatchObject({
      FnUrl: "AWS::Lambda::Url",
      FnUrlPublicPermissions: "AWS::Lambda::Permission",
      FnURLInvokeAllowPublicAccess: "AWS::Lambda::Permission",
    });
    expect(properties("FnUrlPublicPermissions")).toMatchObject({ Principal: "*", FunctionUrlAuthType: "NONE" });
  });

  test("a URL that asks for signatures brings no permission", () => {
    const { types } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: x, FunctionUrlConfig: {AuthType: AWS_IAM}}
`);
    expect(Object.keys(types)).toEqual(["Fn", "FnUrl", "FnRole"]);
  });

  test("a destination without an ARN is made, and the role may send to it", () => {
    const { types, properties } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      EventInvokeConfig:
        MaximumRetryAttempts: 1
        DestinationConfig:
          OnSuccess: {Type: Lambda, Destination: !GetAtt Next.Arn}
          OnFailure: {Type: SQS}
`);
    expect(types).toMatchObject({ FnEventInvokeConfigOnFailureQueue: "AWS::SQS::Queue" });
    const queue = { "Fn::GetAtt": ["FnEventInvokeConfigOnFailureQueue", "Arn"] };
    expect(properties("FnEventInvokeConfig")).toEqual({
      FunctionName: { Ref: "Fn" },
      Qualifier: "$LATEST",
      MaximumRetryAttempts: 1,
      DestinationConfig: {
        OnSuccess: { Destination: { "Fn::GetAtt": ["Next", "Arn"] } },
        OnFailure: { Destination: queue },
      },
    });
    expect(JSON.stringify(properties("FnRole")["Policies"])).toContain(
      JSON.stringify({ Action: "sqs:SendMessage", Effect: "Allow", Resource: queue }),
    );
  });

  test("a gradual deployment has a group, and shares an application and a role", () => {
    const { types, resource } = expanded(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties: {InlineCode: x, AutoPublishAlias: live, DeploymentPreference: {Type: Canary10Percent5Minutes}}
`);
    expect(types).toMatchObject({
      ServerlessDeploymentApplication: "AWS::CodeDeploy::Application",
      CodeDeployServiceRole: "AWS::IAM::Role",
      FnDeploymentGroup: "AWS::CodeDeploy::DeploymentGroup",
    });
    expect(resource("FnAliaslive").updatePolicy).toBeDefined();
  });
});
