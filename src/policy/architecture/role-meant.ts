/**
 * What a person calls a part (`lambda`, `bucket`, `AWS::S3::Bucket`) -> the role that it has here.
 *
 * Only for messages: a document says the role, so that another service can play the part.
 */
import type { Role } from "../../graph/role.ts";
import { isRole } from "../../graph/role.ts";
import { roleOfType } from "../../graph/roles-of-types.ts";
import { nearest } from "../nearest.ts";

const words: Readonly<Partial<Record<Role | "compute", string>>> = {
  compute: "computer",
  "compute.vm": "ec2 instance vm autoscaling asg",
  "compute.container": "ecs eks fargate container task apprunner",
  "compute.fn": "lambda function fn serverless",
  "compute.paas": "elasticbeanstalk beanstalk",
  object: "s3 bucket storage",
  nosql: "dynamodb table dynamo",
  rdb: "rds database db sql aurora mysql postgres",
  block: "ebs volume disk",
  "shared-fs": "efs fsx filesystem",
  cache: "elasticache redis memcached valkey",
  lb: "alb elb nlb loadbalancer balancer",
  cdn: "cloudfront distribution edge",
  api: "apigateway rest http appsync gateway",
  queue: "sqs",
  topic: "sns",
  bus: "eventbridge events eventbus",
  workflow: "stepfunctions statemachine",
  key: "kms",
  waf: "firewall webacl",
  alarm: "cloudwatch",
  "network.security-group": "securitygroup sg",
  "network.subnet": "subnet",
  "network.vpc": "vpc",
  "identity.role": "role iam user",
  "identity.policy": "policy",
};

/** The role, or undefined where the name resembles nothing. */
export function roleMeant(name: string, roles: readonly string[]): string | undefined {
  const type = roleOfType(name);
  if (type !== "other") return type;
  const word = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const called = Object.entries(words).find(([, all]) =>
    all.split(" ").some((one) => one === word || `${one}s` === word),
  );
  return called?.[0] ?? nearest(name, roles) ?? roles.find((role) => isRole(role as Role, name));
}
