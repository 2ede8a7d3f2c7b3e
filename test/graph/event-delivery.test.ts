import { describe, expect, test } from "@jest/globals";
import { firstObstacle } from "../../src/graph/events/event-delivery.ts";
import { contains, keysWithin } from "../../src/graph/events/key-filter.ts";
import { matching } from "../../src/graph/events/matchers.ts";
import { isOutside } from "../../src/graph/model.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

/** Whether the key is accepted by a matcher, as YAML. */
function accepts(matcher: string, key: string): string {
  const graph = graphOf(
    `Parameters: {P: {Type: String}}\nResources: {Rule: {Type: AWS::Events::Rule, Properties: {EventPattern: {m: ${matcher}}}}}`,
  );
  const world = World.open.fresh();
  const { properties } = nodeIn(graph, "Rule");
  const pattern = properties.kind === "map" ? properties.entries.get("EventPattern") : undefined;
  const value = pattern?.kind === "map" ? pattern.entries.get("m") : undefined;
  if (value === undefined || value.kind === "choice") throw new Error("no matcher");
  const answer = contains(matching(value, { index: graph, world }), keysWithin(key.split("")));
  return typeof answer === "boolean" ? String(answer) : "unknown";
}

describe("matchers of event patterns", () => {
  test.each([
    ["in/a.jpg", "in/a.jpg", "true"],
    ["in/a.jpg", "in/b.jpg", "false"],
    ["{prefix: in/}", "in/a", "true"],
    ["{prefix: in/}", "out/a", "false"],
    ["{suffix: .jpg}", "a.jpg", "true"],
    ["{suffix: .jpg}", "a.png", "false"],
    ['{wildcard: "in/*/a.*"}', "in/x/a.jpg", "true"],
    ['{wildcard: "in/*/a.*"}', "in/a.jpg", "false"],
    ['{wildcard: "a\\\\*b"}', "a*b", "true"],
    ['{wildcard: "a\\\\*b"}', "axb", "false"],
    ["{exists: true}", "x", "true"],
    ["{exists: false}", "x", "false"],
    ["{exists: !Ref P}", "x", "unknown"],
    ['{numeric: [">", 0]}', "1", "false"],
    ['""', "x", "false"],
    ["{equals-ignore-case: A}", "a", "unknown"],
    ["{anything-but: {equals-ignore-case: A}}", "a", "unknown"],
    ["{anything-but: a}", "a", "false"],
    ["{anything-but: [a, b]}", "c", "true"],
    ["{anything-but: {prefix: thumbs/}}", "thumbs/a", "false"],
    ["{anything-but: {suffix: [.jpg, .png]}}", "a.png", "false"],
    ['{anything-but: {wildcard: "*/lib/*"}}', "a/b", "true"],
    ["{prefix: {equals-ignore-case: IN}}", "in/a", "unknown"],
    ["{cidr: 10.0.0.0/8}", "10.0.0.1", "unknown"],
    ["{prefix: !Ref P}", "in/a", "unknown"],
  ])("%s and %s: %s", (matcher, key, expected) => {
    expect(accepts(matcher, key)).toBe(expected);
  });
});

const fn = "Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}}}";
const on = "{NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}}";

/** What keeps the events of `Uploads` from `Rule`, and those of `Rule` from its target. */
function obstacles(...resources: readonly string[]): Readonly<Record<string, string>> {
  const graph = graphOf(`Resources:\n${resources.map((one) => `  ${one}`).join("\n")}`);
  const found: Record<string, string> = {};
  for (const edge of graph.edges("triggers")) {
    if (edge.via !== "eventbridge" || isOutside(edge.target)) continue;
    const obstacle = firstObstacle(graph, edge, World.open.fresh());
    if (obstacle !== undefined) found[`${edge.source.logicalId} ${edge.target.logicalId}`] = obstacle.message;
  }
  return found;
}

const rule = (target: string, more = "", role = ""): string =>
  `Rule: {Type: AWS::Events::Rule, Properties: {${more}EventPattern: {source: [aws.s3], detail: {bucket: {name: [!Ref Uploads]}}}, Targets: [{Id: t, Arn: ${target}${role}}]}}`;

describe("what keeps EventBridge from delivering", () => {
  test("a workflow needs a role that may start it", () => {
    const machine = "Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: '{}'}}";
    const bucket = `Uploads: {Type: AWS::S3::Bucket, Properties: ${on}}`;
    expect(obstacles(bucket, machine, rule("!Ref Machine"))).toEqual({
      "Rule Machine": "Rule has no role with which to start Machine",
    });
    const role = (action: string): string =>
      `Start: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "${action}", Resource: !Ref Machine}]}}]}}`;
    const withRole = rule("!Ref Machine", "", ", RoleArn: !GetAtt Start.Arn");
    expect(obstacles(bucket, machine, withRole, role("states:StartExecution"))).toEqual({});
    expect(obstacles(bucket, machine, withRole, role("states:StopExecution"))).toEqual({
      "Rule Machine": "Start may not start Machine",
    });
  });

  test("a rule on the default bus hears S3 by that name too", () => {
    const bucket = `Uploads: {Type: AWS::S3::Bucket, Properties: ${on}}`;
    const permission =
      "Permit: {Type: AWS::Lambda::Permission, Properties: {Action: 'lambda:InvokeFunction', FunctionName: !Ref Fn, Principal: events.amazonaws.com}}";
    expect(obstacles(bucket, fn, permission, rule("!GetAtt Fn.Arn", "EventBusName: default, "))).toEqual({});
  });

  test("the bucket comes before what stands behind the rule", () => {
    const found = obstacles("Uploads: {Type: AWS::S3::Bucket}", fn, rule("!GetAtt Fn.Arn"));
    expect(found).toEqual({
      "Uploads Rule": "Uploads does not send its events to EventBridge",
      "Rule Fn": "nothing lets EventBridge invoke Fn",
    });
  });
});
