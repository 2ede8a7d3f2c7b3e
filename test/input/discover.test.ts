import { describe, expect, test } from "@jest/globals";
import type { Discovery, Host } from "../../src/input/app.ts";
import { discover, searchFor } from "../../src/input/discover.ts";
import { memoryHost } from "./memory-host.ts";

const bucket = "Resources:\n  Uploads:\n    Type: AWS::S3::Bucket\n";
/** A template that nests another. */
const parent = (url: string, type = "AWS::CloudFormation::Stack", property = "TemplateURL") =>
  `Resources:\n  Child:\n    Type: ${type}\n    Properties:\n      ${property}: ${url}\n      Parameters:\n        Size: 007\n        Zones: [a, b]\n        Vpc: !Ref Vpc\n`;
const queue = "Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n";

/** The stacks of each app. */
function outline({ apps }: Discovery): string[] {
  return apps.map(({ stacks }) => stacks.map((stack) => stack.name).join(", "));
}

function codes({ diagnostics }: Discovery): string[] {
  return diagnostics.map(({ severity, code, location }) => {
    return location === null ? `${severity} ${code}` : `${severity} ${code} ${location.file}:${location.start.line}`;
  });
}

describe("what is searched", () => {
  test("each template below a folder is an app, in the order of their paths", () => {
    const found = discover(
      memoryHost({ "infra/b.yaml": bucket, "infra/a/x.json": '{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}' }),
      ["infra"],
    );
    expect(outline(found)).toEqual(["infra/a/x.json", "infra/b.yaml"]);
    expect(codes(found)).toEqual([]);
  });

  test("files with other endings are not looked at", () => {
    expect(outline(discover(memoryHost({ "infra/b.yaml": bucket, "infra/c.txt": bucket }), ["infra"]))).toEqual([
      "infra/b.yaml",
    ]);
  });

  test("without paths, the templates below the root are found", () => {
    expect(outline(discover(memoryHost({ "a.yaml": bucket, "b/c.template": queue }), []))).toEqual([
      "a.yaml",
      "b/c.template",
    ]);
  });

  test("files that are no templates are passed over in silence and counted", () => {
    const files = { "a.yaml": bucket, "ci.yml": "on: push\n", "data.json": "[1, 2]", "half.json": '{"a": ' };
    const found = discover(memoryHost(files), ["."]);
    expect(codes(found)).toEqual([]);
    expect(found.passedOver).toBe(3);
    expect(found.unreadable).toEqual([]);
  });

  test("a file that looks like a template and cannot be read is an error, and the others are read", () => {
    const files = {
      "a.yaml": bucket,
      "bad.yaml": `${bucket}\tX: 1\n`,
      "half.json": '{"Resources": {"A": {"Type": "AWS::S3::B',
    };
    const found = discover(memoryHost(files), ["."]);
    expect(outline(found)).toEqual(["a.yaml"]);
    expect(codes(found)).toEqual(["error yaml-syntax bad.yaml:4", "error json-syntax half.json:1"]);
    expect(found.unreadable).toEqual(["bad.yaml", "half.json"]);
  });

  test("packages, build output, assets and what .gitignore ignores are passed over", () => {
    const found = discover(
      memoryHost({
        "a.yaml": bucket,
        "node_modules/x/template.yaml": bucket,
        ".aws-sam/build/template.yaml": bucket,
        "asset.0123456789abcdef0123456789abcdef/template.yaml": bucket,
        ".gitignore": "out/\n*.gen.yaml\n!keep.gen.yaml\n",
        "out/a.yaml": bucket,
        "x.gen.yaml": bucket,
        "keep.gen.yaml": bucket,
        "sub/.gitignore": "/only-here.yaml\n",
        "sub/only-here.yaml": bucket,
        "sub/deep/only-here.yaml": bucket,
      }),
      ["."],
    );
    expect(outline(found)).toEqual(["a.yaml", "keep.gen.yaml", "sub/deep/only-here.yaml"]);
  });

  test("the .gitignore of a folder above holds for a folder that is named", () => {
    const host = memoryHost({ ".gitignore": "*.gen.yaml\n", "infra/a.yaml": bucket, "infra/b.gen.yaml": bucket });
    expect(outline(discover(host, ["infra"]))).toEqual(["infra/a.yaml"]);
  });

  test("a folder without templates is a warning", () => {
    const found = discover(memoryHost({ "docs/a.md": "x" }), ["docs"]);
    expect(found.apps).toEqual([]);
    expect(codes(found)).toEqual(["warning no-templates"]);
    expect(found.unreadable).toEqual([]);
  });

  test("the search ends at its limits and says so", () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`d${i}/a.yaml`, bucket]));
    const found = discover(memoryHost(files), ["."], { limits: { files: 5, entries: 1000, depth: 10 } });
    expect(codes(found)).toEqual(["warning search-limit"]);
    const deep = discover(memoryHost({ "a/b/c/d.yaml": bucket }), ["."], {
      limits: { files: 5, entries: 9, depth: 1 },
    });
    expect(codes(deep)).toEqual(["warning search-limit", "warning no-templates"]);
  });
});

