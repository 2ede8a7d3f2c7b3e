import { describe, expect, test } from "@jest/globals";
import type { Value } from "../../src/resolve/value.ts";
import { probe, resolution, resolved, show, templateWith, valueOf } from "./given-stack.ts";

describe("Ref and Fn::GetAtt", () => {
  test("give an identity of the stack's resource", () => {
    expect(valueOf("!Ref Bucket")).toMatchObject({
      kind: "identity",
      symbol: { kind: "attribute", resource: { stack: "app", logicalId: "Bucket" }, attribute: "Ref" },
    });
    expect(show(valueOf("!GetAtt Bucket.Arn"))).toBe("<Bucket.Arn>");
    expect(show(valueOf("!GetAtt [Probe, Endpoint.Address]"))).toBe("<Probe.Endpoint.Address>");
  });

  test("take an attribute that is computed", () => {
    const sections = "Parameters: {A: {Type: String, AllowedValues: [Arn, Id]}, Free: {Type: String}}";
    expect(show(valueOf("!GetAtt [Bucket, !Ref A]", sections))).toBe("{A=Arn: <Bucket.Arn>; A=Id: <Bucket.Id>}");
    expect(show(valueOf('!GetAtt [Bucket, !Sub "Outputs.${Free}"]', sections))).toMatch(/^<\?GetAtt of/);
  });

  test("say so where nothing has the name", () => {
    expect(show(valueOf("!Ref Nothing"))).toBe("<?missing Nothing>");
    expect(show(valueOf("!GetAtt Nothing.Arn"))).toBe("<?missing Nothing>");
    expect(show(valueOf("!GetAtt Bucket"))).toMatch(/^<\?invalid/);
  });
});

describe("pseudo parameters", () => {
  test("stand for themselves where the stack may be deployed anywhere", () => {
    const names = ["AccountId", "Region", "Partition", "URLSuffix", "StackName", "StackId"];
    for (const name of names) expect(show(valueOf(`!Ref AWS::${name}`))).toBe(`<AWS::${name}>`);
  });

  test("are known where account and region are, and the partition follows the region", () => {
    const all = '!Sub "${AWS::Partition} ${AWS::Region} ${AWS::AccountId} ${AWS::URLSuffix}"';
    const more = { account: "111122223333", region: "eu-west-1" };
    expect(show(valueOf(all, "", {}, more))).toBe("aws eu-west-1 111122223333 amazonaws.com");
    expect(show(valueOf(all, "", { "AWS::Region": "cn-north-1" }, more))).toBe(
      "aws-cn cn-north-1 111122223333 amazonaws.com.cn",
    );
    expect(show(valueOf("!Ref AWS::Partition", "", { "AWS::Region": "us-gov-west-1" }))).toBe("aws-us-gov");
  });

  test("NoValue is absent, as a property and in a choice", () => {
    expect(valueOf('!Ref "AWS::NoValue"').kind).toBe("absent");
    const sections = "Conditions: {C: !Equals [!Ref AWS::Region, x]}";
    expect(show(valueOf('!If [C, y, !Ref "AWS::NoValue"]', sections))).toBe(
      "{AWS::Region=x: y; AWS::Region!=x: <absent>}",
    );
  });

  test("the topics of the stack are a list of unknown length", () => {
    expect(valueOf("!Ref AWS::NotificationARNs")).toMatchObject({ kind: "unknown", many: true });
  });
});

describe("Fn::If", () => {
  const sections = "Parameters: {E: {Type: String, Default: dev}}\nConditions: {P: !Equals [!Ref E, prod]}";

  test("is a choice of both branches, each where it is written", () => {
    expect(show(valueOf("!If [P, a, [b]]", sections))).toBe("{E=prod: a; E!=prod: [b]}");
  });

  test("is one branch where the condition is decided", () => {
    expect(show(valueOf("!If [P, a, b]", sections, { E: "prod" }))).toBe("a");
    expect(show(valueOf("!If [P, a, b]", sections, { E: "test" }))).toBe("b");
  });

  test("agrees with a value that reads the same parameter", () => {
    expect(show(valueOf('!Sub ["${E}-${S}", {S: !If [P, big, small]}]', sections))).toBe(
      "{E=prod: prod-big; E!=prod: dev-small}",
    );
  });

  test("with something missing is unknown", () => {
    expect(show(valueOf("!If [P, a]", sections))).toMatch(/^<\?invalid/);
  });

  test("takes functions of conditions as values where they stand", () => {
    expect(show(valueOf("!Equals [!Ref E, prod]", sections))).toBe("{E=prod: true; E!=prod: false}");
  });
});

