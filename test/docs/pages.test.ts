/** Pages that show what commands print: each is what they print now. */
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { roles } from "../../src/graph/roles-of-types.ts";
import { examplePages, filesOf, withOutput } from "../../tools/page-examples.ts";
import { rolePage } from "../../tools/write-role-page.ts";

test.each(examplePages)("every command of %s prints what the page shows", async (path) => {
  const page = readFileSync(path, "utf8");
  expect(await withOutput(page)).toBe(page);
});

test.each(examplePages)("every template of %s is used, and every command is run", (path) => {
  const page = readFileSync(path, "utf8");
  const commands = [...page.matchAll(/<!-- output of ([^\n]+) -->/g)].map(([, command = ""]) => command);
  for (const name of filesOf(page).keys()) expect(commands.join("\n")).toContain(name);
  const fences = page.match(/^```(?:console|mermaid)$/gm) ?? [];
  expect(commands.length).toBeGreaterThan(0);
  expect(commands).toHaveLength(fences.length);
});

test("the picture of each kind of edge is in the page about the graph", () => {
  const page = readFileSync("docs/graph.md", "utf8");
  const drawn = [...page.matchAll(/^ {2}n\d+ -->\|"([a-zA-Z]+)/gm)].map(([, kind]) => kind);
  expect([...new Set(drawn)].sort()).toEqual(
    ["attaches", "can", "fronts", "invokeAllowed", "placed", "reach", "references", "scales", "triggers"].sort(),
  );
});

test("a command that complains is an error, not output", async () => {
  const page = "<!-- output of graph nowhere.yaml -->\n```mermaid\n```\n";
  await expect(withOutput(page)).rejects.toThrow("nowhere.yaml");
});

test("the page of roles has every type that has one, and is what would be written now", () => {
  const page = readFileSync("docs/roles.md", "utf8");
  expect(rolePage().get("docs/roles.md")).toBe(page);
  for (const type of roles.keys()) expect(page).toContain(`\`${type}\``);
});
