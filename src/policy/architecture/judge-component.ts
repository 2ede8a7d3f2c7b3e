/**
 * Whether a component is there, as often as it must be and in as many zones.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import { isRole } from "../../graph/role.ts";
import { standingOnHosts, zonesStoodIn } from "../../graph/zones/standing.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Component, Range } from "./architecture.ts";
import type { Match } from "./bound-nodes.ts";
import { boundIn } from "./bound-nodes.ts";
import { listed, selectorText } from "./describe-parts.ts";
import { whyHidden } from "./hidden-components.ts";
import { present, type WorldAnswer } from "./requirement-worlds.ts";

/** Names that a message lists. */
const mostNames = 3;

/** @param tied whether there are more than the count asks for, and nothing tells which are meant */
export function judgeComponent(
  graph: Graph,
  component: Component,
  matches: readonly Match[],
  tied: boolean,
  world: World,
): WorldAnswer {
  const { name, count, zones } = component;
  const sure = matches.filter(({ when }) => world.test(when) === true).map(({ node }) => node);
  if (zones === null && count.atMost === null && sure.length >= count.atLeast && sure.length > 0) return present(sure);
  const { certain, possible } = boundIn(matches, world);
  const [nearest] = certain;
  const answer = (status: WorldAnswer["status"], message: string, reasons: readonly Reason[] = []): WorldAnswer => ({
    ...{ status, message, reasons, nodes: certain, related: [] },
    at: nearest?.origin ?? null,
  });
  if (certain.length === 0 && possible.length === 0 && component.optional) return present();
  if (certain.length < count.atLeast) {
    const hidden = [...possible.flatMap(({ reasons }) => reasons), ...whyHidden(graph, component)];
    const [reason] = hidden;
    if (reason === undefined) {
      const misfit = certain.length === 0 ? misfits(graph, component) : undefined;
      return answer("missing", `${name} is missing: ${misfit ?? `${found(certain.length, count)} that could be it`}`);
    }
    return component.optional && certain.length === 0
      ? present()
      : answer("unknown", `${doubtful(name, possible)}: ${reason.message}`, hidden);
  }
  if (count.atMost !== null && certain.length > count.atMost && tied) {
    const names = certain.map(({ logicalId }) => logicalId);
    const message = `which of ${names.join(", ")} is ${name} cannot be told`;
    const settle = `Metadata: {Stackplumb: {component: ${name}}} on the one that is meant`;
    return answer("unknown", message, [{ kind: "tie", name: names.join(), stack: name, message, settle }]);
  }
  if (zones === null) return present(certain);
  for (const node of certain) {
    const standing = standingOnHosts(graph, node, world);
    if (standing === undefined) continue;
    const { least, most, reasons } = zonesStoodIn(standing);
    const at = { nodes: certain, at: node.origin, related: [] };
    if (most < zones.atLeast) {
      const message = `${node.logicalId} stands in ${most} ${most === 1 ? "zone" : "zones"}; ${name} needs ${zones.atLeast}`;
      return { status: "violated", message, reasons: [], ...at };
    }
    if (least < zones.atLeast) {
      const message = `in how many zones ${node.logicalId} stands is not known`;
      return { status: "unknown", message, reasons, ...at };
    }
  }
  return present(certain);
}

/** What has a role of the component and is not what its selector asks for; undefined where there is nothing. */
function misfits(graph: Graph, { roles, where, of }: Component): string | undefined {
  if (where === null || of !== null) return undefined;
  const names = graph.nodes
    .filter(({ role, part }) => part === "" && role !== "infra" && roles.some((asked) => isRole(role, asked)))
    .map(({ logicalId }) => logicalId);
  const [first] = names;
  if (first === undefined) return undefined;
  const shown = names.length > mostNames ? [...names.slice(0, mostNames), `${names.length - mostNames} more`] : names;
  const who = names.length === 1 ? `${first} does not fit` : `none of ${listed(shown, "and")} fits`;
  return `${who} (${selectorText(where)})`;
}

function doubtful(name: string, possible: readonly { readonly node: GraphNode }[]): string {
  if (possible.length === 0) return `${name} may be elsewhere`;
  const names = possible.slice(0, mostNames).map(({ node }) => node.logicalId);
  return `whether ${listed(names, "or")} is ${name} is not known`;
}

function found(count: number, { atLeast }: Range): string {
  return count === 0 ? "there is nothing" : `there are ${count} of ${atLeast}`;
}
