/**
 * Which compute of the application a statement is for: by the roles to which its policy is attached.
 *
 * Functions of custom resources are no part of the application; a role in whose name only services work has no users.
 */

import { itemsOf, valueAt } from "../../resolve/reading.ts";
import type { SourceNode } from "../../source/node.ts";
import { fileUnder } from "../file-under.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { overWorlds } from "../over-worlds.ts";
import { isRole } from "../role.ts";
import { policiesOf } from "./policies.ts";
import { principalOf } from "./principals.ts";

/** In the order of the templates. */
export function usersOf(index: NodeIndex, statement: SourceNode): readonly GraphNode[] {
  return usersByStatement(index).get(statement) ?? [];
}

const usersByStatement = oncePerGraph((index): ReadonlyMap<SourceNode, readonly GraphNode[]> => {
  const users = new Map<GraphNode, GraphNode[]>();
  for (const node of index.nodes) {
    if (node.part !== "" || !isRole(node.role, "compute")) continue;
    const roles = overWorlds((world) => principalOf(index, node, world).role, { index, node }).map(
      ({ value }) => value,
    );
    for (const role of new Set(roles)) if (role !== undefined) fileUnder(users, role, node);
  }
  const found = new Map<SourceNode, GraphNode[]>();
  for (const [role, all] of users) {
    for (const origin of placesOf(index, role)) {
      for (const node of all) if (!found.get(origin)?.includes(node)) fileUnder(found, origin, node);
    }
  }
  return found;
});

/** Where its statements are written, and where it names policies that are written elsewhere. */
function placesOf(index: NodeIndex, role: GraphNode): readonly SourceNode[] {
  const written = policiesOf(index, role).flatMap(({ statements }) => statements.items.map(({ origin }) => origin));
  const named = itemsOf(valueAt(role.properties, ["ManagedPolicyArns"])).items.map(({ value }) => value.origin);
  return [...new Set([...written, ...named, role.origin])].flatMap((origin) => origin ?? []);
}
