/**
 * A question that may throw `Split` -> the same as `explore` asks it: the answer, or what to decide first.
 */
import { Split } from "../../resolve/world.ts";
import type { SplitOutcome } from "../outcome.ts";

export function inWorld<T>(ask: () => T): T | SplitOutcome {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Split) return { kind: "split", on: error.on };
    throw error;
  }
}
