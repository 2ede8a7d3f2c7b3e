/**
 * Where a person would write the permission that is missing: the statement that nearly gives it, else the role, else the compute
 * that has none.
 */
import { textOf } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import type { World } from "../../resolve/world.ts";
import { nodeAt } from "../../source/node.ts";
import type { Answer, Evidence, GraphNode, NodeIndex } from "../model.ts";
import { matchesSome } from "./pattern.ts";
import { policiesOf } from "./policies.ts";
import { principalOf } from "./principals.ts";
import { effectOf, elementOf } from "./statement.ts";
import { arnTokens, patternOf } from "./tokens.ts";

/**
 * The answer, with the place as its last hop where it is "no" and none of its hops is a statement.
 * @param what what is asked about, in words, where that is not the resource itself
 */
export function withPlaceToGrant(
  answer: Answer,
  index: NodeIndex,
  compute: GraphNode,
  resource: GraphNode,
  world: World,
  what?: string,
): Answer {
  if (answer.answer !== "no") return answer;
  if (answer.evidence.length > principalOf(index, compute, world).evidence.length) return answer;
  return { ...answer, evidence: [...answer.evidence, placeToGrant(index, compute, resource, world, what)] };
}

/** @param what what is asked about, in words, where that is not the resource itself */
export function placeToGrant(
  index: NodeIndex,
  compute: GraphNode,
  resource: GraphNode,
  world: World,
  what?: string,
): Evidence {
  const { role } = principalOf(index, compute, world);
  if (role === undefined) return noRole(compute);
  if (what !== undefined) return silentRole(role, what);
  return nearest(index, role, resource, world) ?? silentRole(role, resource.logicalId);
}

/** A statement about the resource that allows something else: `s3:ListBucket` on the bucket. */
function nearest(index: NodeIndex, role: GraphNode, resource: GraphNode, world: World): Evidence | undefined {
  const context = { index, world };
  const arn = arnTokens(resource, context);
  const inside = [...arn, "/", { kind: "some" } as const];
  for (const { statements, guard } of policiesOf(index, role)) {
    if (world.test(guard) === false) continue;
    for (const statement of statements.items) {
      if (statement.origin === null || effectOf(statement, world) !== "Allow") continue;
      const { items, negated } = elementOf(statement, "Resource", world);
      const isAbout = items.some((item) => {
        if (textOf(item) === "*") return false;
        const pattern = patternOf(item, context);
        return matchesSome(pattern, arn) === true || matchesSome(pattern, inside) === true;
      });
      if (negated || !isAbout) continue;
      const actions = elementOf(statement, "Action", world).items.map(spell);
      const message = `${statement.holder} allows only ${actions.join(", ")} on ${resource.logicalId}`;
      return { node: statement.origin, message };
    }
  }
  return undefined;
}

function silentRole(role: GraphNode, what: string): Evidence {
  const node = nodeAt(role.declaration.properties, ["Policies"]) ?? role.origin;
  return { node, message: `no policy of ${role.logicalId} speaks of ${what}` };
}

function noRole(compute: GraphNode): Evidence {
  return { node: compute.origin, message: `${compute.logicalId} has no role` };
}
