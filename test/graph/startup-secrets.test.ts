import { describe, expect, test } from "@jest/globals";
import { mayPutObjects } from "../../src/graph/access/object-writer.ts";
import { configurationTexts, storeFileOf } from "../../src/graph/scripts/configuration-texts.ts";
import { localUploadsOf } from "../../src/graph/scripts/local-uploads.ts";
import { credentialSettings } from "../../src/graph/scripts/written-credentials.ts";
import { externalDatabases, namesDatabase } from "../../src/graph/stores/external-database.ts";
import { requiresToken } from "../../src/graph/tiers/instance-metadata.ts";
import { World } from "../../src/resolve/world.ts";
import { spanOf } from "../../src/source/node.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const world = (): World => World.open.fresh();

const instance = (script: string, more = ""): string => `
Parameters: {Password: {Type: String, NoEcho: true}, Secret: {Type: String}, Token: {Type: String}}
Resources:
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1${more}
      UserData:
        Fn::Base64: !Sub |
          #!/bin/bash
${script
  .split("\n")
  .map((line) => `          ${line}`)
  .join("\n")}
`;

describe("credentials", () => {
  const found = (text: string) =>
    credentialSettings(graphOf(text))
      .filter(({ kind }) => kind !== undefined)
      .map(({ where, name, origin }) => [where, name, spanOf(origin).start.line]);

  test("are found on the line of a script that holds them", () => {
    expect(found(instance('yum update\nexport SMTP_PASSWORD="v9Qe2LmT71xa"'))).toEqual([["user-data", "PASSWORD", 12]]);
  });

  test("are not what a script takes from elsewhere", () => {
    expect(found(instance("mysql --password=${Password}\nexport TOKEN=${Token}"))).toEqual([]);
  });

  test("are found in variables of containers and builds, but not where those hold names", () => {
    const text = `Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: a, Environment: [{Name: API_KEY, Value: q8ZtR4vLw2nX}]}]}}
  Build: {Type: AWS::CodeBuild::Project, Properties: {Environment: {EnvironmentVariables: [{Name: API_KEY, Value: q8ZtR4vLw2nX, Type: PARAMETER_STORE}, {Name: A_TOKEN, Value: q8ZtR4vLw2nY}]}}}`;
    expect(found(text).map(([where, name]) => [where, name])).toEqual([
      ["environment", "API_KEY"],
      ["environment", "A_TOKEN"],
    ]);
  });

  test("are defaults of parameters that hide their values, whatever these are called", () => {
    expect(found("Parameters: {Pw: {Type: String, NoEcho: true, Default: hunter2Zed9}}\nResources: {}")).toEqual([
      ["parameter", "Pw", 1],
    ]);
  });
});

describe("configuration", () => {
  const secrets = (text: string) =>
    configurationTexts(graphOf(text)).map((each) => each.secrets.map(({ evidence }) => evidence.message));

  test("holds the secrets that are put into it", () => {
    expect(secrets(instance("setup ${Password} ${Token} {{resolve:ssm-secure:key}}"))).toEqual([
      [
        "parameter Password stands here in plain text",
        "parameter Token stands here in plain text",
        "secret key stands here in plain text",
      ],
    ]);
  });

  test("may hold the name of a secret", () => {
    expect(secrets(instance("aws secretsmanager get-secret-value --secret-id ${Secret}"))).toEqual([[]]);
  });

  test("is gone after a stop where it is written to an instance store", () => {
    const files = "{/media/ephemeral0/a: {content: x}, /etc/a: {content: x}}";
    const text = `Resources: {Web: {Type: AWS::EC2::Instance, Metadata: {"AWS::CloudFormation::Init": {config: {files: ${files}}}}}}`;
    expect(configurationTexts(graphOf(text)).map(storeFileOf)).toEqual(["/media/ephemeral0/a", undefined]);
  });
});

