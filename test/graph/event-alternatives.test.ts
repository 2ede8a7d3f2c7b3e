import { describe, expect, test } from "@jest/globals";
import { keysAccepted, patternOf } from "../../src/graph/events/bucket-pattern.ts";
import { contains, keysWithin } from "../../src/graph/events/key-filter.ts";
import { keysPassing } from "../../src/graph/events/trigger-keys.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const bucket = (id: string): string =>
  `${id}: {Type: AWS::S3::Bucket, Properties: {BucketName: ${id.toLowerCase()}, NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}}}`;

const graphWith = (pattern: string) =>
  graphOf(
    `Parameters: {P: {Type: String}, Q: {Type: String, AllowedValues: [a, b]}}\nConditions: {C: !Equals [!Ref Q, a]}\nResources:\n  Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3], ${pattern}}}}\n  ${bucket("One")}\n  ${bucket("Two")}`,
  );

/** Whether the rule takes the event of this key, of any bucket or of one. */
function takes(pattern: string, key: string, of?: string): string {
  const graph = graphWith(pattern);
  const context = { index: graph, world: World.open.fresh() };
  const keys = keysAccepted(
    patternOf(nodeIn(graph, "Rule")),
    context,
    of === undefined ? undefined : nodeIn(graph, of),
  );
  const answer = contains(keys, keysWithin(key.split("")));
  return typeof answer === "boolean" ? String(answer) : answer.map(({ message }) => message).join(", ");
}

const key = (prefix: string): string => `{object: {key: [{prefix: ${prefix}}]}}`;
const of = (name: string, prefix: string): string =>
  `{bucket: {name: [${name}]}, object: {key: [{prefix: ${prefix}}]}}`;

describe("$or in an event pattern", () => {
  test.each([
    ["in the detail", `detail: {$or: [${key("in/")}, ${key("up/")}]}`],
    ["at the top", `$or: [{detail: ${key("in/")}}, {detail: ${key("up/")}}]`],
    ["beside other fields of the same map", `detail: {bucket: {name: [one]}, $or: [${key("in/")}, ${key("up/")}]}`],
    ["in what it lists", `detail: {$or: [${key("in/")}, {$or: [${key("up/")}]}]}`],
  ])("takes what one of its patterns takes, %s", (_, pattern) => {
    expect([takes(pattern, "in/a"), takes(pattern, "up/a"), takes(pattern, "out/a")]).toEqual([
      "true",
      "true",
      "false",
    ]);
  });

  test("takes every key where one of its patterns asks for none", () => {
    expect(takes(`detail: {$or: [${key("in/")}, {object: {size: [{numeric: [">", 9]}]}}]}`, "out/a")).toBe("true");
  });

  test("takes of each bucket what is asked of it", () => {
    const pattern = `detail: {$or: [${of("one", "in/")}, ${of("two", "out/")}]}`;
    expect([takes(pattern, "in/a", "One"), takes(pattern, "out/a", "One")]).toEqual(["true", "false"]);
    expect([takes(pattern, "in/a", "Two"), takes(pattern, "out/a", "Two")]).toEqual(["false", "true"]);
  });

  test.each([
    ["parameter P has no value", "detail: {$or: !Ref P}"],
    ["parameter P has no value", "detail: {$or: [!Ref P]}"],
    ["what $or of an event pattern accepts is not worked out", `detail: {$or: [${key("in/")}, text]}`],
    [
      "$or of an event pattern has more than 64 combinations",
      `detail: {$or: [${Array.from({ length: 65 }, (_, i) => key(`${i}/`)).join(", ")}]}`,
    ],
  ])("is unknown where it cannot be taken apart: %s", (reason, pattern) => {
    expect(takes(pattern, "in/a")).toBe(reason);
  });

  test("is looked at in each branch of a condition", () => {
    const pattern = `detail: !If [C, {$or: [${key("in/")}, ${key("up/")}]}, ${key("out/")}]`;
    const graph = graphWith(pattern);
    const answers = ["a", "b"].map((value) => {
      const resolved = graphOf(
        `Resources:\n  Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3], ${pattern}}}}\nParameters: {Q: {Type: String, AllowedValues: [a, b]}}\nConditions: {C: !Equals [!Ref Q, a]}`,
        { parameters: { Q: value } },
      );
      const keys = keysAccepted(patternOf(nodeIn(resolved, "Rule")), { index: resolved, world: World.open.fresh() });
      return ["in/a", "up/a", "out/a"].map((one) => contains(keys, keysWithin(one.split(""))));
    });
    expect(graph.edges("triggers")).toHaveLength(2);
    expect(answers).toEqual([
      [true, true, false],
      [false, false, true],
    ]);
  });

  test("leads from the buckets that it names", () => {
    const named = graphWith(`$or: [{detail: {bucket: {name: [one]}}}, {resources: ["arn:aws:s3:::two"]}]`);
    expect(named.edges("triggers").map(({ source }) => source.logicalId)).toEqual(["One", "Two"]);
    const one = graphWith(`detail: {$or: [${of("one", "in/")}, ${of("one", "out/")}]}`);
    expect(one.edges("triggers").map(({ source }) => source.logicalId)).toEqual(["One"]);
    const any = graphWith(`detail: {$or: [${of("one", "in/")}, ${key("out/")}]}`);
    expect(any.edges("triggers").map(({ source }) => source.logicalId)).toEqual(["One", "Two"]);
  });

  test("keeps keys back in the filter of a mapping", () => {
    const filter =
      '{"body":{"$or":[{"detail":{"object":{"key":[{"prefix":"in/"}]}}},{"detail":{"object":{"key":["x"]}}}]}}';
    const graph = graphOf(
      `Resources:\n  Queue: {Type: AWS::SQS::Queue}\n  Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}}}\n  Poll: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Fn, FilterCriteria: {Filters: [{Pattern: '${filter}'}]}}}`,
    );
    const [edge] = graph.edges("triggers");
    if (edge === undefined) throw new Error("no trigger");
    const keys = keysPassing(edge, { index: graph, world: World.open.fresh() });
    expect(["in/a", "x", "out/a"].map((one) => contains(keys, keysWithin(one.split(""))))).toEqual([true, true, false]);
  });
});
