/**
 * The event pattern of a rule -> which buckets, keys and events of S3 it speaks of.
 *
 * S3 sends its own events ("Object Created"), and CloudTrail tells of the calls that were made ("AWS API Call via CloudTrail"):
 * the two name bucket and key in different places.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
import { alternativesOf, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Value } from "../../resolve/value.ts";
import { arnTokens, type TokenContext } from "../access/tokens.ts";
import type { GraphNode } from "../model.ts";
import { every, some, type Ternary, unlessOpen } from "../ternary.ts";
import { contains, type KeySet, keysWithin, noKey, union } from "./key-filter.ts";
import { textsAccepted } from "./matchers.ts";
import { alternativePatterns } from "./pattern-alternatives.ts";

const cloudTrail = "AWS API Call via CloudTrail";

/** The pattern of a rule; CloudFormation takes it as a map only. */
export function patternOf(rule: GraphNode): Value {
  return valueAt(rule.properties, ["EventPattern"]);
}

/** Whether a pattern asks for events of S3, in some world. */
export function speaksOfS3(pattern: Value): boolean {
  return alternativePatterns(pattern).some((one) =>
    itemsOf(valueAt(one, ["source"])).items.some(
      ({ value }) =>
        textOf(value) === "aws.s3" || (value.kind === "map" && textOf(valueAt(value, ["prefix"])) === "aws.s3"),
    ),
  );
}

/** Whether it asks for what CloudTrail tells, so that the bucket itself need not send anything. */
export function speaksOfCalls(pattern: Value): boolean {
  return alternativePatterns(pattern).some((one) => {
    const types = itemsOf(valueAt(one, ["detail-type"])).items;
    if (types.some(({ value }) => textOf(value) === cloudTrail)) return true;
    // Only what CloudTrail tells has these fields, also where the pattern leaves the detail type out.
    return types.length === 0 && callFields.some((field) => valueAt(one, ["detail", field]).kind !== "absent");
  });
}

const callFields = ["eventName", "eventSource", "requestParameters"];

/**
 * Where the pattern names buckets: by name, or by ARN among the resources of the event. None where it takes the events of
 * any bucket.
 */
export function bucketFields(pattern: Value): readonly Value[] {
  const fields = alternativePatterns(pattern).map(fieldsOf);
  return fields.some(({ length }) => length === 0) ? [] : fields.flat();
}

function fieldsOf(plain: Value): readonly Value[] {
  return [...nameFields(plain), valueAt(plain, ["resources"])].filter(isAsked);
}

function nameFields(plain: Value): readonly Value[] {
  const fields = [
    valueAt(plain, ["detail", "bucket", "name"]),
    valueAt(plain, ["detail", "requestParameters", "bucketName"]),
  ];
  return fields.filter(isAsked);
}

function isAsked(field: Value): boolean {
  return alternativesOf(field).some(({ value }) => value.kind !== "absent");
}

/** Whether a field of the pattern accepts the name, or the ARN, of the bucket. */
export function acceptsBucket(field: Value, bucket: GraphNode, context: TokenContext): Ternary {
  const arn = arnTokens(bucket, context);
  const accepted = textsAccepted(field, context);
  const named = contains(accepted, keysWithin(arn.slice("arn:aws:s3:::".length)));
  if (named === true) return true;
  const byArn = contains(accepted, keysWithin(arn));
  return byArn === false ? named : byArn;
}

/** Whether the pattern accepts the name of the bucket wherever it asks for a name: the event has no ARN there. */
export function acceptsName(pattern: Value, bucket: GraphNode, context: TokenContext): Ternary {
  const name = keysWithin(arnTokens(bucket, context).slice("arn:aws:s3:::".length));
  return some(alternativePatterns(pattern), (one) =>
    every(nameFields(one), (field) => contains(textsAccepted(field, context), name)),
  );
}

/** The keys that the pattern accepts of the events of a bucket, or of any. */
export function keysAccepted(pattern: Value, context: TokenContext, bucket?: GraphNode): KeySet {
  const patterns = alternativePatterns(pattern);
  const keys = patterns.map((one): KeySet => {
    const isOfBucket = patterns.length === 1 || bucket === undefined ? true : isAbout(one, bucket, context);
    if (isOfBucket !== true) return { terms: [], open: isOfBucket === false ? [] : isOfBucket };
    const path = speaksOfCalls(one) ? ["detail", "requestParameters", "key"] : ["detail", "object", "key"];
    return textsAccepted(valueAt(one, path), context);
  });
  return union(keys);
}

function isAbout(plain: Value, bucket: GraphNode, context: TokenContext): Ternary {
  const fields = fieldsOf(plain);
  return fields.length === 0 ? true : some(fields, (field) => acceptsBucket(field, bucket, context));
}

/**
 * The events, as they are called in the pattern: detail types of S3 or names of calls; empty where it does not say, or
 * says it by an operator.
 */
export function eventsNamed(pattern: Value): readonly string[] {
  const named = alternativePatterns(pattern).map(eventsOf);
  return named.some(({ length }) => length === 0) ? [] : [...new Set(named.flat())];
}

function eventsOf(plain: Value): readonly string[] {
  const path = speaksOfCalls(plain) ? ["detail", "eventName"] : ["detail-type"];
  const { items, open } = itemsOf(valueAt(plain, path));
  const texts = items.map(({ value }) => textOf(value));
  return open.length > 0 || texts.includes(undefined) ? [] : texts.flatMap((text) => text ?? []);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
const detailTypes = [
  "Object Created",
  "Object Deleted",
  "Object Restore Initiated",
  "Object Restore Completed",
  "Object Restore Expired",
  "Object Storage Class Changed",
  "Object Access Tier Changed",
  "Object ACL Updated",
  "Object Tags Added",
  "Object Tags Deleted",
  cloudTrail,
  "AWS Service Event via CloudTrail",
  "AWS Console Action via CloudTrail",
];

/** Whether the pattern accepts at least one kind of event that S3 has. */
export function acceptsSomeEvent(pattern: Value, context: TokenContext): Ternary {
  const accepted = union(
    alternativePatterns(pattern).map((one) => textsAccepted(valueAt(one, ["detail-type"]), context)),
  );
  const existing = union([noKey, ...detailTypes.map((name) => keysWithin(name.split("")))]);
  const found = existing.terms.map((term) => contains(accepted, { terms: [term], open: [] }));
  return found.includes(true) || (found.some((one) => one !== false) ? unlessOpen(accepted.open) : false);
}

/** A name in the pattern that is a plain text, not an operator. */
export function isPlain(value: Decided): boolean {
  return value.kind !== "map";
}
