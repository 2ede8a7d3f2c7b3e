import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matchesAll, matchesSome, type Token, type Tokens } from "../../../src/graph/access/pattern.ts";
import type { Reason } from "../../../src/resolve/value.ts";

const reason = (kind: string, name: string): Reason => ({ kind, name, stack: "", message: name, settle: null });

/** Spells tokens: `*` and `?` are wildcards, `~` is some text, `#` a region, `@` an account, `{x}` a made-up name, `<x>` is not known. */
function tokens(text: string): Tokens {
  const result: Token[] = [];
  for (const piece of text.match(/\{\w+\}|<\w+>|./g) ?? []) {
    const name = piece.slice(1, -1);
    if (piece === "*") result.push({ kind: "star" });
    else if (piece === "?") result.push({ kind: "one" });
    else if (piece === "~") result.push({ kind: "some" });
    else if (piece === "#") result.push({ kind: "field", of: "region" });
    else if (piece === "@") result.push({ kind: "field", of: "account" });
    else if (piece.startsWith("{")) result.push({ kind: "generated", id: name, reason: reason("generated", name) });
    else if (piece.startsWith("<")) result.push({ kind: "unknown", id: name, reason: reason("parameter", name) });
    else result.push(piece);
  }
  return result;
}

const spelled = (answer: ReturnType<typeof matchesSome>): string =>
  typeof answer === "boolean" ? (answer ? "yes" : "no") : answer.map(({ name }) => name).join(",");

describe("a pattern and what is asked about", () => {
  test.each([
    ["s3:::b/*", "s3:::b/~", "yes", "all keys"],
    ["s3:::b/in/*", "s3:::b/~", "yes", "some keys are enough"],
    ["s3:::b", "s3:::b/~", "no", "the bucket is none of its objects"],
    ["s3:::*", "s3:::b/~", "yes", "a wildcard crosses slashes"],
    ["s3:::{b}/*", "s3:::{b}/~", "yes", "the same made-up name"],
    ["s3:::{a}/*", "s3:::{b}/~", "no", "two made-up names differ"],
    ["s3:::{a}*", "s3:::{b}/~", "no", "two made-up names differ before a wildcard, too"],
    ["s3:::other/*", "s3:::{b}/~", "no", "no literal spells a made-up name"],
    ["s3:::app-*/*", "s3:::{b}/~", "b", "a made-up name may begin with the stack's"],
    ["s3:::<p>/*", "s3:::{b}/~", "p", "a parameter may be the made-up name"],
    ["s3:::<p>/*", "s3:::<p>/~", "yes", "one parameter, whatever its value"],
    ["s3:::<p>-x/*", "s3:::<p>-y/~", "p", "one parameter with different ends: only its own text could make up for it"],
    ["<p>", "s3:::b/~", "p", "anything"],
    ["dynamodb:#:@:table/T", "dynamodb:#:@:table/T", "yes", "the region of the stack"],
    ["dynamodb:eu-west-1:1234:table/T", "dynamodb:#:@:table/T", "yes", "a region that is spelled out"],
    ["dynamodb:*:*:table/T/index/*", "dynamodb:#:@:table/T", "no", "an index is no table"],
    ["dynamodb:eu-west-1:theirs:table/T", "dynamodb:#:@:table/T", "no", "an account is a number"],
    ["dynamodb:#:table/T", "dynamodb:#:@:table/T", "no", "a field holds no colon"],
    ["b??k", "book", "yes", "one character each"],
    ["b?k", "book", "no", "one character each"],
  ])("%s reaches %s: %s (%s)", (pattern, subject, expected) => {
    expect(spelled(matchesSome(tokens(pattern), tokens(subject)))).toBe(expected);
  });

  test.each([
    ["s3:::b/*", "s3:::b/~", "yes"],
    ["s3:::b/in/*", "s3:::b/~", "no"],
    ["s3:::b/*/x", "s3:::b/~", "no"],
    ["*", "s3:::b/~", "yes"],
    ["s3:::b/in/*", "s3:::b/in/*", "yes"],
    ["s3:::b/in/x/*", "s3:::b/in/*", "no"],
    ["s3:::<p>/*", "s3:::b/~", "p"],
  ])("%s covers all of %s: %s", (pattern, subject, expected) => {
    expect(spelled(matchesAll(tokens(pattern), tokens(subject)))).toBe(expected);
  });

  test("agrees with trying out all short texts", () => {
    const pieces = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 5 }).map((all) => all.join(""));
    const subjects = fc.array(fc.constantFrom("a", "b", "~"), { maxLength: 5 }).map((all) => all.join(""));
    const texts = allTexts(6);
    fc.assert(
      fc.property(pieces, subjects, (pattern, subject) => {
        const common = texts.some((text) => fits(pattern, text) && fits(subject.replaceAll("~", "*"), text));
        // A text that both match is never longer than both together need: 5 characters here.
        expect(matchesSome(tokens(pattern), tokens(subject))).toBe(common);
      }),
    );
  });

  test("of thousands of wildcards is answered, and a longer text is not known", () => {
    const wide = (n: number): Tokens => tokens("*a".repeat(n));
    expect(matchesSome(wide(1000), tokens("a".repeat(2000)))).toBe(true);
    expect(spelled(matchesSome(wide(3000), tokens("a")))).toBe("pattern");
  });
});

function fits(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.replaceAll("?", ".").replaceAll("*", ".*")}$`).test(text);
}

function allTexts(length: number): readonly string[] {
  let last = [""];
  const all = [...last];
  for (let n = 0; n < length; n++) {
    last = last.flatMap((text) => [`${text}a`, `${text}b`]);
    all.push(...last);
  }
  return all;
}