describe("directories for uploads", () => {
  const made = (script: string) => {
    const graph = graphOf(instance(script));
    return localUploadsOf(graph, nodeIn(graph, "Web"), world()).items.map(({ message }) => message.split(" ")[0]);
  };

  test.each([
    ["mkdir -p /var/www/html/uploads", ["/var/www/html/uploads"]],
    ["sudo mkdir /srv/user-files && chown app /srv/user-files", ["/srv/user-files"]],
    ["mkdir -p /var/cache/uploads /tmp/uploads /var/log/media", []],
    ["mkdir /media/usb", []],
    ["# mkdir -p /var/www/html/uploads", []],
    ["mount -t efs fs-1:/ /var/www\nmkdir -p /var/www/html/uploads", []],
    ["mount -t efs fs-1:/ /mnt/other\nmkdir -p /var/www/html/uploads", ["/var/www/html/uploads"]],
    ["mkdir -p /srv/uploads\nmount-s3 shop /srv/uploads", []],
    ["mkdir -p /srv/uploads\naws s3 sync /srv/uploads s3://shop", []],
    ["echo 'fs-1:/ /srv efs _netdev 0 0' >> /etc/fstab\nmkdir -p /srv/uploads", []],
  ])("%s: %s", (script, expected) => {
    expect(made(script)).toEqual(expected);
  });
});

describe("compute may put objects", () => {
  const ask = (statement: string) => {
    const graph = graphOf(`Resources:
  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}, Policies: [{PolicyName: p, PolicyDocument: {Statement: [${statement}]}}]}}
  App: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}`);
    return mayPutObjects(graph, nodeIn(graph, "App"), world());
  };

  test.each([
    ['{Effect: Allow, Action: "s3:Put*", Resource: "*"}', true],
    ['{Effect: Allow, Action: ["*"], Resource: "*"}', true],
    ['{Effect: Allow, NotAction: "iam:*", Resource: "*"}', true],
    ['{Effect: Allow, NotAction: "s3:*", Resource: "*"}', false],
    ['{Effect: Allow, Action: "s3:Get*", Resource: "*"}', false],
    ['{Effect: Deny, Action: "s3:*", Resource: "*"}', false],
  ])("%s: %s", (statement, expected) => {
    expect(ask(statement)).toBe(expected);
  });
});

describe("instance metadata", () => {
  const ask = (properties: string) => {
    const graph = graphOf(
      `Parameters: {P: {Type: String}}\nResources: {Web: {Type: AWS::EC2::Instance, Properties: ${properties}}}`,
    );
    return requiresToken(graph, nodeIn(graph, "Web"), world());
  };

  test("wants a token where the template says so, or is switched off", () => {
    expect(ask("{MetadataOptions: {HttpTokens: required}}")).toBe(true);
    expect(ask("{MetadataOptions: {HttpTokens: optional}}")).toBe(false);
    expect(ask("{MetadataOptions: {HttpEndpoint: disabled, HttpTokens: optional}}")).toBe(true);
  });

  test("may want one where it says nothing, for one reason for all instances", () => {
    expect(ask("{}")).toMatchObject([{ kind: "metadata-default", stack: "" }]);
    expect(ask("{MetadataOptions: {HttpTokens: !Ref P}}")).toMatchObject([{ name: "P" }]);
  });
});

describe("a database elsewhere", () => {
  test.each([
    ["DatabaseEndpoint", true],
    ["DB_HOST", true],
    ["RdsSecretArn", true],
    ["MYSQL_URL", true],
    ["DynamoDbEndpoint", false],
    ["DatabasePassword", false],
    ["Debug", false],
    ["FeedbackUrl", false],
  ])("%s: %s", (name, expected) => {
    expect(namesDatabase(name)).toBe(expected);
  });

  test("is named by a parameter or by a variable of a function or container", () => {
    const text = `Parameters: {DbEndpoint: {Type: String}}
Resources:
  App: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {DB_HOST: x}}}}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Secrets: [{Name: PG_DATABASE_URL, ValueFrom: x}]}]}}`;
    expect(externalDatabases(graphOf(text)).map(({ name }) => name)).toEqual([
      "DbEndpoint",
      "DB_HOST",
      "PG_DATABASE_URL",
    ]);
  });
});