describe("what other stacks and macros hold", () => {
  test("an import is unknown by the name of the export, whatever stack asks", () => {
    const sections = "Parameters: {Net: {Type: String, Default: core}}";
    const value = valueOf('!ImportValue {"Fn::Sub": "${Net}-vpc"}', sections);
    expect(value).toMatchObject({ kind: "unknown", reason: { kind: "import", name: "core-vpc", stack: "" } });
    expect(value.assumed).toEqual(["Net"]);
  });

  test("an output of a named stack is the same unknown wherever it is read", () => {
    const value = valueOf("{Fn::GetStackOutput: {StackName: core, OutputName: Vpc}}");
    expect(value).toMatchObject({ kind: "unknown", reason: { kind: "stack-output", name: "core.Vpc" } });
  });

  test("a macro's value is unknown by the macro's name", () => {
    expect(show(valueOf("{Fn::Transform: {Name: Ours, Parameters: {Size: 3}}}"))).toBe("<?macro Ours>");
  });

  test("a snippet that is not there is unknown by its location", () => {
    const include = (location: string): string =>
      `{Fn::Transform: {Name: "AWS::Include", Parameters: {Location: ${location}}}}`;
    expect(show(valueOf(include("s3://bucket/api.yaml")))).toBe("<?include s3://bucket/api.yaml>");
    expect(show(valueOf(include("!Sub 's3://${AWS::Region}/api.yaml'")))).toBe(
      "<?include s3://${AWS::Region}/api.yaml>",
    );
    const missing = valueOf(include("api.yaml"));
    expect(missing).toMatchObject({ reason: { settle: "the file api.yaml" } });
  });

  test("a macro among the keys leaves it open which other keys there are", () => {
    const value = valueOf("{Fn::Transform: {Name: M}, Known: 1}");
    expect(show(value)).toBe("{Known: 1, ...}");
    expect(value).toMatchObject({ open: { kind: "macro" } });
  });

  test("a macro of the template is told", () => {
    const { diagnostics } = resolution(`Transform: [AWS::LanguageExtensions, Mine]\n${templateWith("x")}`);
    expect(diagnostics).toMatchObject([{ code: "macro-not-run", severity: "info", location: { start: { line: 1 } } }]);
  });
});

describe("dynamic references", () => {
  test("to Secrets Manager are secrets, named by what identifies the secret", () => {
    const value = valueOf('"{{resolve:secretsmanager:prod/db:SecretString:password}}"');
    expect(value).toMatchObject({
      kind: "secret",
      source: "secretsmanager",
      name: "prod/db:SecretString:password",
      of: { kind: "known", value: "prod/db" },
    });
  });

  test("keep the colons of an ARN", () => {
    const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";
    for (const rest of [":SecretString:password", ""]) {
      expect(valueOf(`"{{resolve:secretsmanager:${arn}${rest}}}"`)).toMatchObject({ of: { value: arn } });
    }
  });

  test("know the secret of the template that they name", () => {
    for (const text of [
      '!Sub "{{resolve:secretsmanager:${Bucket}:SecretString:password}}"',
      '!Join ["", ["{{resolve:secretsmanager:", !Ref Bucket, ":SecretString:password::}}"]]',
      '!Sub "{{resolve:secretsmanager:${Bucket}}}"',
    ]) {
      expect(valueOf(text)).toMatchObject({ kind: "secret", of: { kind: "identity", symbol: { attribute: "Ref" } } });
    }
  });

  test("inside a text leave the rest of it readable", () => {
    expect(show(valueOf('!Sub "mysql://${Bucket}:{{resolve:ssm-secure:pw:1}}@host/{{resolve:ssm:db}}"'))).toBe(
      "mysql://<Bucket.Ref>:<secret ssm-secure pw:1>@host/<?ssm db>",
    );
  });

  test("to Parameter Store are unknown by their path", () => {
    expect(show(valueOf('"{{resolve:ssm:/app/size:2}}"'))).toBe("<?ssm /app/size:2>");
    expect(show(valueOf('!Sub "{{resolve:ssm:/${Bucket}/size}}"'))).toBe("<?SSM parameter of /, <Bucket.Ref>, /size>");
  });

  test("that are not closed are text", () => {
    expect(show(valueOf('"{{resolve:ssm:never"'))).toBe("{{resolve:ssm:never");
  });

  test("to services that there are not are unknown", () => {
    expect(valueOf('"{{resolve:vault:x}}"').kind).toBe("unknown");
    expect(valueOf('"{{resolve:}}"').kind).toBe("unknown");
  });
});

describe("plain data", () => {
  test("keeps an IAM statement's condition as data", () => {
    expect(show(valueOf("{Effect: Allow, Condition: {Bool: {x: true}}}"))).toBe(
      "{Effect: Allow, Condition: {Bool: {x: true}}}",
    );
    expect(show(valueOf("{Condition: x}"))).toBe("{Condition: x}");
  });

  test("has one value a node, and absent where there is no node", () => {
    const stack = resolved(templateWith("[a, {b: !Ref Bucket}]"));
    const again: Value = probe(stack);
    expect(probe(stack)).toBe(again);
    expect(stack.valueOf(undefined)).toEqual({ kind: "absent", origin: null });
  });
});