describe("what is named", () => {
  test("a named file is an app of its own", () => {
    expect(outline(discover(memoryHost({ "a/x.yaml": bucket, "b/y.yaml": queue }), ["a/x.yaml", "b/y.yaml"]))).toEqual([
      "a/x.yaml",
      "b/y.yaml",
    ]);
  });

  test("a named file is read whatever its name ends in", () => {
    expect(outline(discover(memoryHost({ "stack.txt": bucket }), ["./stack.txt"]))).toEqual(["stack.txt"]);
  });

  test("a named file that is no template is an error", () => {
    const found = discover(memoryHost({ "ci.yml": "on: push\n" }), ["ci.yml"]);
    expect(codes(found)).toEqual(["error not-a-template"]);
    expect(found.unreadable).toEqual(["ci.yml"]);
  });

  test("a named file that cannot be parsed is an error with its place", () => {
    const found = discover(memoryHost({ "a.yaml": "a: 1\n  b: 2\n" }), ["a.yaml"]);
    expect(codes(found)).toEqual(["error yaml-syntax a.yaml:2"]);
    expect(found.unreadable).toEqual(["a.yaml"]);
  });

  test("a named path that does not exist is an error", () => {
    const found = discover(memoryHost({ "a.yaml": bucket }), ["nowhere.yaml", "a.yaml"]);
    expect(codes(found)).toEqual(["error not-found"]);
    expect(found.unreadable).toEqual(["nowhere.yaml"]);
    expect(outline(found)).toEqual(["a.yaml"]);
  });

  test("a file that is named twice, or named and found, is read once", () => {
    expect(outline(discover(memoryHost({ "a.yaml": bucket }), ["a.yaml", "./a.yaml", "."]))).toEqual(["a.yaml"]);
  });

  test("a glob takes what it matches", () => {
    const files = { "infra/a.yaml": bucket, "infra/b.yml": queue, "infra/c/d.yaml": queue, "x.yaml": queue };
    expect(outline(discover(memoryHost(files), ["infra/*.{yaml,yml}"]))).toEqual(["infra/a.yaml", "infra/b.yml"]);
    expect(outline(discover(memoryHost(files), ["**/[ad].yaml"]))).toEqual(["infra/a.yaml", "infra/c/d.yaml"]);
    expect(codes(discover(memoryHost(files), ["*.template"]))).toEqual(["warning no-templates"]);
  });

  test("the hash is that of the file's bytes", () => {
    const found = discover(memoryHost({ "a.yaml": "\ufeffAWSTemplateFormatVersion: 2010-09-09\n" }), ["a.yaml"]);
    expect(found.apps[0]?.stacks[0]?.sha256).toBe("6a4846ee35761d1f108fb165e5911cc55abdc6e0402d4be9f430f9a69a26af1f");
  });
});

