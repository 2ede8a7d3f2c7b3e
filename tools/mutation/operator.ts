/**
 * A defect that can be put into a template, and what must be said of it.
 */
import type { TemplateTree } from "./template-tree.ts";

/** One place where an operator can strike. */
export interface Site {
  /** What tells sites of one operator apart. */
  readonly name: string;
  /** Logical ids of resources that the finding may be about. */
  readonly subjects: readonly string[];
  readonly apply: (tree: TemplateTree) => void;
}

export interface Operator {
  /** What goes wrong, in a clause. */
  readonly name: string;
  /** The operator that puts the same defect into what is written otherwise. */
  readonly as?: string;
  /** Rules of which at least one must speak. */
  readonly rules: readonly string[];
  /** Rules that may speak of the same defect too: what follows from it and is not folded. */
  readonly also?: readonly string[];
  /** Where one of these speaks of the resource already, the defect says nothing new. */
  readonly unless?: readonly string[];
  readonly sites: (tree: TemplateTree) => readonly Site[];
}
