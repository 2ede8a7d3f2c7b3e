/**
 * Events that Lambda polls for: SQS, Kinesis, DynamoDB, MSK, MQ, Kafka elsewhere, DocumentDB -> an event source mapping,
 * and what the function's role needs to read from the source.
 *
 * What secrets, registries and networks the brokers need: ./broker-access.ts.
 */
import type { SourceNode } from "../../../source/node.ts";
import { join } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, type NodeData, omit, type Part, pick } from "../draft.ts";
import { allow, documentOf } from "../policies/document.ts";
import { given, literal, mappingAt } from "../property.ts";
import { allowBroker, type BrokerKind } from "./broker-access.ts";
import { type FunctionEvent, generate, refuse } from "./event.ts";

interface StreamKind {
  /** The property that names the source; none where the source is no resource of AWS. */
  readonly source: string | undefined;
  /** The policy of AWS that lets the role read the source. */
  readonly managedPolicy?: string;
  readonly broker?: BrokerKind;
  /** Where the mapping takes settings of Kafka. */
  readonly kafkaConfig?: string;
}

const kinds: Readonly<Record<string, StreamKind>> = {
  SQS: { source: "Queue", managedPolicy: "AWSLambdaSQSQueueExecutionRole" },
  Kinesis: { source: "Stream", managedPolicy: "AWSLambdaKinesisExecutionRole" },
  DynamoDB: { source: "Stream", managedPolicy: "AWSLambdaDynamoDBExecutionRole" },
  MSK: {
    source: "Stream",
    managedPolicy: "AWSLambdaMSKExecutionRole",
    broker: "MSK",
    kafkaConfig: "AmazonManagedKafkaEventSourceConfig",
  },
  MQ: { source: "Broker", broker: "MQ" },
  SelfManagedKafka: { source: undefined, broker: "SelfManagedKafka", kafkaConfig: "SelfManagedKafkaEventSourceConfig" },
  DocumentDB: { source: "Cluster", broker: "DocumentDB" },
};

const passedOn = [
  "BatchSize",
  "BisectBatchOnFunctionError",
  "DestinationConfig",
  "Enabled",
  "FilterCriteria",
  "FunctionResponseTypes",
  "KmsKeyArn",
  "LoggingConfig",
  "MaximumBatchingWindowInSeconds",
  "MaximumRecordAgeInSeconds",
  "MaximumRetryAttempts",
  "MetricsConfig",
  "ParallelizationFactor",
  "ProvisionedPollerConfig",
  "Queues",
  "ScalingConfig",
  "SourceAccessConfigurations",
  "StartingPosition",
  "StartingPositionTimestamp",
  "Topics",
  "TumblingWindowInSeconds",
];

export const streamTypes: readonly string[] = Object.keys(kinds);

export function expandStream(event: FunctionEvent, type: string): void {
  const kind = kinds[type];
  if (kind === undefined) return;
  const source = kind.source === undefined ? undefined : given(event.properties, kind.source);
  if (kind.source !== undefined && source === undefined) {
    refuse(event, `needs ${kind.source}`);
    return;
  }
  mapSource(event, source, kind);
}

/** Declares the mapping for a source, and lets the role read from it. */
export function mapSource(
  event: FunctionEvent,
  source: Draft,
  kind: StreamKind,
  more?: { readonly logicalId: string; readonly properties: Part },
): void {
  const { properties, role, entry } = event;
  const onFailure = mappingAt(mappingAt(properties, "DestinationConfig"), "OnFailure");
  generate(
    event,
    "AWS::Lambda::EventSourceMapping",
    compose(
      entry.key,
      { FunctionName: event.target.name, EventSourceArn: source },
      more === undefined ? pick(properties, passedOn) : more.properties,
      // `Type` only tells SAM which policy to write; Lambda does not know it.
      onFailure && { DestinationConfig: { OnFailure: omit(onFailure, ["Type"]) } },
      kafkaSettings(event, kind),
    ),
    more === undefined ? undefined : { logicalId: more.logicalId },
  );
  if (kind.managedPolicy !== undefined) role.attachManaged(kind.managedPolicy, entry.key);
  if (kind.broker !== undefined) allowBroker(event, kind.broker);
  if (onFailure !== undefined) allowFailureDestination(event, onFailure);
}

export const queueKind: StreamKind = kinds["SQS"] ?? { source: "Queue" };

function kafkaSettings({ properties }: FunctionEvent, kind: StreamKind): Part {
  const servers = given(properties, "KafkaBootstrapServers");
  const config = pick(properties, ["ConsumerGroupId", "SchemaRegistryConfig"]);
  const documents = pick(properties, ["DatabaseName", "CollectionName", "FullDocument"]);
  return {
    SelfManagedEventSource: servers && { Endpoints: { KafkaBootstrapServers: servers } },
    ...(kind.kafkaConfig !== undefined && config.entries.size > 0 && { [kind.kafkaConfig]: config }),
    DocumentDBEventSourceConfig: kind.broker === "DocumentDB" ? documents : undefined,
  };
}

function allowFailureDestination(event: FunctionEvent, onFailure: SourceNode): void {
  const type = literal(given(onFailure, "Type"));
  const destination = given(onFailure, "Destination");
  if (type === undefined || type === "Kafka" || destination === undefined) return;
  const policy = sendPolicy(type, destination, event.logicalId);
  if (policy === undefined) refuse(event, "knows SQS, SNS, S3 and Kafka as Type of a failure destination", onFailure);
  else event.role.allow(policy, onFailure);
}

/** The policy for handing records on to a destination, by its kind. */
export function sendPolicy(
  type: string,
  destination: NodeData,
  prefix: string,
): { readonly name: string; readonly document: NodeData } | undefined {
  switch (type) {
    case "SQS":
      return { name: `${prefix}SQSPolicy`, document: documentOf([allow("sqs:SendMessage", destination)]) };
    case "SNS":
      return { name: `${prefix}SNSPolicy`, document: documentOf([allow("sns:publish", destination)]) };
    case "S3":
    case "S3Bucket":
      return {
        name: `${prefix}S3Policy`,
        document: documentOf([
          allow("s3:PutObject", join("/", [destination, "*"])),
          allow("s3:ListBucket", destination),
        ]),
      };
    case "EventBridge":
      return { name: `${prefix}EventBridgePolicy`, document: documentOf([allow("events:PutEvents", destination)]) };
    case "Lambda":
      return { name: `${prefix}LambdaPolicy`, document: documentOf([allow("lambda:InvokeFunction", destination)]) };
    default:
      return undefined;
  }
}
