import { describe, expect, test } from "@jest/globals";
import { spanOf } from "../../src/source/node.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";
import { plain } from "../source/tree.ts";

function read(text: string) {
  const { template, diagnostics } = parseTemplate("a.yaml", text);
  if (template === undefined) throw new Error(diagnostics[0]?.message);
  return { template, diagnostics };
}

/** `code line:column message` of each diagnostic. */
function problems(text: string): string[] {
  return read(text).diagnostics.map(({ code, message, location }) => {
    return `${code} ${location?.start.line}:${location?.start.column} ${message}`;
  });
}

describe("sections", () => {
  test("a resource is read with all its attributes and the place of its logical id", () => {
    const { template, diagnostics } = read(`
Resources:
  Uploads:
    Type: AWS::S3::Bucket
    Condition: IsProd
    DependsOn: [Jobs, Policy]
    DeletionPolicy: Retain
    UpdateReplacePolicy: Delete
    Metadata: {a: b}
    Properties: {BucketName: uploads}
  Jobs:
    Type: AWS::SQS::Queue
    DependsOn: Uploads
`);
    expect(diagnostics).toEqual([]);
    const uploads = template.resources.get("Uploads");
    expect(uploads).toMatchObject({
      logicalId: "Uploads",
      type: "AWS::S3::Bucket",
      condition: "IsProd",
      dependsOn: ["Jobs", "Policy"],
      generatedBy: undefined,
    });
    expect(plain(uploads?.properties)).toEqual({ BucketName: "uploads" });
    expect(plain(uploads?.deletionPolicy)).toBe("Retain");
    expect(plain(uploads?.updateReplacePolicy)).toBe("Delete");
    expect(uploads && spanOf(uploads.key).start).toEqual({ line: 3, column: 3 });
    expect(template.resources.get("Jobs")?.dependsOn).toEqual(["Uploads"]);
  });

  test("parameters keep their default and allowed values as they were written", () => {
    const { template } = read(`
Parameters:
  Env: {Type: String, Default: dev, AllowedValues: [dev, prod]}
  Secret: {Type: String, NoEcho: "TRUE"}
  Size: {Type: Number, Default: 007}
Resources: {}
`);
    expect(template.parameters.get("Env")?.allowedValues?.map(plain)).toEqual(["dev", "prod"]);
    expect(template.parameters.get("Env")?.noEcho).toBe(false);
    expect(template.parameters.get("Secret")).toMatchObject({ noEcho: true, defaultValue: undefined });
    expect(template.parameters.get("Size")?.defaultValue).toMatchObject({ value: 7, text: "007" });
  });

  test("outputs and conditions are read", () => {
    const { template } = read(`
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Outputs:
  Arn:
    Condition: IsProd
    Value: !GetAtt Uploads.Arn
    Export: {Name: uploads-arn}
`);
    expect([...template.conditions.keys()]).toEqual(["IsProd"]);
    const arn = template.outputs.get("Arn");
    expect(arn?.condition).toBe("IsProd");
    expect(plain(arn?.value)).toEqual({ "Fn::GetAtt": ["Uploads", "Arn"] });
    expect(plain(arn?.exportName)).toBe("uploads-arn");
  });

  test("sections that are empty have no entries", () => {
    expect(problems("Parameters:\nResources:\nOutputs:\n")).toEqual([]);
  });

  test("transforms are named in order, with or without arguments", () => {
    const text = "Transform: [AWS::LanguageExtensions, {Name: Ours, Parameters: {a: b}}, AWS::Serverless-2016-10-31]\n";
    expect(read(text).template.transforms).toEqual(["AWS::LanguageExtensions", "Ours", "AWS::Serverless-2016-10-31"]);
  });

  test("all short forms of functions are known", () => {
    const names =
      "And Base64 Cidr Equals FindInMap GetAZs If ImportValue Join Length Not Or Select Split Sub ToJsonString Transform";
    for (const name of names.split(" ")) {
      const { template, diagnostics } = read(`Outputs: {O: {Value: !${name} [a, b]}}\n`);
      expect(diagnostics).toEqual([]);
      expect(plain(template.outputs.get("O")?.value)).toEqual({ [`Fn::${name}`]: ["a", "b"] });
    }
    expect(plain(read("Outputs: {O: {Value: !Ref A}}").template.outputs.get("O")?.value)).toEqual({ Ref: "A" });
    expect(plain(read("Conditions: {C: !Condition A}").template.conditions.get("C"))).toEqual({ Condition: "A" });
  });
});

