/**
 * One condition for what several things share: it holds when any of theirs does.
 */
import type { SourceNode } from "../../source/node.ts";
import { conditionNamed, or } from "../../template/intrinsic-call.ts";
import type { Expansion } from "./expansion.ts";

/** CloudFormation takes at most this many conditions in one Fn::Or. */
const maximalAlternatives = 10;

/**
 * @param conditions undefined stands for what is always there.
 * @param name what the condition is called where there are several; long lists take several steps.
 * @returns undefined where one of the things is always there.
 */
export function combineConditions(
  expansion: Expansion,
  conditions: readonly (string | undefined)[],
  name: string,
  origin: SourceNode,
): string | undefined {
  const names = [...new Set(conditions)];
  if (names.includes(undefined)) return undefined;
  let left = names.filter((one) => one !== undefined).sort();
  if (left.length <= 1) return left[0];
  let steps = Math.floor((left.length - 2) / (maximalAlternatives - 1));
  while (left.length > 1) {
    const step = steps > 0 ? `${name}${steps}` : name;
    steps -= 1;
    expansion.condition(step, or(left.slice(0, maximalAlternatives).map(conditionNamed)), origin);
    left = [...left.slice(maximalAlternatives), step];
  }
  return name;
}
