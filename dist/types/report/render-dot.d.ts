/**
 * A diagram -> a graph in the DOT language.
 *
 * Invariant: all ids and labels are quoted strings, so that no text of a template is read as DOT; see dot-text.ts.
 */
import type { Diagram } from "../lint/diagram.js";
export declare function renderDot(diagram: Diagram): string;
