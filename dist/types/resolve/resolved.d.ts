/**
 * A stack whose values can be asked for: the result of `resolveStack`.
 */
import type { Stack } from "../input/app.js";
import type { SourceNode } from "../source/node.js";
import type { Template } from "../template/template.js";
import type { Guard } from "./guard.js";
import type { Value } from "./value.js";
export interface ResolvedStack {
    readonly stack: Stack;
    /** The template after expansion (SAM): generated resources are there, with the spans of what generated them. */
    readonly template: Template;
    /** What a node of this template says. Computed on demand and remembered; undefined gives `absent`. */
    valueOf(node: SourceNode | undefined): Value;
    /** When a named condition is true; a condition that does not exist is a variable of its own. */
    guardOf(condition: string | undefined): Guard;
    /** Guards of all named conditions, for naming worlds. */
    readonly conditions: ReadonlyMap<string, Guard>;
}
/** What is given from outside, as text; lists are comma-separated, as CloudFormation takes them. */
export interface ResolveInputs {
    readonly parameters: ReadonlyMap<string, string>;
}
