/**
 * A name at an end of a flow -> what it stands for in a world: nodes, the internet, or the answer, where that is nothing.
 */
import type { Graph, GraphNode } from "../../graph/model.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Component } from "./architecture.ts";
import { boundIn } from "./bound-nodes.ts";
import type { FlowContext } from "./flow-pairs.ts";
import { whyHidden } from "./hidden-components.ts";
import { present, type WorldAnswer } from "./requirement-worlds.ts";

export interface End {
  /** Null for the internet. */
  readonly certain: readonly (GraphNode | null)[];
  readonly possible: readonly { readonly node: GraphNode; readonly reasons: readonly Reason[] }[];
}

/** @throws Split where the world does not decide what the answer rests on */
export function endOf(written: string, { graph, architecture, matches }: FlowContext, world: World): End | WorldAnswer {
  const name = written.replace(/\?$/, "");
  if (name === "internet") return { certain: [null], possible: [] };
  const component = architecture.components.find((each) => each.name === name);
  const { certain, possible } = boundIn(matches.get(name) ?? [], world);
  if (certain.length > 0 || possible.length > 0) return { certain, possible };
  return component === undefined || component.optional || written.endsWith("?") ? present() : absent(graph, component);
}

function absent(graph: Graph, component: Component): WorldAnswer {
  const reasons = whyHidden(graph, component);
  const [reason] = reasons;
  const nothing = { nodes: [], at: null, related: [], reasons };
  return reason === undefined
    ? { status: "missing", message: `there is no ${component.name}`, ...nothing }
    : { status: "unknown", message: `${component.name} may be elsewhere: ${reason.message}`, ...nothing };
}
