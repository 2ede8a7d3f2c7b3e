import { describe, expect, test } from "@jest/globals";
import { valueAt } from "../../src/resolve/reading.ts";
import { resolution, resolved, show } from "./given-stack.ts";

const queue = "  Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs, Tags: [{Key: a, Value: b}]}}\n";

function jobs(text: string): string {
  const stack = resolved(text);
  return show(stack.valueOf(stack.template.resources.get("Jobs")?.properties));
}

function reasons(text: string): readonly string[] {
  return resolved(text).open.map(({ kind, name, message }) => `${kind} ${name}: ${message}`);
}

describe("a template that a macro may change", () => {
  const text = `Transform: [Ours, AWS::Serverless-2016-10-31]\nResources:\n${queue}`;

  test("says what is written, and leaves open what is not", () => {
    expect(jobs(text)).toBe("{QueueName: jobs, Tags: [{Key: a, Value: b, ...}, ...], ...}");
    const stack = resolved(text);
    const properties = stack.valueOf(stack.template.resources.get("Jobs")?.properties);
    expect(show(valueAt(properties, ["KmsMasterKeyId"]))).toBe("<?macro Ours>");
    expect(show(stack.valueOf(undefined))).toBe("<?macro Ours>");
  });

  test("may have resources that are not seen", () => {
    expect(reasons(text)).toEqual(["macro Ours: the macro Ours is not run"]);
    expect(show(resolvedOutput(`${text}Outputs: {O: {Value: !GetAtt Other.Arn}}\n`))).toBe("<?macro Ours>");
  });

  test("may have conditions that are not seen", () => {
    const missing = `Resources: {Q: {Type: AWS::SQS::Queue, Condition: IsProd}}\n`;
    expect(resolution(missing).diagnostics.map(({ code }) => code)).toEqual(["unknown-condition"]);
    expect(resolution(`Transform: Ours\n${missing}`).diagnostics.map(({ code }) => code)).toEqual(["macro-not-run"]);
  });

  test.each([
    "AWS::Serverless-2016-10-31",
    "AWS::LanguageExtensions",
    "AWS::CodeDeployBlueGreen",
    "AWS::SecretsManager-2020-07-23",
  ])("is not one with %s", (name) => {
    expect(jobs(`Transform: ${name}\nResources:\n${queue}`)).toBe("{QueueName: jobs, Tags: [{Key: a, Value: b}]}");
    expect(reasons(`Transform: ${name}\nResources:\n${queue}`)).toEqual([]);
  });
});

describe("a macro that is called inside a template", () => {
  const call = "Fn::Transform: {Name: Ours}";

  test("may change what stands beside it, and below", () => {
    expect(jobs(`Resources: {Jobs: {Type: AWS::SQS::Queue, Properties: {A: {${call}, B: {C: d}}, E: {F: g}}}}`)).toBe(
      "{A: {B: {C: d, ...}, ...}, E: {F: g}}",
    );
  });

  test("may change the properties of the resource that it stands in", () => {
    expect(jobs(`Resources: {Jobs: {Type: AWS::SQS::Queue, ${call}, Properties: {A: {B: c}}}}`)).toBe(
      "{A: {B: c, ...}, ...}",
    );
    expect(reasons(`Resources: {Jobs: {Type: AWS::SQS::Queue, ${call}, Properties: {A: b}}}`)).toEqual([]);
  });

  test("may add resources where it stands among them", () => {
    expect(reasons(`Resources:\n  ${call}\n${queue}`)).toEqual(["macro Ours: the macro Ours is not run"]);
  });

  test("may do anything at the top", () => {
    expect(reasons(`${call}\nResources:\n${queue}`)).toEqual(["macro Ours: the macro Ours is not run"]);
    expect(jobs(`${call}\nResources:\n${queue}`)).toContain(", ...}");
  });

  test("is noted where it stands", () => {
    const { diagnostics } = resolution(`Resources:\n  ${call}\n${queue}`);
    expect(diagnostics.map(({ severity, code, location }) => `${location?.start.line} ${severity} ${code}`)).toEqual([
      "2 info macro-not-run",
    ]);
  });
});

describe("a module", () => {
  const text = `Resources:\n  Site: {Type: Ours::S3::Site::MODULE}\n${queue}`;

  test("holds resources that are not seen, and changes no other", () => {
    expect(reasons(text)).toEqual(["module Site: what the module Ours::S3::Site::MODULE contains is not known"]);
    expect(jobs(text)).toBe("{QueueName: jobs, Tags: [{Key: a, Value: b}]}");
  });

  test.each(["!Ref Site.Bucket", "!GetAtt Site.Bucket.Arn", "!Sub '${Site.Bucket}'", "!Ref SiteBucket"])(
    "%s is unknown by the module's name",
    (reference) => {
      expect(show(resolvedOutput(`${text}Outputs: {O: {Value: ${reference}}}\n`))).toBe("<?module Site>");
    },
  );

  test("what nothing bears is missing, as in any other template", () => {
    expect(show(resolvedOutput(`${text}Outputs: {O: {Value: !Ref Other}}\n`))).toBe("<?missing Other>");
  });
});

function resolvedOutput(text: string) {
  const stack = resolved(text);
  return stack.valueOf(stack.template.outputs.get("O")?.value);
}
