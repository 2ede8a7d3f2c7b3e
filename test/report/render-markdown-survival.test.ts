import { expect, test } from "@jest/globals";
import { renderMarkdownSurvival } from "../../src/report/render-markdown-survival.ts";
import { type SurvivalTable, survivalTable } from "../../src/report/survival-table.ts";
import { readMarkdown } from "./read-markdown.ts";
import { architecture, flow, holds, lostAt } from "./sample-architecture-report.ts";

const table: SurvivalTable = {
  zones: ["zone 1", "zone 2"],
  rows: [
    {
      flows: [
        { name: "visit", required: false },
        { name: "serve", required: true },
        { name: "pay", required: true },
      ],
      cells: ["breaks", "breaks"],
      why: "Web is alone",
    },
    { flows: [{ name: "save", required: true }], cells: ["breaks with one", "breaks with one"], why: "" },
    { flows: [{ name: "read", required: true }], cells: ["holds", "unknown"], why: "nobody knows" },
  ],
};
const names = new Set(["Web"]);

test("which flow breaks without which zone is a list; what must survive comes first", () => {
  const asked = [
    "**When a zone fails**",
    "",
    "- \u274c `serve` and `pay` break without `zone 1` or `zone 2`: `Web` is alone",
    "- \u274c `save` breaks without one of `zone 1` and `zone 2`",
    "- \u2753 `read` may break without `zone 2`: nobody knows",
  ];
  expect(renderMarkdownSurvival(table, { whole: false, names })).toEqual(asked);
  expect(renderMarkdownSurvival(table, { whole: true, names })).toEqual([
    ...asked,
    "- \u2139\ufe0f `visit` breaks without `zone 1` or `zone 2`, and may: `Web` is alone",
  ]);
});

test("nothing is said where nothing that must survive breaks, and all is not told", () => {
  const [row] = table.rows;
  const rows = row === undefined ? [] : [{ ...row, flows: row.flows.slice(0, 1) }];
  expect(renderMarkdownSurvival({ ...table, rows }, { whole: false, names })).toEqual([]);
});

test("no name is read as HTML or as a mention, and there are never too many rows", () => {
  const evil = "a|b`c` <img src=x> @team";
  const row = { flows: [{ name: evil, required: false }], cells: ["breaks" as const], why: evil };
  const rows = Array.from({ length: 100 }, () => row);
  const lines = renderMarkdownSurvival({ zones: [evil], rows }, { whole: true, names });
  expect(lines).toHaveLength(23);
  expect(lines.at(-1)).toBe("- and 80 more");
  const seen = readMarkdown(lines.join("\n"));
  expect(seen.html).toEqual([]);
  expect(seen.plainText).not.toContain("@team");
});

test("a flow that holds whichever zone fails is not told, though nobody knows which zone is which", () => {
  const unknown = { ...holds, outcome: "unknown" as const, hop: null, why: "which is which" };
  const survival = { required: true, worst: holds, zones: [{ ...unknown, zone: "zone 1" }] };
  const of = (worst: typeof survival.worst) =>
    survivalTable(architecture({ flows: [{ ...flow("a", "x", "y", []), survival: { ...survival, worst } }] }));
  expect(of(holds)).toBeUndefined();
  expect(of(lostAt("X", "X", "alone"))?.rows).toHaveLength(1);
});
