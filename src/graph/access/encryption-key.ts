/**
 * Which key encrypts what a store holds: bucket, queue, topic, table, database, secret, volume, ... -> its key.
 *
 * Invariant: a key is followed by its ARN, its id and its alias; where it cannot be, the answer says why.
 * Not here: who may use the key; see key-access.ts.
 */

import { listIn, readAt, textOf } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import { literalOf, parseArn } from "../arn.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { isOn } from "../setting.ts";
import { isUnknown } from "../ternary.ts";

/** `at` is where the template says it; null where AWS's default decides. */
export type EncryptionKey =
  /** Not encrypted, or with keys that AWS owns and that nobody needs permission for (SSE-S3, SSE-SQS, DynamoDB's default). */
  | { readonly kind: "none"; readonly at: SourceNode | null }
  /** The key that AWS manages for a service in the account (`aws/s3`); nobody can change its policy. */
  | { readonly kind: "managed"; readonly alias: string; readonly at: SourceNode | null }
  /** A key of the app. */
  | { readonly kind: "key"; readonly node: GraphNode; readonly at: SourceNode | null }
  /** A key outside the app, or what cannot be told. */
  | { readonly kind: "outside"; readonly reason: Reason; readonly at: SourceNode | null };

type Path = readonly (string | number)[];

/** How a type says by which key it is encrypted. */
interface Encryption {
  /** The properties that name the key, the first that is set counts. */
  readonly key: readonly Path[];
  /** The service whose AWS-managed key is used where encryption is on and no key is named. */
  readonly service: string;
  /** Whether encryption with a key is on although no key is named; left out where it never is. */
  readonly isOn?: IsOn;
}

type IsOn = (at: (path: Path) => Decided) => boolean | Reason;

const flag =
  (...path: Path): IsOn =>
  (at) => {
    const said = isOn(at(path));
    return isUnknown(said) ? said[0] : said;
  };

const always = (): boolean => true;
const encryptions: ReadonlyMap<string, Encryption> = new Map<string, Encryption>([
  ["AWS::SQS::Queue", { key: [["KmsMasterKeyId"]], service: "sqs" }],
  ["AWS::SNS::Topic", { key: [["KmsMasterKeyId"]], service: "sns" }],
  [
    "AWS::DynamoDB::Table",
    {
      key: [["SSESpecification", "KMSMasterKeyId"]],
      service: "dynamodb",
      isOn: flag("SSESpecification", "SSEEnabled"),
    },
  ],
  [
    "AWS::DynamoDB::GlobalTable",
    {
      key: [["Replicas", 0, "SSESpecification", "KMSMasterKeyId"]],
      service: "dynamodb",
      isOn: flag("SSESpecification", "SSEEnabled"),
    },
  ],
  ["AWS::RDS::DBInstance", { key: [["KmsKeyId"]], service: "rds", isOn: flag("StorageEncrypted") }],
  ["AWS::RDS::DBCluster", { key: [["KmsKeyId"]], service: "rds", isOn: flag("StorageEncrypted") }],
  ["AWS::EC2::Volume", { key: [["KmsKeyId"]], service: "ebs", isOn: flag("Encrypted") }],
  ["AWS::EFS::FileSystem", { key: [["KmsKeyId"]], service: "elasticfilesystem", isOn: flag("Encrypted") }],
  // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
  ["AWS::SecretsManager::Secret", { key: [["KmsKeyId"]], service: "secretsmanager", isOn: always }],
  ["AWS::Logs::LogGroup", { key: [["KmsKeyId"]], service: "logs" }],
  ["AWS::Kinesis::Stream", { key: [["StreamEncryption", "KeyId"]], service: "kinesis" }],
  ["AWS::Lambda::Function", { key: [["KmsKeyArn"]], service: "lambda", isOn: always }],
  ["AWS::ECR::Repository", { key: [["EncryptionConfiguration", "KmsKey"]], service: "ecr" }],
  ["AWS::StepFunctions::StateMachine", { key: [["EncryptionConfiguration", "KmsKeyId"]], service: "states" }],
  ["AWS::Events::EventBus", { key: [["KmsKeyIdentifier"]], service: "events" }],
]);

/**
 * The key of a store; `none` for types that have no key. A part of a resource (a block device) is asked like a volume.
 * @throws Split where the world does not decide which key it is
 */
export function keyOf(index: NodeIndex, store: GraphNode, world: World): EncryptionKey {
  const type = store.part === "" ? store.type : "AWS::EC2::Volume";
  if (type === "AWS::S3::Bucket") return keyOfBucket(index, store, world);
  const encryption = encryptions.get(type);
  if (encryption === undefined) return { kind: "none", at: null };
  const at = (path: Path): Decided => readAt(store.properties, path, world);
  for (const path of encryption.key) {
    const named = at(path);
    if (named.kind !== "absent") return keyNamed(index, named, world);
  }
  const isOn = encryption.isOn?.(at) ?? false;
  if (typeof isOn !== "boolean") return { kind: "outside", reason: isOn, at: null };
  return isOn ? { kind: "managed", alias: `aws/${encryption.service}`, at: null } : { kind: "none", at: null };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html */
function keyOfBucket(index: NodeIndex, bucket: GraphNode, world: World): EncryptionKey {
  const rules = listIn(
    readAt(bucket.properties, ["BucketEncryption", "ServerSideEncryptionConfiguration"], world),
    world,
  );
  const [open] = rules.open;
  if (open !== undefined) return { kind: "outside", reason: open, at: null };
  for (const rule of rules.items) {
    const algorithm = readAt(rule, ["ServerSideEncryptionByDefault", "SSEAlgorithm"], world);
    const reason = reasonOf(algorithm);
    if (reason !== undefined) return { kind: "outside", reason, at: algorithm.origin };
    if (!(textOf(algorithm) ?? "").startsWith("aws:kms")) continue;
    const named = readAt(rule, ["ServerSideEncryptionByDefault", "KMSMasterKeyID"], world);
    return named.kind === "absent"
      ? { kind: "managed", alias: "aws/s3", at: algorithm.origin }
      : keyNamed(index, named, world);
  }
  return { kind: "none", at: null };
}

const keyTypes: ReadonlySet<string> = new Set(["AWS::KMS::Key", "AWS::KMS::ReplicaKey"]);
const aliasType = "AWS::KMS::Alias";

/** The key that a value names: by its id, its ARN, or an alias of it. */
export function keyNamed(index: NodeIndex, value: Decided, world: World): EncryptionKey {
  const at = value.origin;
  const alias = literalOf(parseArn(value)?.resource) ?? textOf(value);
  if (alias?.startsWith("alias/aws/")) return { kind: "managed", alias: alias.slice("alias/".length), at };
  const { certain, reason } = identify(index, value, [aliasType]);
  for (const { node } of certain) {
    if (certain.length > 1 && !world.holds(node.guard)) continue;
    if (keyTypes.has(node.type)) return { kind: "key", node, at };
    if (node.type !== aliasType) continue;
    const target = identify(index, readAt(node.properties, ["TargetKeyId"], world));
    const key = target.certain.find((named) => keyTypes.has(named.node.type))?.node;
    return key === undefined
      ? { kind: "outside", reason: target.reason ?? elsewhere(value), at }
      : { kind: "key", node: key, at };
  }
  return { kind: "outside", reason: reason ?? reasonOf(value) ?? elsewhere(value), at };
}

function elsewhere(value: Decided): Reason {
  const name = spell(value);
  return {
    kind: "key",
    name,
    stack: "",
    message: `the key ${name} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
}
