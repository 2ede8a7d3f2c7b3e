import { describe, expect, test } from "@jest/globals";
import { cycleThrough, waitsFor } from "../../src/graph/dependencies.ts";
import { graphOf, nodeIn } from "./graph-of.ts";
import { inEveryWorld, inWorlds } from "./in-worlds.ts";

const template = (resources: string, head = ""): string => `${head}\nResources:\n${resources}`;

/** `A refers to B, B depends on C`; undefined where A does not wait for C. */
function way(text: string, a: string, b: string): string | undefined {
  const graph = graphOf(text);
  return inEveryWorld((world) =>
    waitsFor(graph, nodeIn(graph, a), nodeIn(graph, b), world)
      ?.map(({ evidence }) => evidence.message)
      .join(", "),
  );
}

describe("the order in which resources are created", () => {
  test.each([
    ["Ref", "A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref B}}"],
    ["GetAtt", "A: {Type: AWS::S3::Bucket, Properties: {BucketName: !GetAtt B.Arn}}"],
    ["Sub", 'A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "x-${B.Arn}"}}'],
    [
      "a reference deep inside",
      "A: {Type: AWS::S3::Bucket, Properties: {Tags: [{Key: k, Value: !Join ['', [!Ref B]]}]}}",
    ],
    ["a reference in the metadata", "A: {Type: AWS::S3::Bucket, Metadata: {m: !Ref B}}"],
  ])("follows %s", (_, resource) => {
    expect(way(template(`  ${resource}\n  B: {Type: AWS::SQS::Queue}`), "A", "B")).toBe("A refers to B");
  });

  test("follows DependsOn, and other resources on the way", () => {
    const text = template(
      "  A: {Type: AWS::S3::Bucket, DependsOn: B}\n  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref C}}\n  C: {Type: AWS::SNS::Topic}",
    );
    expect(way(text, "A", "C")).toBe("A depends on B, B refers to C");
    expect(way(text, "C", "A")).toBeUndefined();
  });

  test("passes over names that a substitution gives itself, and literal ones", () => {
    const text = template(
      '  A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub ["${X}-${!B}", {X: x}]}}\n  B: {Type: AWS::SQS::Queue}\n  X: {Type: AWS::SQS::Queue}',
    );
    expect(way(text, "A", "B")).toBeUndefined();
    expect(way(text, "A", "X")).toBeUndefined();
  });

  test("hangs on the condition under which the reference stands", () => {
    const graph = graphOf(
      template(
        "  A: {Type: AWS::S3::Bucket, Properties: {BucketName: !If [IsProd, !Ref B, x]}}\n  B: {Type: AWS::SQS::Queue}",
        "Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}\nConditions: {IsProd: !Equals [!Ref Env, prod]}",
      ),
    );
    const answer = inWorlds((world) => waitsFor(graph, nodeIn(graph, "A"), nodeIn(graph, "B"), world) !== undefined);
    expect(answer).toEqual({ "Env=prod": true, "Env=dev": false });
  });

  test("has circles, which lead over a resource that is asked for", () => {
    const graph = graphOf(
      template(
        "  A: {Type: AWS::S3::Bucket, DependsOn: B}\n  B: {Type: AWS::SQS::Queue, DependsOn: C}\n  C: {Type: AWS::SNS::Topic, DependsOn: A}\n  D: {Type: AWS::SNS::Topic, DependsOn: A}",
      ),
    );
    const circle = (via: string) =>
      inEveryWorld((world) =>
        cycleThrough(graph, nodeIn(graph, "A"), nodeIn(graph, via), world)?.map(({ to }) => to.logicalId),
      );
    expect(circle("C")).toEqual(["B", "C", "A"]);
    expect(circle("D")).toBeUndefined();
  });
});
