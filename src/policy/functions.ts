/**
 * The functions of CEL that rules may call, on texts that may not wholly be known.
 *
 * Not here: fact methods (they belong to their types) and macros; see list-operations.ts.
 */
import { isScalar, numberIn } from "./comparison.ts";
import type { FunctionName } from "./expression.ts";
import { type Fact, listOf } from "./fact.ts";
import { elementsOf, listFrom, sizeOf } from "./list-operations.ts";
import { isUndecided, misasked, type Outcome, tooMuch, type Undecided, undecidedOf, unknownOf } from "./outcome.ts";
import { matcherOf } from "./regular-expression.ts";
import { maximalLength, type Run } from "./run.ts";
import { containsText, endsWithText, startsWithText, whyUndecided } from "./symbolic-text.ts";

type TextQuestion = "startsWith" | "endsWith" | "contains";

const questions = {
  startsWith: { asked: (text: string, part: string) => text.startsWith(part), symbolic: startsWithText },
  endsWith: { asked: (text: string, part: string) => text.endsWith(part), symbolic: endsWithText },
  contains: { asked: (text: string, part: string) => text.includes(part), symbolic: containsText },
} as const;

/** @param args known facts, the receiver first */
export function callFunction(name: FunctionName, args: readonly Fact[], run: Run): Outcome {
  const [first = null, second = null] = args;
  switch (name) {
    case "size":
      return size(first, run);
    case "startsWith":
    case "endsWith":
    case "contains":
      return askText(name, first, second);
    case "matches":
      return withTexts([first, second], (text, pattern) => matcherOf(pattern)(text));
    case "lowerAscii":
      return withTexts([first], (text) => text.toLowerCase());
    case "upperAscii":
      return withTexts([first], (text) => text.toUpperCase());
    case "trim":
      return withTexts([first], (text) => text.trim());
    case "split":
      return withTexts([first, second], (text, separator) => bounded(text.split(separator)));
    case "join":
      return join(first, args[1] ?? "", run);
    case "string":
      return isSymbolic(first) ? first : withTexts([first], (text) => text);
    case "int":
      return withNumber(first, Math.trunc);
    case "double":
      return withNumber(first, (number) => number);
    case "divide":
      return typeof first === "number" && typeof second === "number"
        ? first / second
        : misasked("no numbers to divide");
  }
}

function size(of: Fact, run: Run): Outcome {
  if (typeof of === "string") return [...of].length;
  if (isSymbolic(of) && of.value.kind !== "unknown") return unknownOf(whyUndecided(of.value));
  const list = listFrom(of);
  return isUndecided(list) ? list : sizeOf(list, run);
}

/** Where the literal parts of a text that is not wholly known decide, they do. */
function askText(name: TextQuestion, of: Fact, part: Fact): Outcome {
  if (isSymbolic(of) && isKnownText(part)) {
    return questions[name].symbolic(of.value, String(part)) ?? unknownOf(whyUndecided(of.value));
  }
  return withTexts([of, part], questions[name].asked);
}

function join(of: Fact, separator: Fact, run: Run): Outcome {
  const list = listFrom(of);
  const elements = isUndecided(list) ? list : elementsOf(list, run);
  if (isUndecided(elements)) return elements;
  return withTexts([separator, ...elements], (between, ...texts) => boundedText(texts.join(between)));
}

function withTexts(facts: readonly Fact[], make: (...texts: [string, string, ...string[]]) => Outcome): Outcome {
  const undecided = undecidedOf(facts.map((fact) => (isKnownText(fact) ? fact : noText(fact))));
  return undecided ?? make(...(facts.map(String) as [string, string, ...string[]]));
}

function withNumber(fact: Fact, make: (number: number) => number): Outcome {
  const number = typeof fact === "string" ? numberIn(fact) : fact;
  if (typeof number === "number") return make(number);
  return isSymbolic(fact) ? unknownOf(whyUndecided(fact.value)) : misasked("a text that is no number was converted");
}

function noText(fact: Fact): Undecided {
  if (isSymbolic(fact)) return unknownOf(whyUndecided(fact.value));
  return misasked("a text was asked for where there is none");
}

/** CloudFormation passes numbers and booleans on as text. */
function isKnownText(fact: Fact): fact is string | number | boolean {
  return isScalar(fact) && fact !== null;
}

function isSymbolic(fact: Fact): fact is Extract<Fact, { kind: "symbolic" }> {
  return typeof fact === "object" && fact?.kind === "symbolic";
}

function bounded(texts: readonly string[]): Outcome {
  return texts.length > maximalLength ? tooMuch(`lists of more than ${maximalLength} elements`) : listOf(texts);
}

export function boundedText(text: string): Outcome {
  return text.length > maximalLength ? tooMuch(`texts of more than ${maximalLength} characters`) : text;
}
