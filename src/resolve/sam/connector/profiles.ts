/**
 * What connectors grant, as data: by the types of both ends, and by Read and Write.
 *
 * `{Destination.Arn}` and the like stand for what ./end.ts finds out about an end; `service:rest` stands for an ARN in
 * this partition, region and account.
 *
 * Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 * and the translator that AWS deploys, 1.110.0.
 */

export type Access = "Read" | "Write";

/** A service, its actions (separated by blanks), and what they may be done to. */
export type Rights = readonly [service: string, actions: string, resources: readonly string[]];

/** Rights of the role of one end. */
export interface RoleGrant {
  readonly kind: "role";
  readonly of: "source" | "destination";
  readonly access: { readonly [A in Access]?: readonly Rights[] };
  /** What must wait for the rights: the mapping that reads the source, or the source itself. */
  readonly awaitedBy?: "mapping" | "source";
  /** Where only some combinations of Read and Write are possible. */
  readonly combinations?: readonly (readonly Access[])[];
}

/** A resource policy of the destination, for the service of the source. */
export interface ResourceGrant {
  readonly kind: "queue" | "topic" | "function";
  readonly principal: string;
  readonly sourceArn: string;
  readonly ownAccount?: boolean;
}

export type Grant = RoleGrant | ResourceGrant;

const arn = ["{Destination.Arn}"] as const;
const executions = ["states:execution:{Destination.Name}:*"] as const;
const executionRule = ["events:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"] as const;
const objects = ["{Destination.Arn}", "{Destination.Arn}/*"] as const;
const indexes = ["{Destination.Arn}", "{Destination.Arn}/index/*"] as const;

const ofSource = (access: RoleGrant["access"]): RoleGrant => ({ kind: "role", of: "source", access });
const fromService = (kind: ResourceGrant["kind"], principal: string, sourceArn = "{Source.Arn}"): ResourceGrant => ({
  kind,
  principal,
  sourceArn,
});

const invoke = ofSource({ Write: [["lambda", "InvokeAsync InvokeFunction", arn]] });
const publish = ofSource({ Write: [["sns", "Publish", arn]] });
const putEvents = ofSource({ Write: [["events", "PutEvents", arn]] });

const bucket = ofSource({
  Read: [
    [
      "s3",
      "GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTorrent GetObjectVersion GetObjectVersionAcl " +
        "GetObjectVersionForReplication GetObjectVersionTorrent ListBucket ListBucketMultipartUploads ListBucketVersions " +
        "ListMultipartUploadParts",
      objects,
    ],
  ],
  Write: [
    [
      "s3",
      "AbortMultipartUpload DeleteObject DeleteObjectVersion PutObject PutObjectLegalHold PutObjectRetention RestoreObject",
      objects,
    ],
  ],
});

const table = ofSource({
  Read: [["dynamodb", "GetItem Query Scan BatchGetItem ConditionCheckItem PartiQLSelect", indexes]],
  Write: [
    ["dynamodb", "PutItem UpdateItem DeleteItem BatchWriteItem PartiQLDelete PartiQLInsert PartiQLUpdate", indexes],
  ],
});

const fromApi = fromService(
  "function",
  "apigateway.amazonaws.com",
  "execute-api:{Source.ResourceId}/{Source.Qualifier}",
);

