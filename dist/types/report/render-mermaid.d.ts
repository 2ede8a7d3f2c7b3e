/**
 * A diagram -> a Mermaid flowchart.
 *
 * Invariant: ids are our own numbers, and what a template says stands in labels only; see mermaid-text.ts.
 * https://mermaid.js.org/syntax/flowchart.html
 */
import type { Diagram } from "../lint/diagram.js";
export declare function renderMermaid(diagram: Diagram): string;
