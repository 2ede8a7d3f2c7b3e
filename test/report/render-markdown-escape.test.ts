import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { codeSpan, htmlCode, link, prose, visible } from "../../src/report/render-markdown-escape.ts";
import { active, hostileText as text } from "./hostile-text.ts";
import { readMarkdown } from "./read-markdown.ts";

/** How Stackplumb puts text of templates into what it writes. */
const places: readonly (readonly [string, (text: string) => string])[] = [
  ["a sentence", (value) => `Text: ${prose(value)} and more`],
  ["a sentence of names", (value) => `Text: ${prose(value, new Set(["word", "Uploads"]))}`],
  ["the beginning of a line", (value) => `${prose(value)} and more`],
  ["the beginning of an item", (value) => `- ${prose(value)} and more`],
  ["a code span", (value) => `Text: ${codeSpan(value)} and more`],
  [
    "an item of a list",
    (value) =>
      `- ${codeSpan("x")} ${prose(value)}\n  <details><summary>one</summary>\n\n  1. ${codeSpan(value)} ${prose(value)}\n\n  </details>`,
  ],
  ["the label of a link", (value) => `See ${link(codeSpan(value), "https://github.com/acme/shop")} there`],
  [
    "a folded title",
    (value) => `<details><summary><b>${htmlCode(value)}</b>: 1 error</summary><br>\n\ntext\n\n</details>`,
  ],
  ["two neighbours", (value) => `<b>${codeSpan(value)} ${prose(value)}</b>`],
];

describe("text of templates in Markdown", () => {
  test.each(places)("does nothing in %s", (_, place) => {
    const calm = readMarkdown(place("calm"));
    fc.assert(
      fc.property(text, (value) => {
        const seen = readMarkdown(place(value));
        expect(seen.kinds).toEqual(calm.kinds);
        expect(seen.links).toEqual(calm.links);
        expect(seen.html).toEqual(calm.html.map((html) => html.replace("calm", () => inHtml(value))));
        expect(seen.plainText).not.toMatch(active);
      }),
      { numRuns: 250 },
    );
  });

  test("is shown whole: no visible character is lost in a code span", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("`", " ", "a", "\\", "<", "|"), minLength: 1, maxLength: 20 }),
        (value) => {
          expect(readMarkdown(`Text: ${codeSpan(value)}`).code).toEqual([value.replace(/ +/g, " ")]);
        },
      ),
    );
  });

  test("shows what it hides, on one line", () => {
    expect(visible("safe\u202Egnp.exe")).toBe("safe<U+202E>gnp.exe");
    expect(visible("a\u200bb\u0000\u{e0041}\ud800")).toBe("a<U+200B>b<U+0000><U+E0041><U+D800>");
    expect(visible("one\r\ntwo\u2028three\tfour")).toBe("one two three four");
  });

  test("is bounded", () => {
    expect(visible("x".repeat(50), 10)).toBe(`${"x".repeat(10)}\u2026`);
    expect(visible("\u200b".repeat(5000), 100).length).toBeLessThanOrEqual(102);
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (value, limit) => visible(value, limit).length <= limit + 1),
    );
  });

  test("reads like a sentence where it is one, with names and code set apart", () => {
    expect(prose("nothing lets s3.amazonaws.com invoke it (see AWS::Lambda::Permission).")).toBe(
      "nothing lets `s3.amazonaws.com` invoke it (see `AWS::Lambda::Permission`).",
    );
    expect(prose("WebGroup doesn't span 2 zones, so 50% of EC2 is lost")).toBe(
      "`WebGroup` doesn't span 2 zones, so 50% of EC2 is lost",
    );
    expect(prose("Uploads is public", new Set(["Uploads"]))).toBe("`Uploads` is public");
    expect(prose('Tag it: Tags.of(app).add("Owner", "team").')).toBe('Tag it: `Tags.of(app).add("Owner", "team")`.');
  });
});

describe("links", () => {
  test("are left out where the address could break out of Markdown", () => {
    for (const address of [
      "javascript:alert(1)",
      "https://a.example/)b",
      "https://a.example/ x",
      "https://a.example/<b>",
    ]) {
      expect(link("`x`", address)).toBe("`x`");
    }
    expect(link("`x`", null)).toBe("`x`");
    expect(link("`x`", "https://github.com/acme/shop/blob/1/a%20b.yaml#L3")).toBe(
      "[`x`](https://github.com/acme/shop/blob/1/a%20b.yaml#L3)",
    );
  });
});

function inHtml(value: string): string {
  return htmlCode(value).slice("<code>".length, -"</code>".length);
}