/** Without `AWS::`; the source, an arrow, the destination. */
const grants: Readonly<Record<string, Grant>> = {
  "Lambda::Function > Lambda::Function": invoke,
  "Lambda::Function > S3::Bucket": bucket,
  "Lambda::Function > DynamoDB::Table": table,
  "Lambda::Function > SQS::Queue": ofSource({
    Read: [["sqs", "ReceiveMessage GetQueueAttributes", arn]],
    Write: [["sqs", "DeleteMessage SendMessage ChangeMessageVisibility PurgeQueue", arn]],
  }),
  "Lambda::Function > SNS::Topic": publish,
  "Lambda::Function > StepFunctions::StateMachine": ofSource({
    Read: [
      ["states", "DescribeStateMachine ListExecutions", arn],
      ["states", "DescribeExecution DescribeStateMachineForExecution GetExecutionHistory", executions],
    ],
    Write: [
      ["states", "StartExecution StartSyncExecution", arn],
      ["states", "StopExecution", executions],
    ],
  }),
  "Lambda::Function > Events::EventBus": putEvents,
  "Lambda::Function > Location::PlaceIndex": ofSource({
    Read: [
      [
        "geo",
        "DescribePlaceIndex GetPlace SearchPlaceIndexForPosition SearchPlaceIndexForSuggestions SearchPlaceIndexForText",
        arn,
      ],
    ],
  }),
  "StepFunctions::StateMachine > Lambda::Function": invoke,
  "StepFunctions::StateMachine > SNS::Topic": publish,
  "StepFunctions::StateMachine > SQS::Queue": ofSource({ Write: [["sqs", "SendMessage", arn]] }),
  "StepFunctions::StateMachine > S3::Bucket": bucket,
  "StepFunctions::StateMachine > DynamoDB::Table": table,
  "StepFunctions::StateMachine > StepFunctions::StateMachine": {
    ...ofSource({
      Read: [
        ["states", "DescribeExecution", executions],
        ["events", "DescribeRule", executionRule],
      ],
      Write: [
        ["states", "StartExecution", arn],
        ["states", "StopExecution", executions],
        ["events", "PutTargets PutRule", executionRule],
      ],
    }),
    awaitedBy: "source",
    combinations: [["Read"], ["Read", "Write"]],
  },
  "StepFunctions::StateMachine > Events::EventBus": putEvents,
  "AppSync::DataSource > DynamoDB::Table": table,
  "AppSync::DataSource > Lambda::Function": ofSource({
    Write: [["lambda", "InvokeAsync InvokeFunction", ["{Destination.Arn}", "{Destination.Arn}:*"]]],
  }),
  "AppSync::DataSource > Events::EventBus": putEvents,
  "AppSync::GraphQLApi > Lambda::Function": fromService(
    "function",
    "appsync.amazonaws.com",
    "appsync:apis/{Source.ResourceId}",
  ),
  "DynamoDB::Table > Lambda::Function": {
    kind: "role",
    of: "destination",
    access: {
      Read: [["dynamodb", "DescribeStream GetRecords GetShardIterator ListStreams", ["{Source.Arn}/stream/*"]]],
    },
    awaitedBy: "mapping",
  },
  "SQS::Queue > Lambda::Function": {
    kind: "role",
    of: "destination",
    access: {
      Read: [["sqs", "ReceiveMessage GetQueueAttributes", ["{Source.Arn}"]]],
      Write: [["sqs", "DeleteMessage", ["{Source.Arn}"]]],
    },
    awaitedBy: "mapping",
    combinations: [["Read", "Write"]],
  },
  "S3::Bucket > Lambda::Function": { ...fromService("function", "s3.amazonaws.com"), ownAccount: true },
  "SNS::Topic > Lambda::Function": fromService("function", "sns.amazonaws.com"),
  "SNS::Topic > SQS::Queue": fromService("queue", "sns.amazonaws.com"),
  "ApiGateway::RestApi > Lambda::Function": fromApi,
  "ApiGatewayV2::Api > Lambda::Function": fromApi,
  "Events::Rule > Lambda::Function": fromService("function", "events.amazonaws.com"),
  "Events::Rule > SNS::Topic": fromService("topic", "events.amazonaws.com"),
  "Events::Rule > SQS::Queue": fromService("queue", "events.amazonaws.com"),
  "Events::Rule > Events::EventBus": putEvents,
  "Events::Rule > StepFunctions::StateMachine": ofSource({ Write: [["states", "StartExecution", arn]] }),
};

const byTypes: ReadonlyMap<string, Grant> = new Map(Object.entries(grants));

/** What a connector between resources of two types grants; undefined where there is no such connector. */
export function grantOf(sourceType: string, destinationType: string): Grant | undefined {
  return byTypes.get(`${sourceType.replace(/^AWS::/, "")} > ${destinationType.replace(/^AWS::/, "")}`);
}
