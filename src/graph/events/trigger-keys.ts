/**
 * Which events a trigger of a bucket is about: the keys as a set, and the families of events.
 */
import { listIn, readAt, valueAt } from "../../resolve/reading.ts";
import { absent, type Decided, type Value } from "../../resolve/value.ts";
import { globMatches } from "../access/glob.ts";
import type { Tokens } from "../access/pattern.ts";
import { type TokenContext, textTokens } from "../access/tokens.ts";
import type { TriggersEdge } from "../model.ts";
import { keysAccepted, speaksOfCalls } from "./bucket-pattern.ts";
import { valueOfJson } from "./json-text.ts";
import { endingWith, everyKey, type KeySet, keysWithin, startingWith, union } from "./key-filter.ts";
import { textsAccepted } from "./matchers.ts";
import { alternativePatterns } from "./pattern-alternatives.ts";
import { urlDecoded } from "./url-decoded.ts";

/** The keys that a bucket's own configuration, or the pattern of a rule, listens to. @throws Split */
export function keysOf(trigger: TriggersEdge, context: TokenContext): KeySet {
  if (trigger.via === "eventbridge")
    return trigger.pattern === undefined ? everyKey : keysAccepted(trigger.pattern, context, trigger.source);
  const within: Tokens[] = [];
  const read = (value: TriggersEdge["prefix"]): Tokens | undefined => {
    const decided = value === undefined ? undefined : readAt(value, [], context.world);
    return decided === undefined || decided.kind === "absent" ? undefined : textTokens(decided, context);
  };
  const [prefix, suffix] = [read(trigger.prefix), read(trigger.suffix)];
  if (prefix !== undefined && prefix.length > 0) within.push(startingWith(urlDecoded(prefix)));
  if (suffix !== undefined && suffix.length > 0) within.push(endingWith(urlDecoded(suffix)));
  return keysWithin(...within);
}

/** Where the key of an object stands in what a queue or a topic hands on of an event of S3. */
const keyFields = [
  ["Records", "s3", "object", "key"],
  ["detail", "object", "key"],
];

/**
 * The keys that a later hop lets through: the filter of a mapping, pipe or subscription, the pattern of a rule behind a bus.
 * @throws Split
 */
export function keysPassing(trigger: TriggersEdge, context: TokenContext): KeySet {
  const { pattern, via } = trigger;
  if (pattern === undefined) return everyKey;
  if (via === "eventbridge") return keysAccepted(pattern, context);
  const filters: readonly Value[] = via === "topic" ? [pattern] : filtersOf(pattern, context);
  const body = via === "topic" ? [] : ["body"];
  return union(
    filters.flatMap(plainFilters).map((filter) => {
      const fields = keyFields.map((path) => valueAt(filter, [...body, ...path]));
      return textsAccepted(fields.find(({ kind }) => kind !== "absent") ?? absent, context);
    }),
  );
}

/** A filter may be written as a text, and as several of which one must match. */
function plainFilters(filter: Value): readonly Value[] {
  return alternativePatterns(filter.kind === "map" ? filter : (valueOfJson(filter) ?? absent));
}

function filtersOf(criteria: Value, { world }: TokenContext): readonly Decided[] {
  const filters = listIn(readAt(criteria, ["Filters"], world), world).items;
  return filters.length === 0 ? [absent] : filters.map((filter) => readAt(filter, ["Pattern"], world));
}

/** Actions of S3 by the events that they make, in the words of notifications, of S3's events and of CloudTrail. */
const causes: readonly (readonly [event: RegExp, action: string])[] = [
  [
    /^(?:s3:\*|s3:ObjectCreated:|Object Created|PutObject$|PostObject|CopyObject|CompleteMultipartUpload)/,
    "s3:PutObject",
  ],
  [/^(?:s3:\*|s3:ObjectRemoved:|Object Deleted|DeleteObjects?$)/, "s3:DeleteObject"],
  [/^(?:s3:ObjectTagging:Put|s3:ObjectTagging:\*|Object Tags Added|PutObjectTagging)/, "s3:PutObjectTagging"],
  [
    /^(?:s3:ObjectTagging:Delete|s3:ObjectTagging:\*|Object Tags Deleted|DeleteObjectTagging)/,
    "s3:DeleteObjectTagging",
  ],
  [/^(?:s3:ObjectAcl:|Object ACL Updated|PutObjectAcl)/, "s3:PutObjectAcl"],
];

/** Actions that make an event of the trigger; all where it does not say which events it wants. */
export function actionsCausing(trigger: TriggersEdge): readonly string[] {
  const { events } = trigger;
  if (events.length === 0 && trigger.pattern !== undefined && speaksOfCalls(trigger.pattern)) return ["s3:PutObject"];
  const found = causes.filter(([event]) => events.length === 0 || events.some((name) => event.test(name)));
  return found.map(([, action]) => action);
}

/** Whether two notifications ask for an event in common: `s3:ObjectCreated:*` and `s3:ObjectCreated:Put` do. */
export function shareEvent(a: TriggersEdge, b: TriggersEdge): boolean {
  return a.events.some((one) => b.events.some((other) => globMatches(one, other) || globMatches(other, one)));
}
