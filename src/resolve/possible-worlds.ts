/**
 * The stacks of an app -> the worlds that there are: what their Rules demand and a scenario pins holds in all of them.
 */
import { and, type Guard } from "./guard.ts";
import type { ResolvedStack } from "./resolved.ts";
import { World } from "./world.ts";

/** What holds in every world that there is. */
export const constraintOf = oncePerApp((stacks): Guard => and(...stacks.map(({ constraint }) => constraint)));

/**
 * All worlds that there are, as one. Where the stacks contradict each other, which no stack by itself does, every world:
 * there must be something to judge.
 */
export const possibleWorlds = oncePerApp((stacks): World => {
  const guard = constraintOf(stacks);
  return guard.kind === "true" ? World.open : (World.given(guard) ?? World.open);
});

function oncePerApp<T extends object>(
  compute: (stacks: readonly ResolvedStack[]) => T,
): (stacks: readonly ResolvedStack[]) => T {
  const remembered = new WeakMap<readonly ResolvedStack[], T>();
  return (stacks) => {
    let answer = remembered.get(stacks);
    if (answer === undefined) {
      answer = compute(stacks);
      remembered.set(stacks, answer);
    }
    return answer;
  };
}
