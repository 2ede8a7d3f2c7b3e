/**
 * One node at the start of a flow -> for each node at its end, whether the flow leads from the one to the other in a world,
 * and by which steps.
 *
 * Not here: what follows for the flow, where it has several such nodes; see judge-flow.ts.
 */
import type { Evidence, Graph, GraphNode } from "../../graph/model.js";
import { type Ternary } from "../../graph/ternary.js";
import type { World } from "../../resolve/world.js";
import type { SourceNode } from "../../source/node.js";
import type { Architecture, Flow } from "./architecture.js";
import type { Matches } from "./bound-nodes.js";
import { type Step } from "./path-hops.js";
export interface FlowContext {
    readonly graph: Graph;
    readonly architecture: Architecture;
    readonly matches: Matches;
    /** How many pairs of nodes may still be looked at for this flow. */
    readonly budget: {
        left: number;
    };
}
/** From one node to another: whether the flow is there, and what says so. */
export interface Pair {
    /** Null for the internet. */
    readonly from: GraphNode | null;
    readonly to: GraphNode;
    readonly holds: Ternary;
    /** Where it does not hold: what is wrong, in a sentence. */
    readonly wrong: string;
    readonly at: SourceNode;
    readonly evidence: readonly Evidence[];
    /** The hops of the way; empty where the flow is about its ends only. */
    readonly steps: readonly Step[];
}
/** @throws Split where the world does not decide what the answer rests on */
export declare function pairsFrom(from: GraphNode | null, targets: ReadonlySet<GraphNode>, flow: Flow, context: FlowContext, world: World): readonly Pair[];
