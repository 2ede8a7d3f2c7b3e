/**
 * How far an app conforms to an architecture: one answer for each requirement, and what was bound to what.
 */
import type { Evidence, GraphNode } from "../../graph/model.js";
import type { Guard } from "../../resolve/guard.js";
import type { Reason } from "../../resolve/value.js";
import type { SourceNode } from "../../source/node.js";
import type { Judgement, Severity } from "../rule.js";
import type { Architecture } from "./architecture.js";
import type { FlowAnswer } from "./judge-flow.js";
import type { Answered } from "./requirement-worlds.js";
/**
 * `present`: bound and proven in all worlds. `missing`: nothing that could be it, and nothing hidden. `violated`: it is
 * there and proven wrong. `unknown`: what is not known decides. `relaxed`: an exception holds.
 */
export type RequirementStatus = "present" | "missing" | "violated" | "unknown" | "relaxed";
export interface RequirementResult {
    /** `component.users`, `flow.save-upload`, `network.MAZ012`, `forbid.no-local-db`. */
    readonly address: string;
    readonly kind: "component" | "flow" | "quality" | "forbidden";
    /** What it asks for, in a clause. */
    readonly title: string;
    readonly status: RequirementStatus;
    readonly severity: Severity;
    /** When a violation holds; `true` for always. */
    readonly guard: Guard;
    /** One sentence: why it is not present; empty where it is. */
    readonly message: string;
    readonly reasons: readonly Reason[];
    /** The nodes that it is about. */
    readonly nodes: readonly GraphNode[];
    /** Where a finding points: the hop that breaks, else the nearest bound neighbour; null for the app as a whole. */
    readonly at: SourceNode | null;
    readonly related: readonly Evidence[];
    /** The judgement of the rule that says the same better; its finding is shown and this one is not. */
    readonly explainedBy: readonly Judgement[];
}
export interface Binding {
    readonly component: string;
    readonly nodes: readonly GraphNode[];
    /** Candidates of which it is not known whether they are one. */
    readonly possible: readonly GraphNode[];
    /** Candidates beyond an exact count, of which none was preferred. */
    readonly tied: readonly GraphNode[];
}
export interface Conformance {
    readonly architecture: Architecture;
    readonly bindings: readonly Binding[];
    readonly results: readonly RequirementResult[];
    /** By the flow's id, its ways in each world. */
    readonly flows: ReadonlyMap<string, Answered<FlowAnswer>>;
    /** Nodes with a role of some component that none took, by name. */
    readonly unbound: readonly GraphNode[];
}
