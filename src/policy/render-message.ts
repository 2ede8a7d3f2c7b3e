/**
 * A message and its facts -> the text that people read.
 *
 * Invariant: a message never fails; what is not known stands as `?`, and a message that holds one, or a part of which
 * has no words, says that it is not whole. Not here: what is told instead; see ./judge-rules.ts. Keeping secrets out; see
 * ../lint/secrets.ts.
 */
import { spell } from "../resolve/spell.ts";
import type { Expression } from "./expression.ts";
import type { Fact, FactRegistry } from "./fact.ts";
import { isSplit, type Outcome } from "./outcome.ts";
import type { Message } from "./rule.ts";

/** What stands for something that is not known. */
export const notKnown = "?";

export interface RenderedMessage {
  readonly text: string;
  /** Whether all of it is known, and each of its parts says something. */
  readonly isWhole: boolean;
}

export function renderMessage(
  message: Message,
  valueOf: (part: Expression) => Outcome,
  registry: FactRegistry,
): RenderedMessage {
  const parts = message.map((part) => {
    if (typeof part === "string") return { text: part, isWhole: true };
    const text = renderOutcome(valueOf(part), registry);
    return { text, isWhole: text !== "" && !text.includes(notKnown) };
  });
  return { text: parts.map(({ text }) => text).join(""), isWhole: parts.every(({ isWhole }) => isWhole) };
}

function renderOutcome(outcome: Outcome, registry: FactRegistry): string {
  return isSplit(outcome) ? notKnown : renderFact(outcome, registry);
}

function renderFact(fact: Fact, registry: FactRegistry): string {
  if (typeof fact !== "object" || fact === null) return String(fact);
  switch (fact.kind) {
    case "list": {
      const items = fact.items.map(({ value }) => renderFact(value, registry));
      return [...new Set(items), ...(fact.open.length > 0 ? [notKnown] : [])].join(", ");
    }
    case "map":
      return [...fact.entries.keys()].join(", ");
    case "object": {
      const type = registry.lineage(fact.type).find(({ text }) => text !== undefined);
      return type?.text?.(fact.self as never) ?? fact.type;
    }
    case "symbolic":
      return spell(fact.value);
    case "bounded":
      return fact.atMost === Number.POSITIVE_INFINITY
        ? `at least ${fact.atLeast}`
        : `between ${fact.atLeast} and ${fact.atMost}`;
    default:
      return notKnown;
  }
}
