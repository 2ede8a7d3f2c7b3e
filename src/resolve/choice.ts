import type { SourceNode } from "../source/node.ts";
import { choose } from "./reading.ts";
import { invalid } from "./refusal.ts";
import type { Scope } from "./scope.ts";
import type { Value } from "./value.ts";

/** `If`: the name of a condition and two values, of which the condition chooses one. */
export function choice(argument: SourceNode, at: SourceNode, scope: Scope): Value {
  const [condition, then, otherwise] = argument.kind === "sequence" ? argument.items : [];
  if (condition === undefined || then === undefined || otherwise === undefined) {
    return invalid("If takes a condition and two values", at, scope);
  }
  return choose(scope.condition(condition), scope.valueOf(then), scope.valueOf(otherwise), at);
}
