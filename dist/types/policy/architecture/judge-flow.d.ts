/**
 * Whether a flow is there, in one world: each node that it starts at gets to one that it ends at, and each that it ends at
 * is got to; and whether it survives the loss of a zone, where it must.
 *
 * Nodes that are one database (a cluster, its instances, its replicas) are got to together. What is optional and not there
 * asks for nothing.
 * Not here: the way from one node to another (flow-pairs.ts), who may leave it to another one (stand-ins.ts), and what
 * becomes of it without a zone (zone-survival.ts).
 */
import type { World } from "../../resolve/world.js";
import type { Flow } from "./architecture.js";
import { type FlowContext, type Pair } from "./flow-pairs.js";
import { type WorldAnswer } from "./requirement-worlds.js";
/** What a flow does from one of the names that it begins at. */
export interface FlowSide {
    /** The best way of each node that there is, as far as they were looked at; where it is violated, the one that breaks last. */
    readonly ways: readonly Pair[];
    /** Whether the flow is there for sure, whatever becomes of it without a zone. */
    readonly stands: boolean;
}
export interface FlowAnswer extends WorldAnswer {
    readonly sides: readonly FlowSide[];
}
/** @throws Split where the world does not decide what the answer rests on */
export declare function judgeFlow(flow: Flow, context: FlowContext, world: World): FlowAnswer;
