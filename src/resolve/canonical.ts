/**
 * One spelling for every value, so that two expressions that say the same thing compare equal.
 *
 * What is unknown has a spelling too: two references to one parameter without a value are the same unknown.
 */
import type { Decided, Symbol, Value } from "./value.ts";

/** Marks what is no literal text; control characters cannot come from a template's literals through `escape`. */
const open = "\u0001";
const close = "\u0002";

/** The canonical spelling of a value. Choices are spelled with all their alternatives. */
export function canonical(value: Value): string {
  switch (value.kind) {
    case "known":
      return escape(String(value.value));
    case "text":
      return value.parts.map(canonical).join("");
    case "identity":
      return `${open}${symbolText(value.symbol)}${close}`;
    case "secret":
      return `${open}secret:${value.source}:${value.name}${close}`;
    case "unknown":
      return `${open}?${value.reason.kind}:${value.reason.stack}/${value.reason.name}${close}`;
    case "absent":
      return `${open}absent${close}`;
    case "list":
      return `${open}[${value.items.map(canonical).join(",")}]${close}`;
    case "map":
      return `${open}{${[...value.entries].map(([k, v]) => `${escape(k)}:${canonical(v)}`).sort().join(",")}}${close}`;
    case "choice":
      return `${open}choice:${value.alternatives.map((a) => canonical(a.value)).join("|")}${close}`;
  }
}

function symbolText(symbol: Symbol): string {
  switch (symbol.kind) {
    case "attribute":
      return `${symbol.resource.stack}/${symbol.resource.logicalId}.${symbol.attribute}`;
    case "pseudo":
      return `${symbol.stack}/${symbol.name}`;
    case "zone":
      return `${symbol.stack}/zone ${symbol.index} of ${symbol.region}`;
  }
}

function escape(text: string): string {
  return text.replaceAll(open, "").replaceAll(close, "");
}

/**
 * Whether two values are the same text: yes, no, or undefined where that cannot be known. Two literals differ when their
 * texts do; anything else that is spelled differently may still be equal.
 */
export function sameText(a: Decided, b: Decided): boolean | undefined {
  if (canonical(a) === canonical(b)) return a.kind === "absent" ? undefined : true;
  if (a.kind === "known" && b.kind === "known") return false;
  return undefined;
}
