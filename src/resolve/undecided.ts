/**
 * Values that cannot be known -> why, and what functions make of them.
 *
 * Invariant: what is made of something unknown keeps its reason, so that naming the one missing input settles both.
 */
import { limitReason, pseudoReason } from "./reason.ts";
import { symbolName } from "./spell.ts";
import type { Decided, Derivation, Reason, Symbol, Unknown, Value } from "./value.ts";

/**
 * What a function makes of something undecided. Its reason is the first one among the values it is made of.
 *
 * @param how the function and its plain arguments: `Select 2`.
 */
export function derive(how: string, of: readonly Decided[], origin: Value["origin"], many = false): Unknown {
  const derived: Derivation = { how, of };
  const assumed = of.flatMap((value) => value.assumed ?? []);
  return {
    kind: "unknown",
    origin,
    reason: firstReason(of) ?? limitReason("", how, `${how} cannot be computed`),
    derived,
    ...(many && { many }),
    ...(assumed.length > 0 && { assumed: [...new Set(assumed)] }),
  };
}

function firstReason(values: readonly Value[]): Reason | undefined {
  for (const value of values) {
    const reason = reasonOf(value);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Why the text of a value is not known; undefined where it is. */
export function reasonOf(value: Value): Reason | undefined {
  switch (value.kind) {
    case "unknown":
      return value.reason;
    case "identity":
      return symbolReason(value.symbol);
    case "secret":
      return { kind: "secret", name: value.name, stack: "", message: `${value.name} is a secret`, settle: null };
    case "text":
      return firstReason(value.parts);
    case "list":
      return firstReason(value.items) ?? value.open;
    case "map":
      return firstReason([...value.entries.values()]) ?? value.open;
    case "choice":
      return firstReason(value.alternatives.map((alternative) => alternative.value));
    default:
      return undefined;
  }
}

function symbolReason(symbol: Symbol): Reason {
  const name = symbolName(symbol);
  if (symbol.kind === "pseudo") return pseudoReason(symbol.stack, name);
  const stack = symbol.kind === "attribute" ? symbol.resource.stack : symbol.stack;
  return { kind: symbol.kind, name, stack, message: `${name} is decided at deployment`, settle: null };
}