describe("wrong shapes", () => {
  test.each([
    ["a section that is a list", "Resources:\n  - a\n", "3:3", "Resources must be a mapping of names, but is a list"],
    [
      "a resource that is a text",
      "Resources:\n  A: b\n",
      "3:6",
      "resource A must be a mapping with a Type, but is a single value",
    ],
    ["a resource without Type", "Resources:\n  A:\n    Properties: {}\n", "3:3", "resource A has no Type"],
    [
      "a Type that is a mapping",
      "Resources:\n  A: {Type: {b: c}}\n",
      "3:13",
      "Type of resource A must be a text, but is a mapping",
    ],
    [
      "Properties that are a list",
      "Resources:\n  A: {Type: T, Properties: [b]}\n",
      "3:28",
      "Properties of resource A must be a mapping, but is a list",
    ],
    [
      "DependsOn with a mapping",
      "Resources:\n  A: {Type: T, DependsOn: [{b: c}]}\n",
      "3:28",
      "DependsOn of resource A must be a text or a list of texts, but is a mapping",
    ],
    [
      "a parameter that is a text",
      "Parameters:\n  A: b\n",
      "3:6",
      "parameter A must be a mapping with a Type, but is a single value",
    ],
    [
      "AllowedValues that are a text",
      "Parameters:\n  A: {Type: T, AllowedValues: b}\n",
      "3:31",
      "AllowedValues of parameter A must be a list, but is a single value",
    ],
    [
      "an output that is a list",
      "Outputs:\n  A: [b]\n",
      "3:6",
      "output A must be a mapping with a Value, but is a list",
    ],
    [
      "a Transform that is a list in a list",
      "Transform: [[b]]\n",
      "2:13",
      "Transform must be the name of a macro, or a list of names, but is a list",
    ],
  ])("%s is a diagnostic at its place, and the rest is read", (_, text, where, message) => {
    const whole = `Mappings: {M: {a: {b: c}}}\n${text}`;
    expect(problems(whole)).toEqual([`template-shape ${where} ${message}`]);
    expect(plain(read(whole).template.mappings)).toEqual({ M: { a: { b: "c" } } });
  });

  test("a template that is no mapping is empty", () => {
    const { template, diagnostics } = read("- a\n");
    expect(template.resources.size).toBe(0);
    expect(diagnostics.map((d) => d.message)).toEqual(["a template must be a mapping, but is a list"]);
  });

  test("loops and macros among declarations are no declarations", () => {
    const text = `Fn::Transform: {Name: AWS::Include}
Resources:
  Fn::ForEach::Topics:
    - Name
    - [A, B]
    - Topic\${Name}: {Type: AWS::SNS::Topic}
  Fn::Transform: {Name: Ours}
  Jobs: {Type: AWS::SQS::Queue}
`;
    expect([...read(text).template.resources.keys()]).toEqual(["Jobs"]);
    expect(read(text).diagnostics).toEqual([]);
  });

  test("names of object prototypes are logical ids like all others", () => {
    const { template } = read(
      "Resources:\n  __proto__: {Type: AWS::S3::Bucket}\n  constructor: {Type: AWS::SQS::Queue}\n",
    );
    expect([...template.resources.keys()]).toEqual(["__proto__", "constructor"]);
  });
});

describe("dialects", () => {
  test.each([
    ["cloudformation", "Resources: {A: {Type: AWS::S3::Bucket}}\n"],
    ["sam", "Transform: AWS::Serverless-2016-10-31\nResources: {A: {Type: AWS::S3::Bucket}}\n"],
    ["cdk", "Resources: {A: {Type: AWS::S3::Bucket, Metadata: {aws:cdk:path: S/A/Resource}}}\n"],
    ["cdk", "Resources: {CDKMetadata: {Type: AWS::CDK::Metadata}}\n"],
  ])("%s is recognised", (dialect, text) => {
    expect(read(text).template.dialect).toBe(dialect);
  });
});
