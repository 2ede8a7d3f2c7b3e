import { describe, expect, test } from "@jest/globals";
import { recursionOf } from "../../src/graph/events/recursion.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf } from "./graph-of.ts";

const notified = (filter: string, event = "s3:ObjectCreated:*"): string =>
  `Uploads: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-uploads, NotificationConfiguration: {LambdaConfigurations: [{Event: "${event}", Function: !GetAtt Fn.Arn, Filter: {S3Key: {Rules: [${filter}]}}}]}}}`;
const fn = "Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Code: {ZipFile: x}}}";
const role = (...statements: readonly string[]): string =>
  `Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}, Policies: [{PolicyName: p, PolicyDocument: {Statement: [${statements.join(", ")}]}}]}}`;
const put = (resource: string, action = "s3:PutObject"): string =>
  `{Effect: Allow, Action: "${action}", Resource: "${resource}"}`;

/** `surely`, `perhaps` where only some writes start it again, `no`, or `unknown`. */
function recursion(...resources: readonly string[]): string {
  const graph = graphOf(`Resources:\n${resources.map((one) => `  ${one}`).join("\n")}`);
  const [trigger] = graph.edges("triggers");
  if (trigger === undefined) throw new Error("there is no trigger");
  const { restarts, surely } = recursionOf(graph, trigger, World.open.fresh());
  if (typeof restarts !== "boolean") return "unknown";
  return restarts ? (surely ? "surely" : "perhaps") : "no";
}

describe("a function that may write what starts it", () => {
  const prefix = (text: string): string => `{Name: prefix, Value: ${text}}`;
  const suffix = (text: string): string => `{Name: suffix, Value: ${text}}`;

  test.each([
    ["", "arn:aws:s3:::acme-uploads/*", "surely"],
    ["", "arn:aws:s3:::acme-uploads/thumbs/*", "surely"],
    [prefix("in/"), "arn:aws:s3:::acme-uploads/*", "perhaps"],
    [prefix("in/"), "arn:aws:s3:::acme-uploads/in/small/*", "surely"],
    [prefix("in/"), "arn:aws:s3:::acme-uploads/out/*", "no"],
    [prefix("in/"), "arn:aws:s3:::acme-uploads/i*", "perhaps"],
    [suffix(".jpg"), "arn:aws:s3:::acme-uploads/*.png", "no"],
    [`${prefix("in/")}, ${suffix(".jpg")}`, "arn:aws:s3:::acme-uploads/in/*.png", "no"],
    [`${prefix("in/")}, ${suffix(".jpg")}`, "arn:aws:s3:::acme-uploads/in/*", "perhaps"],
    [prefix("my+in/"), "arn:aws:s3:::acme-uploads/my in/*", "surely"],
    [prefix("my+in/"), "arn:aws:s3:::acme-uploads/my+in/*", "no"],
    [prefix("day%3D%C3%BC/"), "arn:aws:s3:::acme-uploads/day=ü/*", "surely"],
    [suffix("100%"), "arn:aws:s3:::acme-uploads/100%", "surely"],
    [suffix("x%ff"), "arn:aws:s3:::acme-uploads/x%ff", "surely"],
    ["", "arn:aws:s3:::acme-other/*", "no"],
    ["", "arn:aws:s3:::acme-*/*", "perhaps"],
    ["", "*", "perhaps"],
  ])("[%s] and %s: %s", (filter, resource, expected) => {
    expect(recursion(notified(filter), fn, role(put(resource)))).toBe(expected);
  });

  test("is judged by the action that makes the event", () => {
    const all = "arn:aws:s3:::acme-uploads/*";
    expect(recursion(notified("", "s3:ObjectRemoved:*"), fn, role(put(all)))).toBe("no");
    expect(recursion(notified("", "s3:ObjectRemoved:*"), fn, role(put(all, "s3:DeleteObject")))).toBe("surely");
    expect(recursion(notified("", "s3:ObjectTagging:Put"), fn, role(put(all, "s3:PutObjectTagging")))).toBe("surely");
    expect(recursion(notified(""), fn, role(put(all, "s3:GetObject")))).toBe("no");
  });

  test("is not judged by what is denied", () => {
    const deny = '{Effect: Deny, Action: "s3:Put*", Resource: "arn:aws:s3:::acme-uploads/in/*"}';
    expect(recursion(notified(prefix("in/")), fn, role(put("arn:aws:s3:::acme-uploads/*"), deny))).toBe("no");
  });

  test("is named surely where it is told of the bucket, although its grant is for any", () => {
    const told =
      "Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn, Code: {ZipFile: x}, Environment: {Variables: {B: acme-uploads}}}}";
    expect(recursion(notified(""), told, role(put("*")))).toBe("surely");
  });

  test("is not started by what a filter on the way keeps back", () => {
    const bucket =
      'Uploads: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-uploads, NotificationConfiguration: {QueueConfigurations: [{Event: "s3:ObjectCreated:*", Queue: !GetAtt Queue.Arn}]}}}';
    const poll = (pattern: string): string =>
      `Poll: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Queue.Arn, FunctionName: !Ref Fn, FilterCriteria: {Filters: [{Pattern: '${pattern}'}]}}}`;
    const rest = [bucket, "Queue: {Type: AWS::SQS::Queue}", fn, role(put("arn:aws:s3:::acme-uploads/thumbs/*"))];
    const keys = (key: string): string => `{"body": {"Records": {"s3": {"object": {"key": [{"prefix": "${key}"}]}}}}}`;
    expect(recursion(...rest, poll(keys("in/")))).toBe("no");
    expect(recursion(...rest, poll(keys("thumbs/")))).toBe("surely");
    expect(recursion(...rest, poll(keys("thumbs/small/")))).toBe("perhaps");
    expect(recursion(...rest, poll('{"body": {"x": [1]}}'))).toBe("surely");
  });

  test("is found over a second bucket, where the grants name both", () => {
    const second =
      'Results: {Type: AWS::S3::Bucket, Properties: {BucketName: acme-results, NotificationConfiguration: {LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt Back.Arn}]}}}';
    const back = "Back: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt BackRole.Arn, Code: {ZipFile: x}}}";
    const first = role(put("arn:aws:s3:::acme-results/*"));
    const ofBack = (statement: string): string => role(statement).replace("Role:", "BackRole:");
    expect(recursion(notified(""), fn, first, second, back, ofBack(put("arn:aws:s3:::acme-uploads/*")))).toBe("surely");
    expect(recursion(notified(""), fn, first, second, back, ofBack(put("*")))).toBe("no");
  });
});
