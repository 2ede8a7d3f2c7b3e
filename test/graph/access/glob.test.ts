import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { globMatches } from "../../../src/graph/access/glob.ts";

/** What a pattern means, spelled by recursion: slow, and plainly right. */
function means(pattern: string, text: string): boolean {
  const [head] = pattern;
  if (head === undefined) return text === "";
  if (head === "*") return means(pattern.slice(1), text) || (text !== "" && means(pattern, text.slice(1)));
  return text !== "" && (head === "?" || head === text[0]) && means(pattern.slice(1), text.slice(1));
}

describe("a literal pattern", () => {
  test("matches what its wildcards mean", () => {
    const letters = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 8 }).map((all) => all.join(""));
    const texts = fc.array(fc.constantFrom("a", "b"), { maxLength: 8 }).map((all) => all.join(""));
    fc.assert(fc.property(letters, texts, (pattern, text) => globMatches(pattern, text) === means(pattern, text)));
  });

  test("with many wildcards is answered for a long text", () => {
    expect(globMatches(`${"*a".repeat(500)}b`, "a".repeat(5000))).toBe(false);
    expect(globMatches("*a".repeat(500), "a".repeat(5000))).toBe(true);
  });
});
