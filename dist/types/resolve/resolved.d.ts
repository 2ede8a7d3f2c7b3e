/**
 * A stack whose values can be asked for: the result of `resolveStack`.
 */
import type { Stack } from "../input/app.js";
import type { SourceNode } from "../source/node.js";
import type { Template } from "../template/template.js";
import type { Guard } from "./guard.js";
import type { Reason, Value } from "./value.js";
export interface ResolvedStack {
    readonly stack: Stack;
    /** The template after expansion (loops, SAM): generated resources are there, with the spans of what generated them. */
    readonly template: Template;
    /** The template with its loops run and nothing else expanded: what its author declares. */
    readonly declared: Template;
    /** Why there may be resources in the stack that are not among those of the template; empty where all are seen. */
    readonly open: readonly Reason[];
    /** What a node of this template says. Computed on demand and remembered; undefined gives `absent`. */
    valueOf(node: SourceNode | undefined): Value;
    /** A pseudo parameter, as it is for this stack: known where the account or the Region is. */
    pseudo(name: string): Value;
    /** When a named condition is true; a condition that does not exist is a variable of its own. */
    guardOf(condition: string | undefined): Guard;
    /** Guards of all named conditions, for naming worlds. */
    readonly conditions: ReadonlyMap<string, Guard>;
    /** What holds in every world that there is: what the template's Rules demand, and what a scenario pins. */
    readonly constraint: Guard;
}
/** What is given from outside, as text; lists are comma-separated, as CloudFormation takes them. */
export interface ResolveInputs {
    readonly parameters: ReadonlyMap<string, string>;
    /** Values that parameters are taken to have, and `true` or `false` for conditions. */
    readonly scenario?: ReadonlyMap<string, string>;
}
