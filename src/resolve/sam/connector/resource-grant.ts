/**
 * A connector that lets the service of its source use the destination: a permission of a function, a policy of a queue or
 * a topic.
 */
import { sub } from "../../../template/intrinsic-call.ts";
import type { NodeData, Part } from "../draft.ts";
import { allow, documentOf } from "../policies/document.ts";
import { type Connection, declare, patternOf } from "./connection.ts";
import type { ResourceGrant } from "./profiles.ts";

/** @returns the logical ids of what was generated. */
export function grantResource(connection: Connection, grant: ResourceGrant): readonly string[] {
  const { connector, permissions, suffix } = connection;
  if (permissions.join() !== "Write") {
    connector.report("sam-connector", "only Write can be granted here", connection.origin);
    return [];
  }
  const { arn } = connection.destination;
  const sourceArn = patternOf(grant.sourceArn, connection);
  const granted =
    arn === undefined || sourceArn === undefined ? undefined : resourceOf(connection, grant, arn, sourceArn);
  if (granted === undefined) {
    connector.report("sam-connector", "what tells the two ends is not given: an ARN, a queue's URL", connection.origin);
    return [];
  }
  const logicalId = `${connector.logicalId}${granted.ending}${suffix}`;
  declare(connection, logicalId, granted.type, granted.properties);
  return [logicalId];
}

function resourceOf(
  { destination }: Connection,
  { kind, principal, ownAccount }: ResourceGrant,
  arn: NodeData,
  sourceArn: NodeData,
): { readonly type: string; readonly ending: string; readonly properties: Part } | undefined {
  if (kind === "function") {
    const properties = {
      Action: "lambda:InvokeFunction",
      FunctionName: arn,
      Principal: principal,
      SourceArn: sourceArn,
      SourceAccount: ownAccount ? sub("${AWS::AccountId}") : undefined,
    };
    return { type: "AWS::Lambda::Permission", ending: "WriteLambdaPermission", properties };
  }
  const action = kind === "queue" ? "sqs:SendMessage" : "sns:Publish";
  const statement = {
    ...allow(action, arn, { ArnEquals: { "aws:SourceArn": sourceArn } }),
    Principal: { Service: principal },
  };
  const PolicyDocument = documentOf([statement], "2012-10-17");
  if (kind === "topic")
    return { type: "AWS::SNS::TopicPolicy", ending: "TopicPolicy", properties: { PolicyDocument, Topics: [arn] } };
  if (destination.queueUrl === undefined) return undefined;
  return {
    type: "AWS::SQS::QueuePolicy",
    ending: "QueuePolicy",
    properties: { PolicyDocument, Queues: [destination.queueUrl] },
  };
}
