import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { renderSuggestion } from "../../src/report/render-suggestion.ts";

/** Replaces the part of a text between two marks. */
function suggest(marked: string, text: string): string | null {
  const [before = "", value = "", after = ""] = marked.split("|");
  const source = before + value + after;
  const position = (offset: number): { line: number; column: number } => {
    const lines = source.slice(0, offset).split("\n");
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  };
  const start = position(before.length);
  const end = position(before.length + value.length);
  const location = {
    file: "app.yaml",
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
  return renderSuggestion({ location, text }, source);
}

describe("a suggestion", () => {
  test.each([
    ["a value of YAML", "A:\n  MultiAZ: |false|\n  B: 1\n", "true", "  MultiAZ: true"],
    ["a value before a comment", "  MultiAZ: |false| # cheaper\n", "true", "  MultiAZ: true # cheaper"],
    ["a value of JSON", '{\n  "MultiAZ": |false|,\n}', "true", '  "MultiAZ": true,'],
    ["a quoted value", '  "Policy": "|Delete|",\n', "Retain", '  "Policy": "Retain",'],
    ["an item of a list", "    - |0.0.0.0/0|\n", "10.0.0.0/8", "    - 10.0.0.0/8"],
    ["several lines", "  A: |x:\n    y|\n", "z", "  A: z"],
  ])("is made for %s", (_, marked, text, expected) => {
    expect(suggest(marked, text)).toBe(`\`\`\`suggestion\n${expected}\n\`\`\``);
  });

  test.each([
    ["beside another value", '{"Password": "hunter2", "MultiAZ": |false|}', "true"],
    ["before another value", '"MultiAZ": |false|, "Password": "hunter2"', "true"],
    ["that changes nothing", "  A: |b|\n", "b"],
    ["in a file with other line breaks", "  A: |b|\r\n", "c"],
    ["of what cannot be seen", "  A: |b| # \u202etxt\n", "c"],
    ["that brings what cannot be seen", "  A: |b|\n", "c\u200b"],
    ["in a line that is very long", `  A: |b| # ${"x".repeat(3000)}\n`, "c"],
  ])("is not made %s", (_, marked, text) => {
    expect(suggest(marked, text)).toBeNull();
  });

  test("is not made for lines that the file does not have", () => {
    const location = { file: "a", startLine: 5, startColumn: 1, endLine: 6, endColumn: 1 };
    expect(renderSuggestion({ location, text: "x" }, "a\nb")).toBeNull();
  });

  test("is closed by no backticks of the file", () => {
    const text = "``` @octocat <img> ````";
    expect(suggest("  A: |b|\n", text)).toBe(`\`\`\`\`\`suggestion\n  A: ${text}\n\`\`\`\`\``);
  });

  test("is one block, whatever it says", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (comment, text) => {
        const found = suggest(`  A: |b| # ${comment.replaceAll(/[|\n]/g, "")}\n`, text.replaceAll("|", ""));
        if (found === null) return;
        const lines = found.split("\n");
        const fence = /^`+/.exec(found)?.[0] ?? "";
        expect(lines.at(-1)).toBe(fence);
        for (const line of lines.slice(1, -1)) expect(line.includes(fence)).toBe(false);
      }),
    );
  });
});
