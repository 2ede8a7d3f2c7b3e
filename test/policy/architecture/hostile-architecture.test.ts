/** Documents that nobody means well with: each ends soon, with few messages that say what is wrong. */
import { describe, expect, test } from "@jest/globals";
import { graphOf } from "../../graph/graph-of.ts";
import { load, problemsOf, sound } from "./load-document.ts";
import { boundTo, conformanceOf, resultOf } from "./sample-architecture.ts";

const head = "kind: Architecture\nname: shop\n";
const one = `${head}components: {app: {role: compute}, files: {role: object}}\n`;
const many = (count: number, each: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => each(i)).join("");
const where = (selector: string): string => `${head}components: {files: {role: object, where: ${selector}}}\n`;

describe("more than a person reads is refused with one message", () => {
  test.each([
    ["components", `${head}components:\n${many(10_000, (i) => `  c${i}: {role: object}\n`)}`],
    ["flows", `${one}flows:\n${many(10_000, (i) => `  - {id: f${i}, from: app, to: files, needs: fronts}\n`)}`],
    ["starts of a flow", `${one}flows: [{id: f, from: [${many(10_000, () => "app, ")}], to: files, needs: fronts}]\n`],
    [
      "hops of a flow",
      `${one}flows: [{id: f, from: app, to: files, needs: fronts, via: [${many(10_000, () => "lb?, ")}]}]\n`,
    ],
    ["roles", `${head}components: {files: {role: [${many(10_000, () => "object, ")}]}}\n`],
    ["patterns", where(`{id: [${many(10_000, (i) => `"*a${i}*", `)}]}`)],
    ["tags", where(`{tag: {${many(10_000, (i) => `k${i}: "*", `)}}}`)],
    ["roles that start it", where(`{startedBy: [${many(10_000, () => "object, ")}]}`)],
    ["parents", `${head}extends: [${many(10_000, () => "web-app-storage, ")}]\n`],
    [
      "values of an option",
      `${one}qualities: [{on: all, require: ORG001, with: {ORG001: {keys: [${many(10_000, (i) => `k${i}, `)}]}}}]\n`,
    ],
  ])("%s", (_, text) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^\d+:\d+ there may be (?:50|100) of them$/);
  });

  test.each([
    ["rules", `${one}qualities: [{on: all, require: [${many(10_000, (i) => `XYZ${i}, `)}]}]\n`],
    ["severities", `${one}rules: {${many(10_000, (i) => `XYZ${i}: error, `)}}\n`],
    ["binds", `${one}bind: {${many(10_000, (i) => `x${i}: app, `)}}\n`],
    ["keys", `${one}${many(10_000, (i) => `k${i}: 1\n`)}`],
  ])("%s that do not exist end after a hundred messages", (_, text) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeLessThanOrEqual(101);
    expect(problems.at(-1)).toMatch(/\(and more: 100 errors are told\)$/);
  });
});

describe("what would take for ever", () => {
  test("an alias that stands for millions of values is not read", () => {
    const bomb = many(12, (i) => `x${i + 1}: &x${i + 1} [${many(10, () => `*x${i}, `)}]\n`);
    expect(
      problemsOf(`${head}x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n${bomb}components: {app: {role: *x12}}\n`),
    ).toEqual(["7:45 the aliases up to here stand for more than 100000 values; the file is not read any further"]);
  });

  test("an alias that is meant well is read, and is nothing to speak of", () => {
    expect(load(`${head}components:\n  app: &fn {role: compute.fn}\n  other: *fn\n`).diagnostics).toEqual([]);
  });

  test("selectors and conditions are as deep as people write them", () => {
    expect(problemsOf(where(`${"{not: ".repeat(50)}{id: x}${"}".repeat(50)}`))).toEqual([
      "3:109 where may have 100 parts at most, and be 10 deep",
    ]);
    const large = "the expression is too large: it may have 500 parts, and be 30 deep";
    expect(problemsOf(where(`{cel: '${"(".repeat(5000)}true${")".repeat(5000)}'}`))).toEqual([`3:50 ${large}`]);
    expect(problemsOf(where(`{cel: '${"true && ".repeat(5000)}true'}`))).toEqual([`3:50 ${large}`]);
  });

  const longName = "a".repeat(200);
  const bucket = `Resources:\n  ${longName}: {Type: AWS::S3::Bucket}\n`;

  test.each([
    ["a pattern with many stars", `{id: "${"*a".repeat(99)}b"}`],
    ["an expression that backtracks", `{cel: 'node.id.matches("^(a+)+$b")'}`],
  ])("%s is answered at once", (_, selector) => {
    expect(boundTo(conformanceOf(bucket, sound(where(selector))), "files")).toEqual([]);
  });

  test("a condition that goes over everything again and again is given up, and not taken for a yes or a no", () => {
    const nested = `${"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(x, ".repeat(9)}node.id != ""${")".repeat(9)}`;
    const conformance = conformanceOf(bucket, sound(where(`{cel: '${nested}'}`)));
    expect(boundTo(conformance, "files")).toEqual([]);
    expect(resultOf(conformance, "component.files").status).toBe("unknown");
  });

  test("documents that extend each other have no first", () => {
    const child = (parent: string): string => `kind: Architecture\nname: x\nextends: ./${parent}.yaml\n`;
    const others = { "a.yaml": child("b"), "b.yaml": child("c"), "c.yaml": child("a") };
    expect(problemsOf(child("a"), others)[0]).toMatch(
      /a\.yaml extends .*c\.yaml extends .*a\.yaml: none of them can be first$/,
    );
  });

  test("documents extend each other ten deep", () => {
    const others = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `p${i}.yaml`,
        `kind: Architecture\nname: p${i}\nextends: ./p${i + 1}.yaml\n`,
      ]),
    );
    expect(problemsOf(`${head}extends: ./p0.yaml\n`, others)[0]).toContain(
      "architectures may extend each other 10 deep, 50 of them at most",
    );
  });
});

test("a flow between very many nodes is unknown, and not half judged", () => {
  const functions = many(60, (i) => `  F${i}: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt R.Arn}}\n`);
  const tables = many(60, (i) => `  T${i}: {Type: AWS::DynamoDB::Table}\n`);
  const policy = '{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "dynamodb:*", Resource: "*"}]}}';
  const role = `  R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Policies: [${policy}]}}\n`;
  const template = `Resources:\n${role}${functions}${tables}`;
  expect(graphOf(template).nodes.length).toBeGreaterThan(120);
  const asked = sound(
    `${head}components: {app: {role: compute.fn}, data: {role: nosql}}\nflows: [{id: use, from: app, to: data, needs: "can(dynamodb:PutItem)"}]\n`,
  );
  expect(resultOf(conformanceOf(template, asked), "flow.use")).toMatchObject({
    status: "unknown",
    reasons: [{ settle: "narrow the component's selector" }],
  });
});

test("conditions of many components on many nodes share what they may take, and none of them is a yes or a no then", () => {
  const nested = `${"[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].all(x, ".repeat(9)}node.id != ""${")".repeat(9)}`;
  const components = many(20, (i) => `  c${i}: {role: object, where: {cel: '${nested}'}}\n`);
  const buckets = many(20, (i) => `  B${i}: {Type: AWS::S3::Bucket}\n`);
  const { bindings } = conformanceOf(`Resources:\n${buckets}`, sound(`${head}components:\n${components}`));
  expect(bindings.map(({ nodes, possible }) => [nodes.length, possible.length])).toEqual(bindings.map(() => [0, 20]));
});
