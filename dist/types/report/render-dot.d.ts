/**
 * A diagram -> a graph in the DOT language.
 *
 * Invariant: all ids and labels are quoted strings in which quotation marks and backslashes are escaped, so that no text
 * of a template is read as DOT. https://graphviz.org/doc/info/lang.html
 */
import type { Diagram } from "../lint/diagram.js";
export declare function renderDot(diagram: Diagram): string;
