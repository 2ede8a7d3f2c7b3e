/**
 * Values -> words for people. Nothing of a secret is told, and what is undecided stands in braces.
 *
 * Not here: the spelling that is compared; see ./canonical.ts.
 */
import type { Reason, Symbol, Value } from "./value.ts";

/** What a person calls it: `Uploads`, `Uploads.Arn`, `AWS::Region`. */
export function symbolName(symbol: Symbol): string {
  switch (symbol.kind) {
    case "attribute":
      return symbol.attribute === "Ref"
        ? symbol.resource.logicalId
        : `${symbol.resource.logicalId}.${symbol.attribute}`;
    case "pseudo":
      return symbol.name;
    case "zone":
      return `zone ${symbol.index + 1} of the region`;
  }
}

/** A value for people: literals as they are, names in braces, nothing of a secret. */
export function spell(value: Value): string {
  switch (value.kind) {
    case "known":
      return String(value.value);
    case "text":
      return value.parts.map(spell).join("");
    case "identity":
      return `\${${symbolName(value.symbol)}}`;
    case "secret":
      return "a secret";
    case "unknown":
      // The name of an import is its canonical spelling, which may hold undecided parts: no text for people.
      return value.derived === undefined && !isCode(value.reason) && /^[\w.:/-]+$/.test(value.reason.name)
        ? `\${${value.reason.name}}`
        : "?";
    default:
      return "?";
  }
}

/** Whether the name of a reason is that of what would have made the value, and so no name of the value. */
function isCode({ kind }: Reason): boolean {
  return kind === "macro" || kind === "loop" || kind === "include" || kind === "module";
}
