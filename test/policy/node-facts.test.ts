import { describe, expect, test } from "@jest/globals";
import { buildGraph } from "../../src/graph/build.ts";
import { compileExpression } from "../../src/policy/compile-expression.ts";
import { evaluate } from "../../src/policy/evaluator.ts";
import { explore, leavesOf } from "../../src/policy/explore.ts";
import { nodeFact } from "../../src/policy/fact.ts";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { isSplit, isUndecided, type Outcome } from "../../src/policy/outcome.ts";
import { resolveStack } from "../../src/resolve/stack.ts";
import type { SourceNode } from "../../src/source/node.ts";
import { spanOf } from "../../src/source/node.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";

const text = `Parameters:
  Stage: {Type: String}
  Team: {Type: String}
  Keep: {Type: String, AllowedValues: [Retain, Delete]}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Uploads:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    Properties:
      BucketName: !Sub "\${Team}-uploads"
      VersioningConfiguration:
        Status: !If [IsProd, Enabled, !Ref "AWS::NoValue"]
      LifecycleConfiguration: !If [IsProd, {Rules: [{Status: Enabled}]}, !Ref "AWS::NoValue"]
      Tags:
        - {Key: data, Value: uploads}
        - !If [IsProd, {Key: tier, Value: gold}, !Ref "AWS::NoValue"]
  Bare:
    Type: AWS::S3::Bucket
`;
const { template } = parseTemplate("t.yaml", text);
if (template === undefined) throw new Error("the template cannot be read");
const stack = {
  name: "t.yaml",
  template,
  sha256: "",
  constructPaths: new Map(),
  account: undefined,
  region: undefined,
  parameters: new Map(),
  tags: new Map(),
  nested: new Map(),
  parent: undefined,
};
const graph = buildGraph([resolveStack(stack, { parameters: new Map() }).resolved]);
const registry = factRegistry();

/** What the expression gives in each world, in order. */
function answers(expression: string, logicalId = "Uploads"): readonly Outcome[] {
  const node = graph.nodeOf("t.yaml", logicalId);
  if (node === undefined) throw new Error(`there is no ${logicalId}`);
  const compiled = compileExpression(
    expression,
    { name: "node", type: "Node" },
    { words: "", accepts: () => true },
    registry,
  );
  if ("error" in compiled) throw new Error(compiled.error.message);
  const bindings = new Map([["node", nodeFact(node)]]);
  const exploration = explore((world) => {
    const outcome = evaluate(compiled.expression, bindings, { graph, world, registry });
    return isSplit(outcome) ? outcome : { outcome };
  });
  return leavesOf(exploration).map(({ answer }) => answer.outcome);
}

describe("a node", () => {
  test.each<[string, readonly Outcome[]]>([
    ["node.id", ["Uploads"]],
    ["node.type", ["AWS::S3::Bucket"]],
    ["node.role", ["object"]],
    ["node.deletionPolicy", ["Retain"]],
    ["has(node.updateReplacePolicy)", [false]],
    ["has(node.properties.BucketName)", [true]],
    ['node.properties.BucketName.endsWith("-uploads")', [true]],
    ["has(node.properties.VersioningConfiguration)", [true]],
    ["has(node.properties.VersioningConfiguration.Status)", [true, false]],
    ["has(node.properties.LifecycleConfiguration)", [true, false]],
    ["has(node.tags.data) && node.tags.data == 'uploads'", [true]],
    ["has(node.tags.tier)", [true, false]],
    ["has(node.tags.nothing)", [false]],
    ["node.declaration.line", [8]],
  ])("%s", (expression, expected) => {
    expect(answers(expression)).toEqual(expected);
  });

  test("without properties has none, and that is known", () => {
    expect(answers("has(node.properties.BucketName)", "Bare")).toEqual([false]);
    expect(answers("has(node.deletionPolicy)", "Bare")).toEqual([false]);
  });

  test("says why a text is not known", () => {
    const [outcome] = answers("node.properties.BucketName == 'shop-uploads'");
    expect(isUndecided(outcome) && outcome.kind === "unknown" && outcome.reasons.map(({ name }) => name)).toEqual([
      "Team",
    ]);
  });

  test.each<[string, number]>([
    ["VersioningConfiguration.Status", 14],
    ["VersioningConfiguration.Nothing", 14],
    ["Tags.0.Value", 17],
    ["Nothing.At.All", 8],
  ])("shows where %s is written, or the nearest place around it", (path, line) => {
    const [place] = answers(`node.at("${path}")`);
    const self = typeof place === "object" && place?.kind === "object" ? place.self : undefined;
    expect(spanOf(self as SourceNode).start.line).toBe(line);
  });
});
