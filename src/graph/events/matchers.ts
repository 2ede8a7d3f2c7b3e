/**
 * One field of an event pattern (`[{"prefix": "in/"}, "a.jpg"]`) -> the texts that it accepts, as a set that can be compared.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * Invariant: an operator that is not known here leaves the set open; it never narrows or widens it silently.
 */
import { booleanOf, listIn } from "../../resolve/reading.ts";
import { invalidReason } from "../../resolve/reason.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { Token, Tokens } from "../access/pattern.ts";
import { type TokenContext, textTokens } from "../access/tokens.ts";
import { endingWith, everyKey, type KeySet, keysExcept, keysWithin, noKey, startingWith, union } from "./key-filter.ts";

/** The texts that a field of a pattern accepts; all of them where the pattern does not speak of the field. */
export function textsAccepted(field: Value, context: TokenContext): KeySet {
  const decided = context.world.read(field);
  if (decided.kind === "absent") return everyKey;
  const { items, open } = listIn(decided, context.world);
  return union([{ terms: [], open }, ...items.map((item) => matching(item, context))]);
}

/** What one matcher of a list accepts. */
export function matching(matcher: Decided, context: TokenContext): KeySet {
  // Null in the event is no text.
  if (matcher.kind === "known" && matcher.value === null) return noKey;
  if (matcher.kind !== "map") return keysWithin(textTokens(matcher, context));
  const [operator, ...others] = [...matcher.entries];
  if (operator === undefined || others.length > 0) return openSet(operator?.[0] ?? "");
  const [name, written] = operator;
  const value = context.world.read(written);
  if (name === "exists") return existing(value);
  // Digits in a text are no number.
  if (name === "numeric") return noKey;
  if (name === "anything-but") return anythingBut(value, context);
  const pattern = patternFor(name, value, context);
  return pattern === undefined ? openSet(name) : keysWithin(pattern);
}

function existing(value: Decided): KeySet {
  const exists = booleanOf(value);
  if (exists === undefined) return openSet("exists", reasonOf(value));
  return exists ? everyKey : noKey;
}

/** Every text but those that are listed, or that one of the listed prefixes, suffixes or wildcards takes. */
function anythingBut(value: Decided, context: TokenContext): KeySet {
  const { world } = context;
  const excluded = (operator: string, list: Value): KeySet => {
    const { items, open } = listIn(list, world);
    const patterns = items.map((item) => patternFor(operator, item, context));
    const known = patterns.filter((pattern) => pattern !== undefined);
    return known.length < patterns.length || open.length > 0 ? openSet(operator) : keysExcept(...known);
  };
  if (value.kind !== "map") return excluded("", value);
  const [operator] = [...value.entries];
  return operator === undefined ? openSet("anything-but") : excluded(operator[0], operator[1]);
}

function patternFor(operator: string, value: Decided, context: TokenContext): Tokens | undefined {
  // A map here says that letter case does not matter.
  if (value.kind === "map") return undefined;
  const text = textTokens(value, context);
  switch (operator) {
    case "":
      return text;
    case "prefix":
      return startingWith(text);
    case "suffix":
      return endingWith(text);
    case "wildcard":
      return withStars(text);
    default:
      return undefined;
  }
}

const star: Token = { kind: "star" };

/** `*` stands for any characters, and a backslash takes its meaning away. */
function withStars(text: Tokens): Tokens {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; i++) {
    const token = text[i];
    const next = text[i + 1];
    if (token === "\\" && (next === "*" || next === "\\")) {
      tokens.push(next);
      i++;
    } else if (token !== undefined) tokens.push(token === "*" ? star : token);
  }
  return tokens;
}

function openSet(operator: string, reason?: Reason): KeySet {
  const message = `what the matcher ${operator} of an event pattern accepts is not worked out`;
  return { terms: [], open: [reason ?? invalidReason("", message)] };
}
