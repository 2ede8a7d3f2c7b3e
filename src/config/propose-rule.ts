/**
 * The id of a rule that is to be -> its document, whole and with a comment on every key, to be changed.
 *
 * Invariant: the rule loads without a diagnostic, and its examples, one for each verdict, keep what they promise.
 */
export interface ProposedRule {
  readonly id: string;
  /** Address of the JSON Schema, as seen from the document; undefined for none. */
  readonly schema: string | undefined;
  /** What the document is for: a team names a source of its own, a rule of Stackplumb a sentence of the reference. */
  readonly source: string;
}

/** What ids look like. */
export const ruleIdPattern = /^[A-Z][A-Z0-9]{0,30}\d{3}$/;

export function proposeRule({ id, schema, source }: ProposedRule): string {
  return `${schema === undefined ? "" : `# yaml-language-server: $schema=${schema}\n`}# This rule is whole: \`stackplumb test\` runs its examples. Change it, part by part, until it says what you mean.
# docs/writing-rules.md explains every key, docs/facts.md lists what expressions can ask, and
# \`stackplumb check --trace LOGICAL_ID\` shows what they would see of a resource of yours.

# What it is called. The title says what is wrong, not what should be, without a full stop.
id: ${id}
name: ${id.toLowerCase()}-queue-forgets
title: A queue forgets messages before anybody is back at work

# error, warning or info; or a list of {when: CONDITION, is: SEVERITY}, of which the first that holds counts.
severity: warning

# Whose wish it is.
source: ${source}

# What happens, to whom and when, in whole sentences, for somebody who is angry about the finding.
why: >
  A message that nobody has processed is deleted when its time is up, without an error anywhere. What fails on Friday evening
  is looked at on Tuesday morning.

# What users of the rule may set in stackplumb.yaml; expressions read it as options.NAME.
options:
  seconds: {type: int, default: 345600, doc: "How long a message must be kept; four days by default."}

# What is judged, what expressions call it, and which of them are meant: for the others the verdict is n/a.
on: queue
as: queue
where: "!queue.isDeadLetterQueue"

# What must be true. A property that may not be there is asked for with has() first. What cannot be known, such as the
# value of a parameter, needs no word: the verdict is then unknown by itself.
require: >
  has(queue.properties.MessageRetentionPeriod)
  ? int(queue.properties.MessageRetentionPeriod) >= options.seconds
  : options.seconds <= 345600

# The line that a reviewer would change.
at: queue.at("MessageRetentionPeriod")

# What to say, with expressions in braces, and what to do, in the words of those who do it: one of the three is enough.
message: "{queue.id} deletes messages before {options.seconds} seconds have passed, processed or not"
fix:
  cloudformation: "Set MessageRetentionPeriod to 345600 or more; 1209600 (14 days) is the most."
  sam: "Set MessageRetentionPeriod to 345600 or more; 1209600 (14 days) is the most."
  cdk: "Pass retentionPeriod: Duration.days(4) or more to the queue."
references:
  - https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html

# Its tests: one for each way to fail, with the boundary, and one for each thing that looks wrong and is not.
examples:
  - flags: messages are kept a second too short
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 345599}}
  - accepts: four days to the second
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 345600}}
  - accepts: the default is four days
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue}
  - accepts: a team for which an hour is enough
    with: {seconds: 3600}
    template: |
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 3600}}
  - accepts: what holds failures is the subject of another rule
    subject: Failed
    verdict: n/a
    template: |
      Resources:
        Failed: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: 3600}}
        Orders:
          Type: AWS::SQS::Queue
          Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Failed.Arn, maxReceiveCount: 3}}
  - unknown: the time is a parameter
    template: |
      Parameters: {Keep: {Type: Number}}
      Resources:
        Orders: {Type: AWS::SQS::Queue, Properties: {MessageRetentionPeriod: !Ref Keep}}
`;
}
