/**
 * Which rules of a bucket's lifecycle delete what users upload.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 *
 * Uploads are what triggers of the bucket wait for, and what compute that is told of the bucket may put there. A rule deletes
 * them where its keys hold all the keys of one of these; a rule for a corner of the bucket (`tmp/`) deletes what stands there.
 * Rules for objects with certain tags or sizes are passed over, and so are those for versions that are no longer current.
 */
import { listIn, readAt, textOf } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { Decided } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { textTokens } from "../access/tokens.ts";
import { contains, everyKey, type KeySet, keysWithin, startingWith } from "../events/key-filter.ts";
import { objectAccess } from "../events/object-writes.ts";
import { keysOf } from "../events/trigger-keys.ts";
import type { Evidence, Graph, GraphNode } from "../model.ts";
import { both, isUnknown, some, type Ternary } from "../ternary.ts";

/** A rule that deletes uploads, and what shows that they are uploads. */
export interface Expiry {
  readonly deletes: Ternary;
  readonly rule: Evidence;
  readonly evidence: readonly Evidence[];
}

/** @throws Split where the world does not decide what a rule says */
export function expiringUploads(graph: Graph, bucket: GraphNode, world: World): readonly Expiry[] {
  const rules = listIn(readAt(bucket.properties, ["LifecycleConfiguration", "Rules"], world), world).items;
  const expiring = rules.filter((rule) => isExpiring(rule, world));
  if (expiring.length === 0) return [];
  const uploads = uploadsTo(graph, bucket, world);
  return expiring.flatMap((rule): readonly Expiry[] => {
    const keys = keysOfRule(graph, rule, world);
    const found = uploads.map((upload) => ({ upload, deletes: both(upload.there, () => contains(keys, upload.keys)) }));
    const deletes = some(found, (one) => one.deletes);
    if (deletes === false) return [];
    const [shown] = found.filter((one) => one.deletes === true || (isUnknown(deletes) && one.deletes !== false));
    const days = readAt(rule, ["ExpirationInDays"], world);
    const after = textOf(days) === undefined ? "" : ` after ${spell(days)} days`;
    const which = keys === everyKey ? "all objects" : `objects under ${spell(readAt(rule, ["Prefix"], world))}`;
    const message = `the lifecycle of ${bucket.logicalId} deletes ${which}${after}`;
    return [{ deletes, rule: { node: rule.origin ?? bucket.origin, message }, evidence: shown?.upload.evidence ?? [] }];
  });
}

function isExpiring(rule: Decided, world: World): boolean {
  const has = (property: string): boolean => readAt(rule, [property], world).kind !== "absent";
  if (textOf(readAt(rule, ["Status"], world)) === "Disabled") return false;
  if (has("TagFilters") || has("ObjectSizeGreaterThan") || has("ObjectSizeLessThan")) return false;
  return has("ExpirationInDays") || has("ExpirationDate");
}

function keysOfRule(graph: Graph, rule: Decided, world: World): KeySet {
  const prefix = readAt(rule, ["Prefix"], world);
  if (prefix.kind === "absent" || textOf(prefix) === "") return everyKey;
  return keysWithin(startingWith(textTokens(prefix, { index: graph, world })));
}

interface Upload {
  readonly keys: KeySet;
  readonly there: Ternary;
  readonly evidence: readonly Evidence[];
}

function uploadsTo(graph: Graph, bucket: GraphNode, world: World): readonly Upload[] {
  const context = { index: graph, world };
  const awaited = graph
    .edgesFrom("triggers", bucket)
    .filter((edge) => world.test(edge.guard) !== false)
    .filter(
      ({ events }) => events.length === 0 || events.some((event) => /ObjectCreated|Object Created|^s3:\*$/.test(event)),
    )
    .map((edge) => ({ keys: keysOf(edge, context), there: world.holds(edge.guard), evidence: edge.evidence }));
  const told = graph
    .edgesTo("references", bucket)
    .filter((edge) => world.test(edge.guard) !== false)
    .map((edge) => {
      const { allowed, covered, evidence } = objectAccess(graph, edge.source, "s3:PutObject", bucket, everyKey, world);
      return { keys: covered.terms.length === 0 ? everyKey : covered, there: allowed, evidence };
    });
  return [...awaited, ...told];
}
