/**
 * `when:` of an exception (`{Env: [dev, test]}`) -> when that holds in an app.
 *
 * A parameter that no stack declares has none of the values: an exception is never wider than it says.
 */
import type { Relaxation } from "../policy/architecture/relaxation.ts";
import { and, atom, type Guard, never, or } from "../resolve/guard.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { Value } from "../resolve/value.ts";
import { parseSource } from "../source/parse.ts";

/** @param own the stack that is asked about; what it does not declare is looked for in the others. */
export function whenGuard(
  when: Relaxation["when"],
  own: ResolvedStack | undefined,
  stacks: readonly ResolvedStack[],
): Guard {
  return and(
    ...when.map(({ parameter, values }) => {
      const asked = own === undefined ? stacks : [own, ...stacks];
      const stack = asked.find(({ template }) => template.parameters.has(parameter));
      return stack === undefined ? never : isOneOf(parameter, new Set(values), stack);
    }),
  );
}

function isOneOf(parameter: string, values: ReadonlySet<string>, stack: ResolvedStack): Guard {
  const reference = parseSource("when.json", JSON.stringify({ Ref: parameter })).root;
  const holds = (value: Value): Guard => {
    if (value.kind === "known") return values.has(String(value.value)) ? { kind: "true" } : never;
    if (value.kind === "choice") return or(...value.alternatives.map((one) => and(one.guard, holds(one.value))));
    if (value.kind !== "unknown") return never;
    const variable = { id: `${stack.stack.name}/${parameter}`, label: parameter, values: undefined };
    return or(...[...values].map((text) => atom(variable, text)));
  };
  return holds(stack.valueOf(reference));
}
