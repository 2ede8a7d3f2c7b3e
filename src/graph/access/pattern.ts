/**
 * Texts with wildcards and undecided parts, and whether one can match another.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 *
 * Invariant: a match is certain, impossible, or unknown with the reasons of the parts that would decide it. The cost is
 * at most the product of the two lengths; there is no backtracking.
 * Not here: how the values of a template become tokens; see tokens.ts.
 */
import type { Reason } from "../../resolve/value.ts";
import type { Ternary } from "../ternary.ts";

export type Token =
  /** One character. */
  | string
  /** `*` and `?` of a policy. */
  | { readonly kind: "star" }
  | { readonly kind: "one" }
  /** A region or an account that is decided at deployment; or a text that is no more than a part of a name. */
  | { readonly kind: "field"; readonly of: "region" | "account" | "text" }
  /** A name that CloudFormation makes up: it has random characters, so no literal spells it. */
  | { readonly kind: "generated"; readonly id: string; readonly reason: Reason }
  /** A text that is not known. */
  | { readonly kind: "unknown"; readonly id: string; readonly reason: Reason }
  /** In what is asked about: some text, such as the key of an object. */
  | { readonly kind: "some" };

export type Tokens = readonly Token[];

/** Longer texts are not compared: a policy has at most 20,480 characters, an ARN 2,048. */
const maximalLength = 4096;

const tooLong: Reason = {
  kind: "limit",
  name: "pattern",
  stack: "",
  message: `a text in a policy has more than ${maximalLength} characters`,
  settle: null,
};

/** Whether the pattern matches at least one of the texts that `subject` stands for. */
export function matchesSome(pattern: Tokens, subject: Tokens): Ternary {
  return decide(pattern, subject, "exists");
}

/** Whether the pattern matches all of the texts that `subject` stands for. */
export function matchesAll(pattern: Tokens, subject: Tokens): Ternary {
  return decide(pattern, subject, "every");
}

function decide(pattern: Tokens, subject: Tokens, quantifier: "exists" | "every"): Ternary {
  if (pattern.length > maximalLength || subject.length > maximalLength) return [tooLong];
  let start = 0;
  for (; start < pattern.length && start < subject.length; start++) {
    const [a, b] = [pattern[start], subject[start]];
    if (typeof a !== "string" || typeof b !== "string") break;
    if (a !== b) return false;
  }
  const [left, right] = start === 0 ? [pattern, subject] : [pattern.slice(start), subject.slice(start)];
  if (aligns(left, right, { quantifier, certain: true })) return true;
  const reasons = reasonsOf([...left, ...right]);
  const [first, ...rest] = reasons;
  if (first === undefined) return false;
  const mode = { quantifier, certain: false };
  return aligns(withRandomness(left), withRandomness(right), mode) ? [first, ...rest] : false;
}

interface Mode {
  readonly quantifier: "exists" | "every";
  /** Whether undecided parts are taken as they are, or as any text that they could be. */
  readonly certain: boolean;
}

/** A generated name begins with text that may be anything, and goes on with characters that nobody can foresee. */
function withRandomness(tokens: Tokens): Tokens {
  return tokens.flatMap((token) =>
    typeof token !== "string" && token.kind === "generated" ? [plainText, token] : [token],
  );
}

const plainText: Token = { kind: "field", of: "text" };

/** Walks both at once, through all positions that can be reached together. */
function aligns(pattern: Tokens, subject: Tokens, mode: Mode): boolean {
  const width = subject.length + 1;
  let row = new Uint8Array(width);
  row[0] = 1;
  for (let i = 0; i <= pattern.length; i++) {
    const next = new Uint8Array(width);
    const a = pattern[i];
    const stretches = a !== undefined && isStretch(a, mode, "pattern");
    for (let j = 0; j <= subject.length; j++) {
      if (row[j] === 0) continue;
      const b = subject[j];
      if (stretches) next[j] = 1;
      if (b !== undefined && stretches && takes(a, b)) row[j + 1] = 1;
      if (b !== undefined && isStretch(b, mode, "subject")) {
        row[j + 1] = 1;
        if (a !== undefined && takes(b, a)) next[j] = 1;
      }
      if (a !== undefined && b !== undefined && isSame(a, b, mode)) next[j + 1] = 1;
    }
    if (i === pattern.length) break;
    row = next;
  }
  return row[subject.length] === 1;
}

/** Whether a token stands for a text of any length. */
function isStretch(token: Token, mode: Mode, side: "pattern" | "subject"): boolean {
  if (typeof token === "string") return false;
  switch (token.kind) {
    case "star":
      return side === "pattern" || mode.quantifier === "exists";
    case "some":
      return mode.quantifier === "exists";
    case "field":
      return true;
    case "unknown":
      return !mode.certain;
    default:
      return false;
  }
}

/** Whether a token of any length can hold another one. */
function takes(stretch: Token, token: Token): boolean {
  if (typeof stretch === "string" || stretch.kind !== "field") return true;
  if (typeof token === "string") return fits[stretch.of](token);
  return token.kind === "one" || (token.kind === "field" && (stretch.of === "text" || stretch.of === token.of));
}

const isDigit = (character: string): boolean => character >= "0" && character <= "9";
const fits = {
  account: isDigit,
  region: (character: string): boolean =>
    character === "-" || isDigit(character) || (character >= "a" && character <= "z"),
  text: (character: string): boolean => character !== ":" && character !== "/",
};

function isSame(a: Token, b: Token, { quantifier }: Mode): boolean {
  // A letter takes one of the texts that `?` stands for, and not all of them.
  if (typeof a === "string") return a === b || (quantifier === "exists" && typeof b !== "string" && b.kind === "one");
  if (typeof b === "string") return a.kind === "one";
  if (a.kind !== b.kind) return false;
  if (a.kind === "field") return a.of === (b as typeof a).of;
  return a.kind === "one" || ("id" in a && "id" in b && a.id === b.id);
}

function reasonsOf(tokens: Tokens): readonly Reason[] {
  const reasons = new Map<string, Reason>();
  for (const token of tokens) {
    if (typeof token !== "string" && "reason" in token) reasons.set(token.id, token.reason);
  }
  const unknowns = [...reasons.values()];
  return unknowns.some((r) => r.kind !== "generated") ? unknowns.filter((r) => r.kind !== "generated") : unknowns;
}
