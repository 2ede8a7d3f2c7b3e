/**
 * The ways that requests and data take through an app: from where they come in, hop by hop, to what keeps the data.
 *
 * A hop is what the graph has as an edge (somebody sends requests, starts a function, is told the name of a store), and the
 * way out of a private subnet by its NAT gateway. A flow is a path of hops that cannot be made longer.
 * Invariant: in the order of the templates, and bounded; `isCut` says where there are more.
 * Not here: whether a flow survives something; see without-zone.ts.
 */
import { type Guard } from "../../resolve/guard.js";
import { type Evidence, type Graph, type GraphNode } from "../model.js";
export interface Hop {
    readonly kind: "fronts" | "triggers" | "references" | "proxies" | "leaves";
    readonly source: GraphNode;
    readonly target: GraphNode;
    readonly guard: Guard;
    readonly evidence: readonly Evidence[];
    /** For a way out: the subnet that it starts in. */
    readonly subnet: GraphNode | null;
}
export interface Flows {
    readonly flows: readonly (readonly [Hop, ...Hop[]])[];
    readonly isCut: boolean;
}
export declare function flowsOf(graph: Graph): Flows;
