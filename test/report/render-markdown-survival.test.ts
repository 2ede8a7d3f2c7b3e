import { expect, test } from "@jest/globals";
import { renderMarkdownSurvival } from "../../src/report/render-markdown-survival.ts";
import type { SurvivalTable } from "../../src/report/survival-table.ts";

const table: SurvivalTable = {
  zones: ["zone 1", "zone 2"],
  rows: [
    {
      flows: [
        { name: "visit", required: false },
        { name: "serve", required: true },
      ],
      cells: ["breaks", "holds"],
      why: "Web stands in zone 1 only",
    },
    { flows: [{ name: "save", required: false }], cells: ["breaks with one", "unknown"], why: "nobody knows" },
  ],
};

test("which flow breaks with which zone is a table; those that must survive are bold", () => {
  expect(renderMarkdownSurvival(table)).toEqual([
    "| Without | `zone 1` | `zone 2` |  |",
    "| --- | --- | --- | --- |",
    "| `visit`, **`serve`** | \u274c\u00a0breaks | \u2705\u00a0holds | Web stands in zone 1 only |",
    "| `save` | \u274c\u00a0maybe | \u2753\u00a0unknown | nobody knows |",
    "",
    "**Bold**: must survive the loss of any zone.",
  ]);
});

test("no name ends its cell or is read as HTML, and there are never too many rows", () => {
  const evil = "a|b`c` <img src=x> @team";
  const row = { flows: [{ name: evil, required: false }], cells: ["breaks" as const], why: evil };
  const lines = renderMarkdownSurvival({ zones: [evil], rows: Array.from({ length: 100 }, () => row) });
  expect(lines).toHaveLength(24);
  expect(lines.at(-1)).toBe("And 80 more.");
  for (const line of lines.slice(0, 22)) expect(line.match(/(?<!\\)\|/g)).toHaveLength(4);
  expect(lines[2]?.replaceAll(/`+[^`]*`+/g, "")).not.toMatch(/<img/);
});
