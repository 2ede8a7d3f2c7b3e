/**
 * AWS-managed policies: what those that are often attached to compute grant, as far as the graph asks for it (data in S3
 * and DynamoDB; queues, topics, streams, secrets, keys, parameters, functions, workflows, event buses, logs).
 *
 * Written from the AWS Managed Policy Reference Guide, in its state of May 2026; the content of a policy may change.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 *
 * Invariant: a listed policy grants nothing else on those services. A policy that is not listed grants what nobody here
 * knows, unless its family is known to grant nothing on the service that is asked for.
 */

/** Actions separated by blanks, on all resources; or on the one that follows ` on `. `not` begins a `NotAction`. */
type Grant = string;

const writeLogs = "logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents";
const readStream = "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams";
const beanstalkBucket = ["arn:aws:s3:::elasticbeanstalk-*", "arn:aws:s3:::elasticbeanstalk-*/*"].map(
  (bucket) => `s3:Get* s3:List* s3:PutObject on ${bucket}`,
);
const beanstalkLogs = "logs:PutLogEvents logs:CreateLogStream on arn:aws:logs:*:*:log-group:/aws/elasticbeanstalk*";
const readItems =
  "dynamodb:BatchGetItem dynamodb:Describe* dynamodb:GetItem dynamodb:List* dynamodb:PartiQLSelect dynamodb:Query dynamodb:Scan";
const agentLogs =
  "logs:PutLogEvents logs:PutRetentionPolicy logs:DescribeLogStreams logs:DescribeLogGroups logs:CreateLogStream logs:CreateLogGroup";
const agentParameters = "on arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*";

