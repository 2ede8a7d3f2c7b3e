import { expect, test } from "@jest/globals";
import { queueAlarms } from "../../src/graph/functions/alarms.ts";
import { batchingWindow, functionTimeout, visibilityTimeout } from "../../src/graph/functions/queue-settings.ts";
import { runtimeDeprecation } from "../../src/graph/functions/runtimes.ts";
import { World } from "../../src/resolve/world.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

test("takes AWS's defaults where a template says nothing, digits in a text, and no guesses", () => {
  const graph = graphOf(`
Parameters: {Seconds: {Type: Number}}
Resources:
  Plain: {Type: AWS::SQS::Queue}
  Long: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: "90"}}
  Asked: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: !Ref Seconds}}
  Wrong: {Type: AWS::SQS::Queue, Properties: {VisibilityTimeout: soon}}
  Fn: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs16.x}}
  Image: {Type: AWS::Lambda::Function, Properties: {PackageType: Image, Timeout: 60}}
  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {}}`);
  const visible = (name: string) => visibilityTimeout(nodeIn(graph, name), World.open.fresh());
  expect(visible("Plain")).toBe(30);
  expect(visible("Long")).toBe(90);
  expect(visible("Asked")).toMatchObject({ name: "Seconds" });
  expect(visible("Wrong")).toMatchObject({ kind: "invalid" });
  expect(functionTimeout(nodeIn(graph, "Fn"), World.open.fresh())).toBe(3);
  expect(functionTimeout(nodeIn(graph, "Image"), World.open.fresh())).toBe(60);
  expect(batchingWindow(nodeIn(graph, "Mapping"), World.open.fresh())).toBe(0);
  expect(runtimeDeprecation(nodeIn(graph, "Fn"), World.open.fresh())).toBe("2024-06-12");
  expect(runtimeDeprecation(nodeIn(graph, "Image"), World.open.fresh())).toBeUndefined();
});

test("an alarm watches the queue that its metrics name, and may watch one that is not known", () => {
  const alarm = (name: string, queue: string, namespace = "AWS/SQS"): string =>
    `\n  ${name}: {Type: AWS::CloudWatch::Alarm, Properties: {Namespace: ${namespace}, MetricName: ApproximateNumberOfMessagesVisible, Dimensions: [{Name: QueueName, Value: ${queue}}]}}`;
  const graph = graphOf(`
Parameters: {Name: {Type: String}}
Resources:
  Jobs: {Type: AWS::SQS::Queue}
  Named: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}${alarm("A", "!GetAtt Jobs.QueueName")}${alarm("B", "jobs")}${alarm("C", "!Ref Name")}${alarm("D", "elsewhere")}${alarm("E", "!GetAtt Jobs.QueueName", "Shop")}`);
  const { byQueue, undecided } = queueAlarms(graph);
  const watching = [...byQueue].map(([queue, alarms]) => [
    queue.logicalId,
    alarms.map(({ alarm: one }) => one.logicalId),
  ]);
  expect(watching).toEqual([
    ["Jobs", ["A"]],
    ["Named", ["B"]],
  ]);
  expect(undecided).toMatchObject([{ reason: { name: "Name" } }]);
});
