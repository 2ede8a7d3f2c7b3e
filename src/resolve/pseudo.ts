/**
 * Pseudo parameters -> values: known where the account or region is, else symbols that stand for themselves.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
 */
import type { SourceNode } from "../source/node.ts";
import { pseudoReason, unknown } from "./reason.ts";
import { absent, type Value } from "./value.ts";

/** What is known about where a stack will be deployed. */
export interface Environment {
  readonly stack: string;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Pseudo parameters that were given by name. */
  readonly given: ReadonlyMap<string, string>;
}

const names: ReadonlySet<string> = new Set([
  "AWS::AccountId",
  "AWS::NoValue",
  "AWS::NotificationARNs",
  "AWS::Partition",
  "AWS::Region",
  "AWS::StackId",
  "AWS::StackName",
  "AWS::URLSuffix",
]);

export function isPseudoParameter(name: string): boolean {
  return names.has(name);
}

/** Pseudo parameters whose text has neither a colon, nor a slash, nor a comma: splitting at one leaves it whole. */
export function isPlainWord(name: string): boolean {
  return name !== "AWS::StackId" && name !== "AWS::NotificationARNs";
}

export function pseudoValue(name: string, environment: Environment, at: SourceNode | null): Value {
  if (name === "AWS::NoValue") return { ...absent, origin: at };
  if (name === "AWS::NotificationARNs") return unknown(pseudoReason(environment.stack, name), at, true);
  const text = knownText(name, environment);
  if (text !== undefined) return { kind: "known", value: text, origin: at };
  return { kind: "identity", symbol: { kind: "pseudo", name, stack: environment.stack }, origin: at };
}

function knownText(name: string, environment: Environment): string | undefined {
  const given = environment.given.get(name);
  if (given !== undefined) return given;
  const region = environment.given.get("AWS::Region") ?? environment.region;
  if (name === "AWS::AccountId") return environment.account;
  if (name === "AWS::Region") return region;
  const partition = region === undefined ? undefined : partitionOf(region);
  if (name === "AWS::Partition") return partition?.name;
  return name === "AWS::URLSuffix" ? partition?.suffix : undefined;
}

interface Partition {
  readonly name: string;
  readonly suffix: string;
}

const commercial: Partition = { name: "aws", suffix: "amazonaws.com" };

/** By the beginning of a region's name; as in the endpoint rule sets of the AWS SDKs. */
const partitions: readonly (readonly [prefix: string, partition: Partition])[] = [
  ["cn-", { name: "aws-cn", suffix: "amazonaws.com.cn" }],
  ["us-gov-", { name: "aws-us-gov", suffix: "amazonaws.com" }],
  ["us-iso-", { name: "aws-iso", suffix: "c2s.ic.gov" }],
  ["us-isob-", { name: "aws-iso-b", suffix: "sc2s.sgov.gov" }],
  ["eu-isoe-", { name: "aws-iso-e", suffix: "cloud.adc-e.uk" }],
  ["us-isof-", { name: "aws-iso-f", suffix: "csp.hci.ic.gov" }],
  ["eusc-", { name: "aws-eusc", suffix: "amazonaws.eu" }],
];

function partitionOf(region: string): Partition {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? commercial;
}