const grants: ReadonlyMap<string, readonly Grant[]> = new Map<string, readonly Grant[]>([
  ["AdministratorAccess", ["*"]],
  ["PowerUserAccess", ["not iam:* organizations:* account:*"]],
  [
    "ReadOnlyAccess",
    [
      `${readItems} dynamodb:BatchGet* dynamodb:Get* s3:Get* s3:List* sqs:Get* sqs:List* sqs:ReceiveMessage sns:Get* sns:List* kinesis:Get*`,
      "lambda:Get* lambda:List* ssm:Get* logs:Get* kms:Describe* kms:Get* kms:List* secretsmanager:Describe* secretsmanager:List*",
    ],
  ],
  ["ViewOnlyAccess", ["s3:ListAllMyBuckets s3:ListBucket dynamodb:ListTables dynamodb:DescribeTable"]],
  ["SecurityAudit", ["s3:GetBucket* s3:ListAllMyBuckets s3:ListBucket dynamodb:DescribeTable dynamodb:ListTables"]],
  ["AmazonS3FullAccess", ["s3:*"]],
  ["AmazonS3ReadOnlyAccess", ["s3:Get* s3:List* s3:Describe*"]],
  ["AmazonS3ObjectLambdaExecutionRolePolicy", [writeLogs]],
  ["AmazonDynamoDBFullAccess", ["dynamodb:*"]],
  ["AmazonDynamoDBFullAccess_v2", ["dynamodb:*"]],
  ["AmazonDynamoDBFullAccesswithDataPipeline", ["dynamodb:* lambda:* s3:DeleteObject s3:Get* s3:List* s3:Put*"]],
  ["AmazonDynamoDBReadOnlyAccess", [readItems]],
  ["AWSLambda_FullAccess", ["lambda:*"]],
  ["AWSLambda_ReadOnlyAccess", ["lambda:Get* lambda:List*"]],
  ["AWSLambdaExecute", ["logs:* on arn:aws:logs:*:*:*", "s3:GetObject s3:PutObject on arn:aws:s3:::*"]],
  ["AWSLambdaBasicExecutionRole", [writeLogs]],
  ["AWSLambdaBasicDurableExecutionRolePolicy", [writeLogs]],
  ["AWSLambdaVPCAccessExecutionRole", [writeLogs]],
  ["AWSLambdaENIManagementAccess", []],
  ["AWSLambdaDynamoDBExecutionRole", [`${readStream} ${writeLogs}`]],
  ["AWSLambdaSQSQueueExecutionRole", [`sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes ${writeLogs}`]],
  [
    "AWSLambdaKinesisExecutionRole",
    [`kinesis:Describe* kinesis:Get* kinesis:List* kinesis:SubscribeToShard ${writeLogs}`],
  ],
  ["AWSLambdaMSKExecutionRole", [writeLogs]],
  ["AWSLambdaRole", ["lambda:InvokeFunction"]],
  ["AWSLambdaInvocation-DynamoDB", [`lambda:InvokeFunction ${readStream}`]],
  ["AWSXRayDaemonWriteAccess", []],
  ["AWSXrayWriteOnlyAccess", []],
  ["AmazonSSMManagedInstanceCore", ["ssm:GetParameter ssm:GetParameters"]],
  [
    "AmazonEC2RoleforSSM",
    [
      "ssm:GetParameters logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents",
      "s3:PutObject s3:GetObject s3:AbortMultipartUpload s3:ListMultipartUploadParts s3:ListBucket s3:ListBucketMultipartUploads",
    ],
  ],
  ["AmazonEC2RoleforAWSCodeDeploy", ["s3:GetObject s3:GetObjectVersion s3:ListBucket"]],
  ["AmazonEC2RoleforDataPipelineRole", ["dynamodb:* s3:* sns:* sqs:*"]],
  ["AmazonElasticMapReduceforEC2Role", ["dynamodb:* s3:* sns:* sqs:* kinesis:PutRecord kinesis:GetRecords"]],
  ["CloudWatchAgentServerPolicy", [agentLogs, `ssm:GetParameter ${agentParameters}`]],
  ["CloudWatchAgentAdminPolicy", [agentLogs, `ssm:GetParameter ssm:PutParameter ${agentParameters}`]],
  ["CloudWatchLogsFullAccess", ["logs:*"]],
  ["CloudWatchFullAccess", ["logs:* sns:*"]],
  ["CloudWatchFullAccessV2", ["logs:* sns:CreateTopic sns:List* sns:Subscribe"]],
  [
    "CloudWatchLambdaInsightsExecutionRolePolicy",
    [`${writeLogs} on arn:aws:logs:*:*:log-group:/aws/lambda-insights:*`],
  ],
  ["AmazonEC2ContainerServiceforEC2Role", ["logs:CreateLogStream logs:PutLogEvents"]],
  ["AmazonECSTaskExecutionRolePolicy", ["logs:CreateLogStream logs:PutLogEvents"]],
  ["AWSElasticBeanstalkWebTier", [...beanstalkBucket, beanstalkLogs]],
  [
    "AWSElasticBeanstalkWorkerTier",
    [
      ...beanstalkBucket,
      beanstalkLogs,
      "sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:ReceiveMessage sqs:SendMessage",
      "dynamodb:*Item dynamodb:Query dynamodb:Scan on arn:aws:dynamodb:*:*:table/*-stack-AWSEBWorkerCronLeaderRegistry*",
    ],
  ],
  ["AWSElasticBeanstalkMulticontainerDocker", []],
  ["AmazonSQSFullAccess", ["sqs:*"]],
  ["AmazonSNSFullAccess", ["sns:*"]],
  [
    "SecretsManagerReadWrite",
    [
      "secretsmanager:* kms:DescribeKey kms:ListAliases kms:ListKeys",
      "lambda:InvokeFunction on arn:aws:lambda:*:*:function:SecretsManager*",
      "s3:GetObject on arn:aws:s3:::awsserverlessrepo-changesets*",
      "s3:GetObject on arn:aws:s3:::secrets-manager-rotation-apps-*/*",
    ],
  ],
  ["AmazonKinesisFullAccess", ["kinesis:*"]],
  ["AmazonSSMFullAccess", ["ssm:* logs:*"]],
  ["AmazonSSMReadOnlyAccess", ["ssm:Describe* ssm:Get* ssm:List*"]],
  [
    "AmazonEventBridgeFullAccess",
    ["events:*", "secretsmanager:GetSecretValue on arn:aws:secretsmanager:*:*:secret:events!*"],
  ],
  ["AWSStepFunctionsFullAccess", ["states:*"]],
  ["AWSIoTRuleActions", ["dynamodb:PutItem kinesis:PutRecord s3:PutObject sns:Publish sqs:SendMessage*"]],
  ["AmazonRekognitionFullAccess", []],
  ["AmazonTextractFullAccess", []],
  ["AmazonTranscribeFullAccess", ["s3:GetObject on arn:aws:s3:::*transcribe*"]],
  ["TranslateFullAccess", ["s3:ListAllMyBuckets s3:ListBucket s3:GetBucketLocation"]],
  ["ComprehendFullAccess", ["s3:ListAllMyBuckets s3:ListBucket s3:GetBucketLocation"]],
  ["AmazonBedrockFullAccess", ["kms:DescribeKey"]],
  ["AmazonEC2FullAccess", []],
  ["AmazonRDSFullAccess", ["sns:Publish sns:ListTopics logs:GetLogEvents"]],
  [
    "AmazonRDSDataFullAccess",
    ["secretsmanager:GetSecretValue on arn:aws:secretsmanager:*:*:secret:rds-db-credentials/*"],
  ],
  [
    "AmazonAthenaFullAccess",
    [
      "s3:GetObject s3:PutObject s3:AbortMultipartUpload on arn:aws:s3:::aws-athena-query-results-*",
      "s3:GetObject on arn:aws:s3:::athena-examples*",
      "s3:ListBucket s3:GetBucketLocation s3:ListAllMyBuckets",
    ],
  ],
]);

