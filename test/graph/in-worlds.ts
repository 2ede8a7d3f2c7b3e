/** Questions that are asked in a world -> their answers, for tests. */
import { answersOf } from "../../src/resolve/explore.ts";
import type { World } from "../../src/resolve/world.ts";

/** The answers of all worlds, by what each world decides: `{"Stage=prod": 2, "Stage=dev": 1}`. */
export function inWorlds<T>(ask: (world: World) => T): Readonly<Record<string, T>> {
  const answers = answersOf(ask, 64);
  if (answers === undefined) throw new Error("there are too many worlds");
  return Object.fromEntries(answers.map(({ world, answer }) => [labelOf(world), answer]));
}

/** The answer that holds without any decision. */
export function inEveryWorld<T>(ask: (world: World) => T): T {
  const answers = answersOf(ask, 64) ?? [];
  const [only, ...others] = answers;
  if (only === undefined || others.length > 0) throw new Error(`the answer depends on ${answers.length} worlds`);
  return only.answer;
}

function labelOf(world: World): string {
  return world.decisions
    .map(({ variable, left, isNot }) => {
      if (left?.size === 1) return `${variable.label}=${[...left].join()}`;
      const excluded = variable.values?.filter((value) => left?.has(value) === false) ?? [...isNot];
      return `${variable.label}!=${excluded.join()}`;
    })
    .join("&");
}
