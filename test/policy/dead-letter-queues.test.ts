/** A rule as a team would write it: from a queue over its dead-letter queue to the alarm. */
import { expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { runExamples } from "../../src/policy/run-examples.ts";

const alarm = `Alarm:
          Type: AWS::CloudWatch::Alarm
          Properties:
            Namespace: AWS/SQS
            MetricName: ApproximateNumberOfMessagesVisible
            Dimensions: [{Name: QueueName, Value: !GetAtt Failed.QueueName}]
            ComparisonOperator: GreaterThanOrEqualToThreshold
            EvaluationPeriods: 1
            Threshold: 1
            AlarmActions: [arn:aws:sns:eu-west-1:111122223333:ops]`;
const orders = (target: string): string =>
  `Orders: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: ${target}, maxReceiveCount: 3}}}`;

const rule = `id: ACME001
name: every-queue-has-a-watched-dead-letter-queue
title: What a queue's consumers fail to process is lost, or nobody notices
severity: warning
source: our guide
why: Somebody has to know.
on: queue
as: queue
where: "!queue.isDeadLetterQueue"
require: queue.deadLetterQueues.exists(failed, failed.depthAlarms.exists(alarm, true))
message: "{queue.id} has no dead-letter queue with an alarm"
fix: {cdk: Give it one.}
examples:
  - flags: there is no dead-letter queue
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue}
  - flags: nobody watches it
    subject: Orders
    template: |
      Resources:
        Failed: {Type: AWS::SQS::Queue}
        ${orders("!GetAtt Failed.Arn")}
  - accepts: there is one with an alarm
    subject: Orders
    template: |
      Resources:
        Failed: {Type: AWS::SQS::Queue}
        ${alarm}
        ${orders("!GetAtt Failed.Arn")}
  - flags: the alarm is another queue's
    subject: Orders
    template: |
      Resources:
        Failed: {Type: AWS::SQS::Queue}
        Other: {Type: AWS::SQS::Queue}
        ${alarm}
        ${orders("!GetAtt Other.Arn")}
  - unknown: which queue it is, is a parameter
    template: |
      Parameters: {Target: {Type: String}}
      Resources:
        ${orders("!Ref Target")}
  - unknown: the queue is another stack's
    template: |
      Resources:
        ${orders("!ImportValue failed-arn")}
  - flags: in production alone there is one
    subject: Orders
    template: |
      Parameters: {Env: {Type: String}}
      Conditions: {IsProd: !Equals [!Ref Env, prod]}
      Resources:
        Failed: {Type: AWS::SQS::Queue}
        ${alarm}
        Orders:
          Type: AWS::SQS::Queue
          Properties:
            RedrivePolicy: !If [IsProd, {deadLetterTargetArn: !GetAtt Failed.Arn, maxReceiveCount: 3}, !Ref AWS::NoValue]
  - accepts: the dead-letter queue itself
    subject: Failed
    verdict: n/a
    template: |
      Resources:
        Failed: {Type: AWS::SQS::Queue}
        ${orders("!GetAtt Failed.Arn")}
`;

test("every queue has a dead-letter queue with an alarm: a queue knows where its failures go", () => {
  const registry = factRegistry();
  const loaded = loadRule("a.yaml", rule, registry);
  expect(loaded.diagnostics).toEqual([]);
  if (loaded.rule === undefined) throw new Error("it does not load");
  const results = runExamples(loaded.rule, registry);
  expect(results.flatMap(({ example, problems }) => problems.map((problem) => `${example.title}: ${problem}`))).toEqual(
    [],
  );
});
