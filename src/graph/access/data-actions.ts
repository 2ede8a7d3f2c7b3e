/**
 * The actions that questions of the graph and its rules are about: what is done with data, messages, keys and logs.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * The table of AWS-managed policies is complete for these, and says nothing about others.
 */
import { globMatches } from "./glob.ts";
import { s3ObjectActions } from "./s3-actions.ts";

/** What AWS-managed policies say of passing roles, the table says less closely. */
const otherListed = "iam:passrole";

const byService: Readonly<Record<string, string>> = {
  dynamodb:
    "BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem DescribeStream DescribeTable GetItem GetRecords GetShardIterator ListStreams PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate PutItem Query Scan UpdateItem",
  ecr: "BatchCheckLayerAvailability BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer PutImage",
  events: "PutEvents",
  kinesis:
    "DescribeStream DescribeStreamSummary GetRecords GetShardIterator ListShards ListStreams PutRecord PutRecords SubscribeToShard",
  kms: "CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac ReEncryptFrom ReEncryptTo Sign Verify VerifyMac",
  lambda: "InvokeAsync InvokeFunction InvokeFunctionUrl",
  logs: "CreateLogGroup CreateLogStream FilterLogEvents GetLogEvents PutLogEvents",
  "rds-data":
    "BatchExecuteStatement BeginTransaction CommitTransaction ExecuteSql ExecuteStatement RollbackTransaction",
  s3: "GetBucketLocation GetBucketNotification ListAllMyBuckets ListBucket ListBucketMultipartUploads ListBucketVersions PutBucketNotification",
  secretsmanager: "BatchGetSecretValue DescribeSecret GetSecretValue ListSecrets PutSecretValue UpdateSecret",
  sns: "Publish Subscribe",
  sqs: "ChangeMessageVisibility DeleteMessage GetQueueAttributes GetQueueUrl PurgeQueue ReceiveMessage SendMessage",
  ssm: "GetParameter GetParameterHistory GetParameters GetParametersByPath PutParameter",
  states: "SendTaskFailure SendTaskHeartbeat SendTaskSuccess StartExecution StartSyncExecution",
  sts: "AssumeRole AssumeRoleWithWebIdentity TagSession",
};

let listed: ReadonlySet<string> | undefined;

function allActions(): ReadonlySet<string> {
  listed ??= new Set(
    [
      ...Object.entries(byService).flatMap(([service, names]) => names.split(" ").map((name) => `${service}:${name}`)),
      ...s3ObjectActions,
    ].map((action) => action.toLowerCase()),
  );
  return listed;
}

/** Whether it is one of these actions; wildcards are not allowed here. */
export function isDataAction(action: string): boolean {
  return action.toLowerCase() === otherListed || allActions().has(action.toLowerCase());
}

/** Whether a pattern of a policy matches one of these actions. */
export function matchesDataAction(pattern: string): boolean {
  const lower = pattern.toLowerCase();
  if (!/[*?]/.test(lower)) return allActions().has(lower);
  return [...allActions()].some((action) => globMatches(lower, action));
}
