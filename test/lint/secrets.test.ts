import { describe, expect, test } from "@jest/globals";
import { redact, redactMessage, secretsIn } from "../../src/lint/secrets.ts";
import { stack } from "./sample-judgement.ts";

function secrets(text: string, given: ReadonlyMap<string, string> = new Map()): readonly string[] {
  return [...secretsIn([stack(text)], given)].sort();
}

describe("secrets of a template", () => {
  test("are the defaults and given values of NoEcho parameters, and of those called like one", () => {
    const template = `Parameters:
  Db: {Type: String, NoEcho: true, Default: hunter2}
  ApiToken: {Type: String, Default: tok-123}
  Name: {Type: String, Default: shop}
Resources: {}
`;
    expect(
      secrets(
        template,
        new Map([
          ["Db", "given-one"],
          ["Name", "given-two"],
        ]),
      ),
    ).toEqual(["given-one", "hunter2", "tok-123"]);
  });

  test("are literals under keys that are called like one, and beside such names", () => {
    const template = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: s3cret!
      MasterUsername: root
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Environment: [{Name: DB_PASSWORD, Value: inTask1}, {Name: STAGE, Value: prod}]
`;
    expect(secrets(template)).toEqual(["inTask1", "s3cret!"]);
  });

  test("are no references, names of resources, booleans or ARNs", () => {
    const template = `Resources:
  DbSecret: {Type: AWS::SecretsManager::Secret}
  Db:
    Type: AWS::RDS::DBInstance
    Properties:
      MasterUserPassword: !Ref DbSecret
      AccessToken: DbSecret
      ManagePassword: true
      Secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:x
      UserPassword: "{{resolve:secretsmanager:x}}"
`;
    expect(secrets(template)).toEqual([]);
  });

  test("are the lines of a key that spans several", () => {
    const template = `Resources:
  Key:
    Type: Custom::Key
    Properties:
      PrivateKey: |
        line-one
        line-two
`;
    expect(secrets(template)).toEqual(["line-one", "line-two"]);
  });
});

describe("redaction", () => {
  test("hides a secret by as many asterisks, wherever it stands by itself", () => {
    expect(redact("uses 'hunter2', see hunter2", new Set(["hunter2"]))).toBe("uses '*******', see *******");
  });

  test("hides a password in an address, and leaves ports, accounts and references alone", () => {
    expect(redact("postgres://app:n7Rk20@db:5432/shop", new Set())).toBe("postgres://app:******@db:5432/shop");
    expect(redact("https://example.com:8443/@me", new Set())).toBe("https://example.com:8443/@me");
    expect(redact("mysql://app:${Password}@db", new Set())).toBe("mysql://app:${Password}@db");
  });

  test("leaves words alone that only contain the secret", () => {
    expect(redact("WebServer and web-1", new Set(["web"]))).toBe("WebServer and ***-1");
  });

  test("hides what looks like a credential though no template calls it one", () => {
    expect(redact("key AKIAIOSFODNN7EXAMPLE in a script", new Set())).toBe("key ******************** in a script");
    expect(redact("-----BEGIN RSA PRIVATE KEY-----MIIE", new Set())).not.toContain("MIIE");
  });

  test("hides what is assigned to a name like that, and keeps the name", () => {
    expect(redact("export DB_PASSWORD=hunter2 && run", new Set())).toBe("export DB_PASSWORD=******* && run");
    expect(redact('"MasterUserPassword": "hunter2",', new Set())).toBe('"MasterUserPassword": "*******",');
  });

  test("shows references, booleans and tags under such names", () => {
    for (const line of ["Password: !Ref X", "Password: ${Y}", "ManageMasterUserPassword: true", "Secret: arn:aws:x"]) {
      expect(redact(line, new Set())).toBe(line);
    }
  });

  test("takes time in proportion to the text", () => {
    const hostile = "password".repeat(20_000) + " ".repeat(100_000);
    expect(redact(hostile, new Set(["password"]))).toHaveLength(hostile.length);
  });

  test("hides everything where a message does not begin as its rule says", () => {
    expect(redactMessage("other words: pass", ["the words "], new Set(["words", "pass"]))).toBe("other *****: ****");
  });
});
