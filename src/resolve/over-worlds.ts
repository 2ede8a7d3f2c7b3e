/**
 * A value that is computed from choices -> a choice over the worlds in which it differs.
 */
import { canonical } from "./canonical.ts";
import { guardOfWorlds } from "./cube.ts";
import { type Answer, answersOf } from "./explore.ts";
import { assuming } from "./reading.ts";
import type { Value } from "./value.ts";
import type { World } from "./world.ts";

/** Worlds that are told apart for one value; a value with more alternatives is not symbolic any more, but noise. */
const maximalWorlds = 64;

/**
 * @param compute the value in a world; may throw `Split`.
 * @returns undefined where there are too many worlds.
 */
export function overWorlds(compute: (world: World) => Value): Value | undefined {
  const answers = answersOf((world) => assuming(compute(world), world.assumed), maximalWorlds);
  const [first] = answers ?? [];
  if (answers === undefined || first === undefined) return undefined;
  if (answers.length === 1) return first.answer;
  const groups = groupsOf(answers);
  if (groups.length === 1) return first.answer;
  const alternatives = groups.map((group) => ({ guard: guardOfWorlds(group.worlds), value: group.value }));
  return { kind: "choice", origin: first.answer.origin, alternatives };
}

interface Group {
  readonly value: Value;
  readonly worlds: World[];
}

/** Worlds in which the value is the same, and rests on the same assumptions, are one alternative. */
function groupsOf(answers: readonly Answer<Value>[]): readonly Group[] {
  const groups = new Map<string, Group>();
  const spelled = new Map<Value, string>();
  for (const { world, answer } of answers) {
    const key = spelled.get(answer) ?? [canonical(answer), ...[...(answer.assumed ?? [])].sort()].join("\n");
    spelled.set(answer, key);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { value: answer, worlds: [world] });
    else group.worlds.push(world);
  }
  return [...groups.values()];
}
