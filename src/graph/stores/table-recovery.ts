/**
 * Whether the items of a table can be brought back: point-in-time recovery, or a backup plan that selects the table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html
 */

import { itemsOf, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { matchesSome } from "../access/pattern.ts";
import { arnTokens, patternOf, type TokenContext } from "../access/tokens.ts";
import { escapeOf } from "../escape.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { isOn } from "../setting.ts";
import { both, either, every, negated, some, type Ternary, unlessOpen } from "../ternary.ts";

/** Whether point-in-time recovery is on; for a global table, in every replica. */
export function hasPointInTimeRecovery(table: GraphNode, world: World): Ternary {
  if (table.type !== "AWS::DynamoDB::GlobalTable") return isOnAt(table.properties, pointInTimeRecovery, world);
  const replicas = listIn(readAt(table.properties, ["Replicas"], world), world);
  if (replicas.items.length === 0) return either(false, () => unlessOpen(replicas.open));
  return both(
    every(replicas.items, (replica) => isOnAt(replica, pointInTimeRecovery, world)),
    () => negated(unlessOpen(replicas.open)),
  );
}

const pointInTimeRecovery = ["PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled"];

/** Whether items are declared to expire: what the table holds is temporary. */
export function itemsExpire(table: GraphNode, world: World): Ternary {
  return isOnAt(table.properties, ["TimeToLiveSpecification", "Enabled"], world);
}

function isOnAt(value: Value, path: readonly string[], world: World): Ternary {
  return isOn(readAt(value, path, world));
}

/** Whether a backup plan of the app selects the table; unknown where one outside may. */
export function isBackedUp(index: NodeIndex, table: GraphNode, world: World): Ternary {
  const escape = escapeOf(index, table);
  return either(isSelectedForBackup(index, table, world), () => (escape === null ? false : [escape]));
}

/** Whether a backup plan of the app selects a table or a database. */
export function isSelectedForBackup(index: NodeIndex, store: GraphNode, world: World): Ternary {
  return some(index.nodesOfType("AWS::Backup::BackupSelection"), (selection) =>
    both(selects(selection, store, { index, world }), () => world.holds(selection.guard)),
  );
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html */
function selects(selection: GraphNode, table: GraphNode, context: TokenContext): Ternary {
  const { world } = context;
  const rules = readAt(selection.properties, ["BackupSelection"], world);
  const arn = arnTokens(table, context);
  const listed = (name: string): Ternary => {
    const { items, open } = listIn(readAt(rules, [name], world), world);
    return either(
      some(items, (item) => matchesSome(patternOf(item, context), arn)),
      () => unlessOpen(open),
    );
  };
  const byArn = both(
    both(listed("Resources"), () => negated(listed("NotResources"))),
    () => (readAt(rules, ["Conditions"], world).kind === "absent" ? true : [byTags(selection)]),
  );
  return either(byArn, () => selectedByTag(selection, rules, table, world));
}

/** Tags of the stack reach its tables too, so that a tag that the template does not give may still be there. */
function selectedByTag(selection: GraphNode, rules: Decided, table: GraphNode, world: World): Ternary {
  const { items, open } = itemsOf(readAt(rules, ["ListOfTags"], world));
  if (items.length === 0) return unlessOpen(open);
  const tags = listIn(readAt(table.properties, ["Tags"], world), world).items;
  const matched = items.some(({ value: wanted }) => tags.some((tag) => sameTag(tag, wanted, world)));
  return matched ? true : [byTags(selection)];
}

function sameTag(tag: Decided, wanted: Decided, world: World): boolean {
  const pairs = [
    ["Key", "ConditionKey"],
    ["Value", "ConditionValue"],
  ] as const;
  return pairs.every(([own, asked]) => {
    const text = textOf(readAt(tag, [own], world));
    return text !== undefined && text === textOf(world.read(valueAt(wanted, [asked])));
  });
}

function byTags(selection: GraphNode): Reason {
  return {
    kind: "tags",
    name: selection.logicalId,
    stack: selection.stack.stack.name,
    message: `${selection.logicalId} selects what it backs up by tags, and tags of the stack are not known`,
    settle: "--stack-tags K=V",
  };
}
