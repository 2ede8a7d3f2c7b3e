/**
 * Which permissions speak for a trigger: all that are about its source, or about the service that invokes for it.
 *
 * A permission that fits another trigger of the same function is meant for that one, not for this.
 */
import { sameText } from "../../resolve/canonical.ts";
import { spell } from "../../resolve/spell.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { escapeOf } from "../escape.ts";
import { type Graph, type InvokeAllowedEdge, isOutside, type TriggersEdge } from "../model.ts";
import { concerns, fitOf } from "./invoke-permissions.ts";

export interface Permissions {
  readonly items: readonly InvokeAllowedEdge[];
  /** Why there may be more, outside the app. */
  readonly open: readonly Reason[];
}

/** @throws Split where the world does not decide what a permission says. */
export function permissionsFor(graph: Graph, trigger: TriggersEdge, world: World): Permissions {
  const about = permissionsOf(graph, trigger, world).filter((permission) => world.test(permission.guard) !== false);
  const items = about.filter((permission) => {
    if (!concerns(graph, permission, trigger, world)) return false;
    if (fitOf(graph, permission, trigger, world).fits !== false) return true;
    return !othersOf(graph, trigger, world).some((other) => fitOf(graph, permission, other, world).fits === true);
  });
  return { items, open: openReasons(graph, trigger) };
}

/** All permissions for the function; one outside the app is known by the text of its ARN. */
function permissionsOf(
  graph: Graph,
  { target, targetValue }: TriggersEdge,
  world: World,
): readonly InvokeAllowedEdge[] {
  if (!isOutside(target)) return graph.edgesTo("invokeAllowed", target);
  const invoked = world.read(targetValue);
  return graph
    .edges("invokeAllowed")
    .filter((edge) => isOutside(edge.target) && sameText(world.read(edge.functionName), invoked) === true);
}

function othersOf(graph: Graph, trigger: TriggersEdge, world: World): readonly TriggersEdge[] {
  if (isOutside(trigger.target)) return [];
  return graph
    .edgesTo("triggers", trigger.target)
    .filter((other) => other.source !== trigger.source && world.test(other.guard) !== false);
}

function openReasons(graph: Graph, { target, targetValue }: TriggersEdge): readonly Reason[] {
  if (!isOutside(target)) return [escapeOf(graph, target) ?? []].flat();
  const name = spell(targetValue);
  const outside: Reason = {
    kind: "outside",
    name,
    stack: "",
    message: `${name} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
  return [target.reason ?? outside];
}
