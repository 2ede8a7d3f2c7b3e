/**
 * How resources of each type are named: what `Ref` gives, which property holds the physical name, and how an ARN spells
 * the resource. From the "Return values" of each type and the service authorization reference.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { fileUnder } from "./file-under.ts";

export interface Naming {
  /** Property with the physical name. */
  readonly property: string;
  /** What `Ref` gives. */
  readonly ref: "name" | "arn" | "id" | "url";
  /** Service field of the ARN; empty where the type has no ARN that templates spell out. */
  readonly service: string;
  /** What stands before the name in the ARN's last field: `table/`, `function:`. */
  readonly before: string;
  /** Characters that end the name: what follows belongs to something inside the resource. */
  readonly ends: string;
}

const naming = (property: string, ref: Naming["ref"], service: string, before = "", ends = ""): Naming => ({
  property,
  ref,
  service,
  before,
  ends,
});

const namings: ReadonlyMap<string, Naming> = new Map([
  ["AWS::S3::Bucket", naming("BucketName", "name", "s3", "", "/")],
  ["AWS::S3::AccessPoint", naming("Name", "name", "s3", "accesspoint/", "/")],
  ["AWS::DynamoDB::Table", naming("TableName", "name", "dynamodb", "table/", "/")],
  ["AWS::DynamoDB::GlobalTable", naming("TableName", "name", "dynamodb", "table/", "/")],
  ["AWS::Lambda::Function", naming("FunctionName", "name", "lambda", "function:", ":")],
  ["AWS::SQS::Queue", naming("QueueName", "url", "sqs")],
  ["AWS::SNS::Topic", naming("TopicName", "arn", "sns")],
  ["AWS::IAM::Role", naming("RoleName", "name", "iam", "role/")],
  ["AWS::IAM::User", naming("UserName", "name", "iam", "user/")],
  ["AWS::IAM::Group", naming("GroupName", "name", "iam", "group/")],
  ["AWS::IAM::ManagedPolicy", naming("ManagedPolicyName", "arn", "iam", "policy/")],
  ["AWS::IAM::InstanceProfile", naming("InstanceProfileName", "name", "iam", "instance-profile/")],
  ["AWS::StepFunctions::StateMachine", naming("StateMachineName", "arn", "states", "stateMachine:")],
  ["AWS::SecretsManager::Secret", naming("Name", "arn", "secretsmanager", "secret:")],
  ["AWS::KMS::Key", naming("", "id", "kms", "key/")],
  ["AWS::KMS::ReplicaKey", naming("", "id", "kms", "key/")],
  ["AWS::KMS::Alias", naming("AliasName", "name", "kms")],
  ["AWS::Kinesis::Stream", naming("Name", "name", "kinesis", "stream/")],
  ["AWS::KinesisFirehose::DeliveryStream", naming("DeliveryStreamName", "name", "firehose", "deliverystream/")],
  ["AWS::CloudWatch::Alarm", naming("AlarmName", "name", "cloudwatch", "alarm:")],
  ["AWS::ECR::Repository", naming("RepositoryName", "name", "ecr", "repository/")],
  ["AWS::Events::EventBus", naming("Name", "name", "events", "event-bus/")],
  ["AWS::Events::Rule", naming("Name", "name", "events", "rule/")],
  ["AWS::RDS::DBInstance", naming("DBInstanceIdentifier", "name", "rds", "db:")],
  ["AWS::RDS::DBCluster", naming("DBClusterIdentifier", "name", "rds", "cluster:")],
  ["AWS::RDS::DBProxy", naming("DBProxyName", "name", "rds", "db-proxy:")],
  ["AWS::RDS::DBSubnetGroup", naming("DBSubnetGroupName", "name", "rds", "subgrp:")],
  ["AWS::EFS::FileSystem", naming("", "id", "elasticfilesystem", "file-system/")],
  ["AWS::SSM::Parameter", naming("Name", "name", "ssm", "parameter/")],
  ["AWS::Logs::LogGroup", naming("LogGroupName", "name", "logs", "log-group:", ":")],
  ["AWS::ECS::Cluster", naming("ClusterName", "name", "ecs", "cluster/")],
  ["AWS::ECS::Service", naming("ServiceName", "arn", "")],
  ["AWS::ElasticLoadBalancing::LoadBalancer", naming("LoadBalancerName", "name", "")],
  ["AWS::AutoScaling::AutoScalingGroup", naming("AutoScalingGroupName", "name", "")],
  ["AWS::AutoScaling::LaunchConfiguration", naming("LaunchConfigurationName", "name", "")],
  ["AWS::EC2::LaunchTemplate", naming("LaunchTemplateName", "id", "")],
  ["AWS::EC2::SecurityGroup", naming("GroupName", "id", "ec2", "security-group/")],
]);

export function namingOf(type: string): Naming | undefined {
  return namings.get(type);
}

const typesByService = new Map<string, string[]>();
for (const [type, { service }] of namings) if (service !== "") fileUnder(typesByService, service, type);

/** Types whose ARNs have this service field. */
export function typesOfService(service: string): readonly string[] {
  return typesByService.get(service) ?? [];
}
