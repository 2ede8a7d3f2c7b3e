import type { ResolvedApp } from "./judge-app.js";
export interface DiagramNode {
    readonly id: string;
    /** The logical id, with the part's path where the node is a part. */
    readonly label: string;
    readonly type: string;
    readonly role: string;
    /** Id of the group that the node stands in; null for what is outside of the app. */
    readonly group: string | null;
    /** When the node is there; null for always. */
    readonly guard: string | null;
    /** The zones that it goes with, of those that were asked about. */
    readonly lostWith?: readonly string[];
}
export interface DiagramEdge {
    readonly from: string;
    readonly to: string;
    readonly kind: string;
    /** What the edge says beyond its kind: events, actions, ports. */
    readonly label: string;
    readonly guard: string | null;
}
/** A stack. */
export interface DiagramGroup {
    readonly id: string;
    readonly label: string;
}
export interface Diagram {
    readonly groups: readonly DiagramGroup[];
    readonly nodes: readonly DiagramNode[];
    readonly edges: readonly DiagramEdge[];
}
export interface DiagramOptions {
    /** Whether resources without an edge and without a part in the architecture are shown too. */
    readonly all: boolean;
}
export declare function diagramOf(apps: readonly ResolvedApp[], { all }: DiagramOptions): Diagram;
