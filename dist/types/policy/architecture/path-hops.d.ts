/**
 * What a flow's needs say about one step on its way: where it leads from a node, and whether the step holds.
 *
 * Steps are those of `triggers`, `fronts` and `reach`; the other needs are of both ends (see end-needs.ts). A step that
 * needs several holds where all of them do.
 */
import { type Answer, type Evidence, type Graph, type GraphNode } from "../../graph/model.js";
import { type Ternary } from "../../graph/ternary.js";
import type { Hop } from "../../graph/zones/flows.js";
import type { World } from "../../resolve/world.js";
import type { SourceNode } from "../../source/node.js";
import type { Need } from "./architecture.js";
export interface Step {
    /** Null for the internet. */
    readonly from: GraphNode | null;
    readonly to: GraphNode;
    readonly kind: Hop["kind"];
    readonly holds: Ternary;
    /** Where it does not hold: what is wrong, in a sentence. */
    readonly wrong: string;
    readonly at: SourceNode;
    readonly evidence: readonly Evidence[];
}
/** Needs that lead somewhere. */
export type PathNeed = Extract<Need, {
    kind: "triggers" | "fronts" | "reach";
}>;
export declare function isPathNeed(need: Need): need is PathNeed;
/**
 * The steps from a node to the nodes that are asked about: the ends of the flow and what may stand between.
 *
 * @throws Split where the world does not decide what the answer rests on
 */
export declare function stepsFrom(graph: Graph, from: GraphNode | null, needs: readonly PathNeed[], asked: ReadonlySet<GraphNode>, world: World): readonly Step[];
export declare function ternaryOf(answer: Answer): Ternary;
