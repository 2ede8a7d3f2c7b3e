/**
 * What a requirement says in each world -> what it says of the app.
 *
 * Invariant: of several worlds, a violation counts before what is missing, that before an unknown, and an unknown before
 * what is present; the guard is that of the worlds which say so.
 */
import type { Evidence, Graph, GraphNode } from "../../graph/model.js";
import type { Guard } from "../../resolve/guard.js";
import type { Reason } from "../../resolve/value.js";
import type { World } from "../../resolve/world.js";
import type { SourceNode } from "../../source/node.js";
import { type Leaf } from "../explore.js";
/** The gravest first. */
declare const precedence: readonly ["violated", "missing", "unknown", "present"];
export interface WorldAnswer {
    readonly status: (typeof precedence)[number];
    readonly message: string;
    readonly reasons: readonly Reason[];
    readonly nodes: readonly GraphNode[];
    readonly at: SourceNode | null;
    readonly related: readonly Evidence[];
}
export declare const present: (nodes?: readonly GraphNode[]) => WorldAnswer;
export interface OverWorlds extends WorldAnswer {
    readonly guard: Guard;
}
/** The same with what was answered in which worlds. */
export interface Answered<A extends WorldAnswer> extends OverWorlds {
    readonly leaves: readonly Leaf<A>[];
}
/** @param ask may throw `Split` */
export declare function overAllWorlds<A extends WorldAnswer>(graph: Graph, ask: (world: World) => A): Answered<A>;
export {};
