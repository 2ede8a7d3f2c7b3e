/**
 * What one evaluation has at hand: the graph, the world, the types of facts, and a budget that keeps it bounded.
 */
import type { Effort } from "./agreement.ts";
import type { FactContext, FactRegistry } from "./fact.ts";

export interface EvaluationContext extends FactContext {
  readonly registry: FactRegistry;
  /** Where it is set, parts of the expression are asked in the worlds that they split into; see agreement.ts. */
  readonly effort?: Effort;
  /** Steps that are left for several evaluations together. */
  readonly together?: { left: number };
}

export interface Run extends EvaluationContext {
  /** Takes one step; false where the budget is used up. */
  readonly spend: () => boolean;
  /** The names that the whole expression knows; inside of macros there are more. */
  readonly outermost: unknown;
}

/** Steps of one evaluation: operations of the expression, each counted for every element that it is done for. */
export const maximalSteps = 200_000;
/**
 * Steps of all evaluations of one rule in one app, or of all selectors of an architecture: some seconds, whoever wrote
 * them. The rules of this project take a hundredth of that in apps of thousands of resources.
 */
export const maximalStepsTogether = 10_000_000;
/** Elements of a list and characters of a text that an expression may make. */
export const maximalLength = 10_000;

export function startRun({ graph, world, registry, effort, together }: EvaluationContext, outermost: unknown): Run {
  let left = Math.min(maximalSteps, together?.left ?? maximalSteps);
  const spend = (): boolean => {
    if (together !== undefined) together.left--;
    return left-- > 0;
  };
  return { graph, world, registry, ...(effort && { effort }), outermost, spend };
}
