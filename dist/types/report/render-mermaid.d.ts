/**
 * A diagram -> a Mermaid flowchart.
 *
 * Invariant: no text of a template can end a label, name a class or start a directive; ids are our own numbers, labels
 * are quoted, and what Mermaid or HTML would read is written as entity codes.
 * https://mermaid.js.org/syntax/flowchart.html
 */
import type { Diagram } from "../lint/diagram.js";
export declare function renderMermaid(diagram: Diagram): string;
