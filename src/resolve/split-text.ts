/**
 * A text of which parts may be undecided -> the list that it is cut into.
 *
 * Invariant: only what is certain is cut. What stands before the first part that may itself hold the delimiter is known;
 * from there on an unknown number of items is.
 */
import { mergeParts, type Part, partsOf, textOfParts } from "./parts.ts";
import { isPlainWord } from "./pseudo.ts";
import { derive } from "./undecided.ts";
import type { Decided, ListValue, Value } from "./value.ts";

type Origin = Value["origin"];

/** @returns undefined where the value is no text. */
export function splitText(delimiter: string, text: Decided, origin: Origin, stack: string): ListValue | undefined {
  if (text.kind === "list" || text.kind === "map" || text.kind === "absent") return undefined;
  const joined = joinedWith(delimiter, text);
  if (joined?.kind === "list") return joined;
  const { items, isWhole } = cut(partsOf(text, stack), delimiter, (part) => !isOneWord(part, delimiter));
  const rest = isWhole ? [] : [derive(`Split ${delimiter}`, [text], origin, true)];
  return { kind: "list", origin, items: [...items.map((item) => asItem(item, origin)), ...rest] };
}

/**
 * The list that a list parameter is passed as text, without the blanks around the items. What was joined with commas is
 * the list that it was; what is undecided and stands between commas is taken to be one item, as ids and ARNs are.
 */
export function listOfText(text: Decided, origin: Origin, stack: string): Decided {
  if (text.kind === "list" || text.kind === "map" || text.kind === "absent") return text;
  const joined = joinedWith(",", text);
  if (joined !== undefined && joined.kind !== "choice") return joined;
  if (text.kind === "unknown" && text.many === true) return text;
  const mayBeMany = text.kind === "unknown" || text.kind === "secret" || isOutput(text);
  if (mayBeMany) return derive("Split ,", [text], origin, true);
  const { items } = cut(partsOf(text, stack), ",", () => false);
  return { kind: "list", origin, items: items.map((item) => asItem(item.map(trimmed), origin)) };
}

/** Items up to the first part that may hold the delimiter. */
function cut(
  parts: readonly Part[],
  delimiter: string,
  mayHold: (part: Part) => boolean,
): { readonly items: readonly (readonly Part[])[]; readonly isWhole: boolean } {
  const items: Part[][] = [[]];
  for (const part of parts) {
    if (part.kind === "known") {
      for (const [i, piece] of String(part.value).split(delimiter).entries()) {
        if (i > 0) items.push([]);
        items.at(-1)?.push({ ...part, value: piece });
      }
    } else if (mayHold(part)) return { items: items.slice(0, -1), isWhole: false };
    else items.at(-1)?.push(part);
  }
  return { items, isWhole: true };
}

function asItem(parts: readonly Part[], origin: Origin): Decided {
  return textOfParts(mergeParts(parts, origin), origin);
}

/** Blanks around an item; those inside a literal between two undecided parts are nobody's. */
function trimmed(part: Part): Part {
  return part.kind === "known" ? { ...part, value: String(part.value).trim() } : part;
}

/** What was joined with a delimiter and is not known by itself. */
function joinedWith(delimiter: string, text: Decided): Value | undefined {
  return text.kind === "unknown" && text.derived?.how === `Join ${delimiter}` ? text.derived.of[0] : undefined;
}

/** Ids and ARNs have colons and slashes, and no commas. */
function isOneWord(part: Part, delimiter: string): boolean {
  if (part.kind !== "identity") return false;
  const { symbol } = part;
  if (symbol.kind === "pseudo") return isPlainWord(symbol.name) && /^[:/,|]/.test(delimiter);
  return (
    symbol.kind === "attribute" && /^(?:Ref|[A-Za-z]*(?:Id|Arn))$/.test(symbol.attribute) && /^[,|;]/.test(delimiter)
  );
}

/** An output of a nested stack is a text of its author's making, a list of ids as often as not. */
function isOutput(text: Decided): boolean {
  if (text.kind !== "identity" || text.symbol.kind !== "attribute") return false;
  return text.symbol.attribute.startsWith("Outputs.");
}
