/** docs/limits.md: the numbers in its table are those in src/. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const row = /^\| ([^|]+) \| ([^|]+) \| [^|]+ \| \[`(\w+)`\]\(([^)]+)\) \|$/gm;
const page = readFileSync("docs/limits.md", "utf8");
const rows = [...page.matchAll(row)].map(([, bound = "", value = "", constant = "", file = ""]) => {
  return { bound, value, constant, path: join("docs", file) };
});

test.each(rows)("$bound: $value", ({ value, constant, path }) => {
  const written = new RegExp(`\\b${constant}(?: =|:| \\?\\?) (\\d[\\d_]*)( \\* megabyte)?`).exec(
    readFileSync(path, "utf8"),
  );
  const number = Number(written?.[1]?.replaceAll("_", ""));
  expect(`${number.toLocaleString("en-US")}${written?.[2] === undefined ? "" : " MB"}`).toBe(value);
});

test("every row of the table is held to a constant", () => {
  const table = page
    .slice(page.indexOf("| bound |"))
    .split("\n")
    .filter((line) => line.startsWith("| "));
  expect(rows).toHaveLength(table.length - 1);
});