describe("nested stacks", () => {
  test("a local template belongs to the stack that nests it, with the parameters that it is given", () => {
    const found = discover(memoryHost({ "a.yaml": parent("./sub/b.yaml"), "sub/b.yaml": bucket }), ["."]);
    expect(outline(found)).toEqual(["a.yaml, a.yaml/Child"]);
    const [outer, child] = found.apps[0]?.stacks ?? [];
    expect(outer?.nested.get("Child")).toBe(child);
    expect(child?.parent).toEqual({ stack: "a.yaml", logicalId: "Child" });
    expect(child?.template.file.path).toBe("sub/b.yaml");
    expect([...(child?.parameters ?? [])]).toEqual([
      ["Size", "007"],
      ["Zones", "a,b"],
    ]);
  });

  test("a SAM application with a local Location is a nested stack", () => {
    const sam = parent("sub/b.yaml", "AWS::Serverless::Application", "Location");
    expect(outline(discover(memoryHost({ "a.yaml": sam, "sub/b.yaml": bucket }), ["a.yaml"]))).toEqual([
      "a.yaml, a.yaml/Child",
    ]);
  });

  test("a template that is named beside the one that nests it is its nested stack all the same", () => {
    const host = memoryHost({ "a.yaml": parent("sub/b.yaml"), "sub/b.yaml": bucket });
    expect(outline(discover(host, ["sub/b.yaml", "a.yaml"]))).toEqual(["a.yaml, a.yaml/Child"]);
  });

  test("a template that two stacks nest is a stack of each", () => {
    const found = discover(memoryHost({ "a.yaml": parent("c.yaml"), "b.yaml": parent("c.yaml"), "c.yaml": bucket }), [
      ".",
    ]);
    expect(outline(found)).toEqual(["a.yaml, a.yaml/Child", "b.yaml, b.yaml/Child"]);
  });

  test.each(["https://example.com/b.yaml", "!Sub ./${Name}.yaml", "s3://bucket/b.yaml", "'{{resolve:ssm:url}}'"])(
    "%s names no file of the project",
    (url) => {
      const found = discover(memoryHost({ "a.yaml": parent(url) }), ["a.yaml"]);
      expect(codes(found)).toEqual([]);
      expect(found.apps[0]?.stacks).toHaveLength(1);
    },
  );

  test("a local template that is not there is a warning at its name", () => {
    const found = discover(memoryHost({ "a.yaml": parent("gone.yaml") }), ["a.yaml"]);
    expect(codes(found)).toEqual(["warning nested-template a.yaml:5"]);
    expect(found.unreadable).toEqual([]);
  });

  test("stacks that nest each other end with an error instead of without end", () => {
    const found = discover(memoryHost({ "a.yaml": parent("b.yaml"), "b.yaml": parent("a.yaml") }), ["."]);
    expect(outline(found)).toEqual(["a.yaml, a.yaml/Child"]);
    expect(codes(found)).toEqual(["error nested-template b.yaml:5"]);
    expect(codes(discover(memoryHost({ "a.yaml": parent("a.yaml") }), ["."]))).toEqual([
      "error nested-template a.yaml:5",
    ]);
  });

  test("stacks that multiply are bounded", () => {
    const files: Record<string, string> = { "t9.yaml": bucket };
    for (let level = 0; level < 9; level++) {
      const nests = Array.from(
        { length: 10 },
        (_, i) => `  N${i}:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: t${level + 1}.yaml}\n`,
      );
      files[`t${level}.yaml`] = `Resources:\n${nests.join("")}`;
    }
    const found = discover(memoryHost(files), ["t0.yaml"]);
    expect(found.apps[0]?.stacks).toHaveLength(5000);
    expect(codes(found)).toEqual(["error search-limit"]);
  });
});

describe("a search that goes on while it is used", () => {
  test("gives the apps, the diagnostics and the counts of a discovery", () => {
    const host = memoryHost({ "a.yaml": bucket, "b.yaml": parent("a.yaml"), "c.json": "{}", "d.yaml": "Resources: [" });
    const search = searchFor(host, ["."]);
    const apps = [...search.apps];
    const found = discover(host, ["."]);
    expect(apps.map(({ name }) => name)).toEqual(found.apps.map(({ name }) => name));
    expect(search.diagnostics).toEqual(found.diagnostics);
    expect(search.unreadable).toEqual(found.unreadable);
    expect(search.passedOver).toBe(found.passedOver);
  });

  test("reads an app when it is asked for, and no sooner", () => {
    const read: string[] = [];
    const files = memoryHost({ "a.yaml": bucket, "b.yaml": bucket });
    const host: Host = {
      ...files,
      readText: (path) => {
        read.push(path);
        return files.readText(path);
      },
    };
    const apps = searchFor(host, ["a.yaml", "b.yaml"]).apps[Symbol.iterator]();
    apps.next();
    const before = read.filter((path) => path === "b.yaml").length;
    apps.next();
    expect(read.filter((path) => path === "b.yaml").length).toBe(before + 1);
  });

  test("says once what is wrong with a template that two others nest", () => {
    const doubled = `${bucket}    DependsOn: {}\n`;
    const host = memoryHost({ "a.yaml": parent("c.yaml"), "b.yaml": parent("c.yaml"), "c.yaml": doubled });
    expect(discover(host, ["."]).diagnostics.filter(({ code }) => code === "template-shape")).toHaveLength(1);
  });
});
