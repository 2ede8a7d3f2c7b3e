import { describe, expect, test } from "@jest/globals";
import { discover } from "../../src/input/discover.ts";
import { memoryHost } from "./memory-host.ts";

type Json = { readonly [key: string]: unknown };

const manifest = (artifacts: Json): string => JSON.stringify({ version: "48.0.0", artifacts });
const stack = (templateFile: string, more: Json = {}, artifact: Json = {}): Json => ({
  type: "aws:cloudformation:stack",
  environment: "aws://unknown-account/unknown-region",
  properties: { templateFile, ...more },
  ...artifact,
});
const template = (resources: Json): string => JSON.stringify({ Resources: resources });
const bucket = template({ Uploads: { Type: "AWS::S3::Bucket" } });

function stacksOf(files: Readonly<Record<string, string>>, paths: readonly string[] = []) {
  const found = discover(memoryHost(files), paths);
  return { found, stacks: found.apps.flatMap((app) => app.stacks) };
}

describe("a cloud assembly", () => {
  test("is read by its manifest, and nothing else in it is searched", () => {
    const { found, stacks } = stacksOf({
      "cdk.out/manifest.json": manifest({ Shop: stack("Shop.template.json"), Tree: { type: "cdk:tree" } }),
      "cdk.out/Shop.template.json": bucket,
      "cdk.out/Old.template.json": bucket,
      "cdk.out/sub/other.yaml": "Resources:\n  A:\n    Type: AWS::S3::Bucket\n",
      "plain.yaml": "Resources:\n  A:\n    Type: AWS::S3::Bucket\n",
    });
    expect(found.apps).toMatchObject([{ name: "cdk.out", kind: "assembly" }]);
    expect(stacks.map((s) => s.name)).toEqual(["Shop"]);
    expect(found.diagnostics).toEqual([]);
  });

  test("is found by a search under any name, and as cdk.out even where .gitignore ignores it", () => {
    const files = {
      ".gitignore": "cdk.out\n",
      "app/cdk.out/manifest.json": manifest({ Shop: stack("a.json") }),
      "app/cdk.out/a.json": bucket,
      "snapshot/manifest.json": manifest({ Other: stack("a.json") }),
      "snapshot/a.json": bucket,
      "web/manifest.json": '{"name": "a web app", "version": "1"}',
    };
    const { found, stacks } = stacksOf(files, ["."]);
    expect(found.apps.map((app) => app.name)).toEqual(["app/cdk.out", "snapshot"]);
    expect(stacks.map((s) => s.name)).toEqual(["Shop", "Other"]);
  });

  test("says that there are more nested assemblies than are read, once", () => {
    const count = 502;
    const stages = Array.from({ length: count }, (_, i) => `assembly-${i}`);
    const artifacts = stages.map((directoryName): [string, Json] => [
      directoryName,
      { type: "cdk:cloud-assembly", properties: { directoryName } },
    ]);
    const files = stages.flatMap((name): [string, string][] => [
      [`cdk.out/${name}/manifest.json`, manifest({ [name]: stack("a.json") })],
      [`cdk.out/${name}/a.json`, bucket],
    ]);
    const { found, stacks } = stacksOf({
      "cdk.out/manifest.json": manifest(Object.fromEntries(artifacts)),
      ...Object.fromEntries(files),
    });
    expect(stacks).toHaveLength(499);
    expect(found.diagnostics).toMatchObject([
      {
        code: "search-limit",
        severity: "error",
        message: "more than 500 nested cloud assemblies; the rest is not read",
      },
    ]);
    expect(found.unreadable).toEqual(["cdk.out/manifest.json"]);
  });

  test("may be named by its manifest", () => {
    const files = { "out/manifest.json": manifest({ Shop: stack("a.json") }), "out/a.json": bucket };
    expect(stacksOf(files, ["out/manifest.json"]).found.apps).toMatchObject([{ name: "out", kind: "assembly" }]);
  });

  test("says where a stack is deployed, with which parameters and tags, and under which name", () => {
    const artifact = stack(
      "a.json",
      { stackName: "shop-prod", parameters: { Size: "3" }, tags: { team: "web" } },
      { environment: "aws://111122223333/eu-west-1" },
    );
    const { stacks } = stacksOf({
      "cdk.out/manifest.json": manifest({ Shop: artifact, Agnostic: stack("a.json") }),
      "cdk.out/a.json": bucket,
    });
    expect(stacks[0]).toMatchObject({ name: "shop-prod", account: "111122223333", region: "eu-west-1" });
    expect([...(stacks[0]?.parameters ?? [])]).toEqual([["Size", "3"]]);
    expect([...(stacks[0]?.tags ?? [])]).toEqual([["team", "web"]]);
    expect(stacks[1]).toMatchObject({ name: "Agnostic", account: undefined, region: undefined });
  });

  test("stacks of one name in two environments keep apart by their ids", () => {
    const { stacks } = stacksOf({
      "cdk.out/manifest.json": manifest({
        "Shop-eu": stack("a.json", { stackName: "Shop" }),
        "Shop-us": stack("a.json", { stackName: "Shop" }),
      }),
      "cdk.out/a.json": bucket,
    });
    expect(stacks.map((s) => s.name)).toEqual(["Shop", "Shop-us"]);
  });

  test("knows construct paths from the template, the manifest and its metadata files", () => {
    const resources = {
      A: { Type: "AWS::S3::Bucket", Metadata: { "aws:cdk:path": "Shop/A/Resource" } },
      B: { Type: "AWS::S3::Bucket" },
      C: { Type: "AWS::S3::Bucket" },
      D: { Type: "AWS::S3::Bucket" },
    };
    const logicalId = (data: string) => [{ type: "aws:cdk:logicalId", data }];
    const artifact = stack(
      "a.json",
      {},
      {
        metadata: { "/Shop/B/Resource": logicalId("B"), "/Shop/D": logicalId("D"), "/Shop/Nested/D": logicalId("D") },
        additionalMetadataFile: "Shop.metadata.json",
      },
    );
    const { stacks } = stacksOf({
      "cdk.out/manifest.json": manifest({ Shop: artifact }),
      "cdk.out/a.json": template(resources),
      "cdk.out/Shop.metadata.json": JSON.stringify({ "/Shop/C/Resource": logicalId("C") }),
    });
    expect(Object.fromEntries(stacks[0]?.constructPaths ?? [])).toEqual({
      A: "Shop/A/Resource",
      B: "Shop/B/Resource",
      C: "Shop/C/Resource",
    });
    expect(stacks[0]?.template.dialect).toBe("cdk");
  });

  test("holds the assemblies of its stages, and the stacks that stacks nest", () => {
    const nests = template({
      Child: {
        Type: "AWS::CloudFormation::Stack",
        Properties: {
          TemplateURL: { "Fn::Join": ["", ["https://s3.", { Ref: "AWS::URLSuffix" }]] },
          Parameters: { A: "b" },
        },
        Metadata: { "aws:asset:path": "Child.nested.template.json", "aws:asset:property": "TemplateURL" },
      },
    });
    const { found, stacks } = stacksOf({
      "cdk.out/manifest.json": manifest({
        Prod: { type: "cdk:cloud-assembly", properties: { directoryName: "assembly-Prod" } },
        Shop: stack("Shop.template.json"),
      }),
      "cdk.out/Shop.template.json": bucket,
      "cdk.out/assembly-Prod/manifest.json": manifest({
        ProdShop: stack("ProdShop.template.json", {}, { environment: "aws://1/eu-west-1" }),
      }),
      "cdk.out/assembly-Prod/ProdShop.template.json": nests,
      "cdk.out/assembly-Prod/Child.nested.template.json": bucket,
    });
    expect(found.diagnostics).toEqual([]);
    expect(found.apps).toHaveLength(1);
    expect(stacks.map((s) => s.name)).toEqual(["Shop", "ProdShop", "ProdShop/Child"]);
    expect(stacks[2]).toMatchObject({ parent: { stack: "ProdShop", logicalId: "Child" }, region: "eu-west-1" });
    expect(stacks[1]?.nested.get("Child")).toBe(stacks[2]);
  });

  test("without metadata in its templates finds nested templates among its assets, and parts construct paths by stack", () => {
    const logicalId = (data: string) => [{ type: "aws:cdk:logicalId", data }];
    const url = { "Fn::Join": ["", ["https://s3.", { Ref: "AWS::Region" }, "/assets/", "0a1b.json"]] };
    const { found, stacks } = stacksOf({
      "cdk.out/manifest.json": manifest({
        Shop: stack("Shop.template.json", {}, { additionalMetadataFile: "Shop.metadata.json" }),
        "Shop.assets": { type: "cdk:asset-manifest", properties: { file: "Shop.assets.json" } },
      }),
      "cdk.out/Shop.assets.json": JSON.stringify({
        files: {
          "0a1b": {
            source: { path: "Images.nested.template.json" },
            destinations: { here: { objectKey: "0a1b.json" } },
          },
        },
      }),
      "cdk.out/Shop.metadata.json": JSON.stringify({
        "/Shop/B/Resource": logicalId("B"),
        "/Shop/Images/B/Resource": logicalId("B"),
        "/Shop/Images.NestedStack/Images.NestedStackResource": logicalId("Child"),
      }),
      "cdk.out/Shop.template.json": template({
        B: { Type: "AWS::S3::Bucket" },
        Child: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: url } },
      }),
      "cdk.out/Images.nested.template.json": template({ B: { Type: "AWS::S3::Bucket" } }),
    });
    expect(found.diagnostics).toEqual([]);
    expect(stacks.map((s) => [s.name, Object.fromEntries(s.constructPaths)])).toEqual([
      ["Shop", { B: "Shop/B/Resource", Child: "Shop/Images.NestedStack/Images.NestedStackResource" }],
      ["Shop/Child", { B: "Shop/Images/B/Resource" }],
    ]);
  });

  test.each([
    ["a parent folder", "../secret.json"],
    ["an absolute path", "/etc/passwd"],
    ["a way out and back", "x/../../cdk.out.evil/a.json"],
  ])("whose manifest names %s is refused there, with the place", (_, path) => {
    const { found, stacks } = stacksOf({
      "cdk.out/manifest.json": manifest({ Evil: stack(path), Shop: stack("a.json") }),
      "cdk.out/a.json": bucket,
      "secret.json": bucket,
      "cdk.out.evil/a.json": bucket,
    });
    expect(stacks.map((s) => s.name)).toEqual(["Shop"]);
    expect(found.diagnostics).toMatchObject([
      { code: "assembly-manifest", severity: "error", location: { file: "cdk.out/manifest.json" } },
    ]);
    expect(found.unreadable).toEqual(["cdk.out/manifest.json"]);
  });

  test("whose stages and nested stacks lead out is refused there", () => {
    const nests = template({
      Child: {
        Type: "AWS::CloudFormation::Stack",
        Metadata: { "aws:asset:path": "../secret.json", "aws:asset:property": "TemplateURL" },
      },
    });
    const { found, stacks } = stacksOf({
      "cdk.out/manifest.json": manifest({
        Shop: stack("a.json"),
        Out: { type: "cdk:cloud-assembly", properties: { directoryName: "../other" } },
        Ring: { type: "cdk:cloud-assembly", properties: { directoryName: "." } },
      }),
      "cdk.out/a.json": nests,
      "secret.json": bucket,
      "other/manifest.json": manifest({ Other: stack("a.json") }),
    });
    expect(stacks.map((s) => s.name)).toEqual(["Shop"]);
    expect(found.diagnostics.map((d) => d.code)).toEqual(["assembly-manifest", "assembly-manifest", "nested-template"]);
  });

  test("without a template that its manifest names is an error", () => {
    const { found } = stacksOf({ "cdk.out/manifest.json": manifest({ Shop: stack("gone.json") }) });
    expect(found.diagnostics).toMatchObject([{ code: "not-found", severity: "error" }]);
    expect(found.unreadable).toEqual(["cdk.out/gone.json"]);
  });

  test.each([
    ["cut in half", '{"version": "48.0.0", "artifacts": {', "json-syntax"],
    ["of another kind", '{"name": "x"}', "assembly-manifest"],
  ])("whose manifest is %s is an error", (_, text, code) => {
    const { found } = stacksOf({ "cdk.out/manifest.json": text });
    expect(found.diagnostics.map((d) => `${d.severity} ${d.code}`)).toContain(`error ${code}`);
    expect(found.unreadable).toEqual(["cdk.out/manifest.json"]);
  });
});
