import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { renderInlineComment, renderSettledComment } from "../../src/report/render-inline-comment.ts";
import { readMarkdown } from "./read-markdown.ts";
import { at, finding } from "./sample-report.ts";

const place = ({ startLine }: { startLine: number }): { path: string; address: string } => ({
  path: "infra/shop.yaml",
  address: `https://github.com/acme/shop/blob/abc/infra/shop.yaml#L${startLine}`,
});
const style = { place, names: new Set(["Uploads"]), at: null, suggestion: null };

describe("a comment on a line", () => {
  test("says what is wrong, when, why, and how to fix it", () => {
    const item = {
      finding: finding({
        guard: "IsProd=false",
        environments: ["prod"],
        related: [{ message: "Uploads sends events to Resize", location: at(9, 1) }],
      }),
      consequences: [
        finding({ ruleId: "MET003", message: "Resize is never called", causedBy: "f1", fingerprint: "f2" }),
      ],
    };
    expect(renderInlineComment(item, { ...style, suggestion: "```suggestion\nx\n```" })).toBe(
      [
        "\u274c <b>`MET002` notification without permission</b>",
        "`Uploads` notifies Resize, but nothing lets `s3.amazonaws.com` invoke it (in `prod`; when `IsProd=false`)",
        "<details><summary>1 step of evidence</summary>",
        "1. [`shop.yaml:9`](https://github.com/acme/shop/blob/abc/infra/shop.yaml#L9) `Uploads` sends events to Resize",
        "</details>",
        "<details><summary>1 consequence</summary>",
        "- [`shop.yaml:3`](https://github.com/acme/shop/blob/abc/infra/shop.yaml#L3) `MET003` Resize is never called",
        "</details>",
        "**Fix:** Add an `AWS::Lambda::Permission`.",
        "```suggestion\nx\n```",
        "<sub>More about the rule: `stackplumb explain MET002`</sub>",
      ].join("\n\n"),
    );
  });

  test("says where its finding stands when it stands on the lines of the fix", () => {
    const text = renderInlineComment({ finding: finding(), consequences: [] }, { ...style, at: at(3, 1) });
    expect(text).toContain(
      "\n\n[`infra/shop.yaml:3`](https://github.com/acme/shop/blob/abc/infra/shop.yaml#L3) `Uploads` notifies",
    );
  });

  test("has nothing that a hostile template or rule puts there", () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "@octocat",
        "#1",
        "[x](https://evil.example)",
        "![x](y)",
        "<img src=x>",
        "<!-- stackplumb-finding -->",
        "```suggestion\nrm -rf\n```",
        "\u202eevil",
        "</details>",
        "https://evil.example",
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (message, fix, id, guard) => {
        const evil = finding({
          ...{ message, fix, ruleId: id, ruleName: id, guard, environments: [guard], assumed: [guard] },
          related: [{ message, location: at(1, 1) }],
        });
        const read = readMarkdown(renderInlineComment({ finding: evil, consequences: [evil] }, style));
        expect(read.links.every((link) => link.startsWith("https://github.com/acme/shop/blob/abc/"))).toBe(true);
        expect(read.kinds).not.toContain("image");
        expect(read.kinds).not.toContain("code");
        expect(read.html.join("")).toMatch(/^(?:<\/?(?:b|sub)>|<\/?details>|<details><summary>[\w ]+<\/summary>)*$/);
        expect(read.plainText).not.toMatch(/@\w|#\d|\u202e/);
      }),
    );
  });

  test("is bounded, however long the path is", () => {
    const related = Array.from({ length: 5000 }, (_, i) => ({
      message: `hop ${i} ${"x".repeat(500)}`,
      location: at(i, 1),
    }));
    const text = renderInlineComment({ finding: finding({ related }), consequences: [] }, style);
    expect(Buffer.byteLength(text)).toBeLessThan(20_000);
    expect(text).toMatch(/and \d+ more/);
  });
});

describe("a comment whose finding is gone", () => {
  test("says so", () => {
    expect(renderSettledComment("MET002", { how: "fixed" })).toBe(
      "\u2705 **Fixed:** `MET002` has nothing to say here any more.",
    );
  });

  test("says what excuses it, in words that do nothing", () => {
    const exception = { reason: "ask @octocat", owner: null, until: null, location: at(1, 1) };
    const excused = finding({ status: "relaxed", exception });
    expect(renderSettledComment("`x", { how: "excused", finding: excused })).toBe(
      "\u26aa **Not counted any more:** the finding of `` `x `` is relaxed. The reason given: ask `@octocat`",
    );
  });
});