/** Names that begin so grant data-plane actions of these services at most. */
const families: readonly (readonly [prefix: string, services: string])[] = [
  ["AWSCertificateManager", ""],
  ["AWSCloudFormation", ""],
  ["AWSCloudMap", ""],
  ["AWSCloudTrail", ""],
  ["AWSCodeCommit", ""],
  ["AWSWAF", ""],
  ["AWSXR", ""],
  ["AWSXr", ""],
  ["AWSAppSync", "logs"],
  ["AWSBatch", "logs"],
  ["AWSStepFunctions", "states"],
  ["AmazonAPIGateway", "logs"],
  ["AmazonCognito", "kms"],
  ["AmazonEC2ContainerRegistry", ""],
  ["AmazonEC2ContainerService", "logs"],
  ["AmazonEC2ReadOnly", ""],
  ["AmazonECS", "logs ssm secretsmanager"],
  ["AmazonEKS", "logs secretsmanager"],
  ["AmazonElastiCache", "logs"],
  ["AmazonElasticContainerRegistry", ""],
  ["AmazonElasticFileSystem", "logs ssm"],
  ["AmazonEventBridge", "events secretsmanager kms"],
  ["AmazonKinesis", "kinesis logs"],
  ["AmazonLex", "logs"],
  ["AmazonMQ", "logs"],
  ["AmazonMSK", "logs"],
  ["AmazonOpenSearch", "logs"],
  ["AmazonPolly", ""],
  ["AmazonRDSEnhancedMonitoringRole", "logs"],
  ["AmazonRoute53", ""],
  ["AmazonSES", ""],
  ["AmazonSNS", "sns logs"],
  ["AmazonSQS", "sqs"],
  ["AmazonSSM", "ssm sns lambda logs states"],
  ["AmazonTextract", "sns"],
  ["AmazonVPC", ""],
  ["ComprehendMedical", ""],
  ["ComprehendReadOnly", ""],
  ["ElasticLoadBalancing", ""],
  ["IAM", ""],
];

export interface ManagedGrant {
  readonly negated: boolean;
  readonly actions: readonly string[];
  readonly resource: string;
}

/** What an AWS-managed policy (its name, without path) grants; undefined where it is not in the table. */
export function managedGrants(name: string): readonly ManagedGrant[] | undefined {
  return grants.get(name)?.map((grant) => {
    const [actions = "", resource = "*"] = grant.split(" on ");
    const words = actions.split(" ");
    const negated = words[0] === "not";
    return { negated, actions: negated ? words.slice(1) : words, resource };
  });
}

/** Whether an AWS-managed policy that is not in the table may grant something on a service (`s3`, `dynamodb`). */
export function mayGrant(name: string, service: string): boolean {
  const family = families.find(([prefix]) => name.startsWith(prefix));
  return family === undefined || family[1].split(" ").includes(service);
}
