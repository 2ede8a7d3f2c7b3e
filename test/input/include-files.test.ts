import { describe, expect, test } from "@jest/globals";
import { discover } from "../../src/input/discover.ts";
import type { ResolvedStack } from "../../src/resolve/resolved.ts";
import { resolveStack } from "../../src/resolve/stack.ts";
import { spanOf } from "../../src/source/node.ts";
import { show } from "../resolve/given-stack.ts";
import { memoryHost } from "./memory-host.ts";

const include = (location: string): string =>
  `Fn::Transform: {Name: AWS::Include, Parameters: {Location: ${location}}}`;

/** A template with one resource that has these properties, written as lines. */
function template(...properties: readonly string[]): string {
  return `Resources:\n  Api:\n    Type: Custom::Api\n    Properties:\n${properties.map((line) => `      ${line}\n`).join("")}`;
}

function read(files: Readonly<Record<string, string>>, path = "infra/app.yaml") {
  const { apps, diagnostics } = discover(memoryHost(files), [path]);
  const [stack] = apps[0]?.stacks ?? [];
  if (stack === undefined) throw new Error("the template of the test was not read");
  const resolution = resolveStack(stack, { parameters: new Map() });
  return {
    stack: resolution.resolved,
    problems: [...diagnostics, ...resolution.diagnostics].map(
      ({ severity, code, message, location }) =>
        `${location?.file}:${location?.start.line} ${severity} ${code}: ${message}`,
    ),
  };
}

function properties(stack: ResolvedStack): string {
  return show(stack.valueOf(stack.template.resources.get("Api")?.properties));
}

describe("snippets that are files of the project", () => {
  test("a snippet takes the place of the call that stands alone, relative to the template", () => {
    const { stack, problems } = read({
      "infra/app.yaml": template(`Body: {${include("./api/api.yaml")}}`),
      "infra/api/api.yaml": "paths:\n  /a: {Fn::Sub: 'x-${AWS::Region}'}\n",
    });
    expect(properties(stack)).toBe("{Body: {paths: {/a: x-<AWS::Region>}}}");
    expect(problems).toEqual([]);
  });

  test("a snippet among other keys adds to them", () => {
    const { stack } = read({
      "infra/app.yaml": template(include("more.json"), "Name: api"),
      "infra/more.json": '{"Size": 3}',
    });
    expect(properties(stack)).toBe("{Name: api, Size: 3}");
  });

  test("a snippet may be resources, mappings, or a list", () => {
    const { stack } = read({
      "infra/app.yaml": `Mappings: {${include("map.yaml")}}\n${template("Size: !FindInMap [M, a, b]", `Tags: {${include("tags.yaml")}}`)}  ${include("queue.yaml")}\n`,
      "infra/map.yaml": "M: {a: {b: 7}}\n",
      "infra/queue.yaml": "Jobs: {Type: AWS::SQS::Queue}\n",
      "infra/tags.yaml": "- {Key: a, Value: b}\n",
    });
    expect(properties(stack)).toBe("{Size: 7, Tags: [{Key: a, Value: b}]}");
    expect([...stack.template.resources.keys()]).toEqual(["Api", "Jobs"]);
    expect(stack.open).toEqual([]);
  });

  test("a call may stand in a list", () => {
    const { stack } = read({
      "infra/app.yaml": template("Body: {Fn::Transform: [{Name: AWS::Include, Parameters: {Location: api.yaml}}]}"),
      "infra/api.yaml": "a: b\n",
    });
    expect(properties(stack)).toBe("{Body: {a: b}}");
  });

  test("what is included stands in its own file", () => {
    const { stack } = read({
      "infra/app.yaml": template(`Body: {${include("api.yaml")}}`),
      "infra/api.yaml": "info:\n  title: Shop\n",
    });
    const value = stack.valueOf(stack.template.resources.get("Api")?.properties);
    const body = value.kind === "map" ? value.entries.get("Body") : undefined;
    const info = body?.kind === "map" ? body.entries.get("info") : undefined;
    const title = info?.kind === "map" ? info.entries.get("title") : undefined;
    expect(title?.origin && spanOf(title.origin)).toMatchObject({
      file: "infra/api.yaml",
      start: { line: 2, column: 10 },
    });
  });
});

describe("what cannot be included", () => {
  test.each([
    ["a file that is missing", "api.yaml", "warning include-not-read: api.yaml is not there to be included"],
    [
      "a file outside the workspace",
      "../../api.yaml",
      "warning include-not-read: ../../api.yaml is not there to be included",
    ],
    ["an object in S3", "s3://shop/api.yaml", "info include-not-read: what s3://shop/api.yaml contains is not known"],
    [
      "a computed location",
      '!Sub "${Url}/api.yaml"',
      "info include-not-read: what AWS::Include brings in is not known",
    ],
  ])("%s stays unknown, and is told", (_, location, problem) => {
    const { stack, problems } = read({ "infra/app.yaml": template(`Body: {${include(location)}}`) });
    expect(properties(stack)).toMatch(/^\{Body: <\?include /);
    expect(problems).toEqual([`infra/app.yaml:5 ${problem}`]);
  });

  test("resources that were to be included leave the stack open", () => {
    const { stack } = read({ "infra/app.yaml": `${template("Name: api")}  ${include("queue.yaml")}\n` });
    expect(stack.open).toMatchObject([{ kind: "include", name: "queue.yaml", settle: "the file queue.yaml" }]);
  });

  test("a snippet that cannot be read is an error at its place, and the template is read", () => {
    const { stack, problems } = read({
      "infra/app.yaml": template("Name: api", `Body: {${include("api.yaml")}}`),
      "infra/api.yaml": "a: [1, 2\n",
    });
    expect(properties(stack)).toBe("{Name: api, Body: <?include api.yaml>}");
    expect(problems[0]).toMatch(/^infra\/api\.yaml:\d+ error /);
  });

  test("short forms in a snippet are an error, and are read all the same", () => {
    const { stack, problems } = read({
      "infra/app.yaml": template(`Body: {${include("api.yaml")}}`, `Again: {${include("api.yaml")}}`),
      "infra/api.yaml": "a: 1\nname: !Ref AWS::Region\nb: !Ref AWS::Region\n",
    });
    expect(properties(stack)).toContain("Body: {a: 1, name: <AWS::Region>, b: <AWS::Region>}");
    expect(problems).toEqual([
      "infra/api.yaml:2 error include: AWS::Include refuses snippets with short forms such as !Sub; write their full names",
    ]);
  });

  test("a snippet in a snippet is never uploaded, and is not read", () => {
    const { stack } = read({
      "infra/app.yaml": template(`Body: {${include("api.yaml")}}`),
      "infra/api.yaml": `inner: {${include("api.yaml")}}\n`,
    });
    expect(properties(stack)).toBe("{Body: {inner: <?include api.yaml>}}");
  });

  test("a key that is there already keeps its value", () => {
    const { stack, problems } = read({
      "infra/app.yaml": template(include("more.yaml"), "Name: api"),
      "infra/more.yaml": "Name: other\n",
    });
    expect(properties(stack)).toBe("{Name: api}");
    expect(problems).toEqual(["infra/more.yaml:1 warning include: Name is included, and stands here already"]);
  });
});
