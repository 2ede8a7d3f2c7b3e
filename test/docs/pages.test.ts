/** Pages that show what commands print: each is what they print now. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { readArguments } from "../../src/cli/read-arguments.ts";
import { roles } from "../../src/graph/roles-of-types.ts";
import { commandsOf, examplePages, filesOf, withOutput } from "../../tools/page-examples.ts";
import { rolePage } from "../../tools/write-role-page.ts";

const pages = readdirSync("docs")
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`);

test.each(examplePages)("every command of %s prints what the page shows", async (path) => {
  const page = readFileSync(path, "utf8");
  expect(await withOutput(page)).toBe(page);
});

test.each(examplePages)("every fence of %s that shows what is printed is run, or says why it is not", (path) => {
  const page = readFileSync(path, "utf8");
  const fences = page.match(/^```(?:console|mermaid)$/gm) ?? [];
  const notRun = page.match(/^<!-- not run: .*(?:GitHub|npm).* -->\n```console$/gm) ?? [];
  expect(commandsOf(page).length).toBeGreaterThan(0);
  expect(commandsOf(page)).toHaveLength(fences.length - notRun.length);
});

test.each(["docs/graph.md", "docs/limits.md"])("every template of %s is used", (path) => {
  const page = readFileSync(path, "utf8");
  for (const name of filesOf(page).keys()) expect(commandsOf(page).join("\n")).toContain(name);
});

test.each([...pages, "README.md"])("every command that %s names has options that there are", (path) => {
  const page = readFileSync(path, "utf8");
  const fences = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, text = ""]) => text.split("\n"));
  const inText = [...page.matchAll(/`stackplumb ([a-z-][^`\n]*)`/g)].map(([, words]) => `stackplumb ${words}`);
  for (const line of [...fences, ...inText]) {
    const words = line
      .replace(/\s#.*$/, "")
      .trim()
      .split(/\s+/);
    const at = words.findIndex((word) =>
      /^(?:stackplumb|dist\/cli\.js|(?:\.\/)?node_modules\/\.bin\/stackplumb)$/.test(word),
    );
    if (at < 0 || !["", "npx", "node"].includes(words[at - 1] ?? "")) continue;
    const given = words.slice(at + 1).filter((word) => !/^[[{<|>&]/.test(word));
    expect(() => readArguments(given.map((word) => word.replace(/[[\]'"]/g, "")))).not.toThrow();
  }
});

test("the picture of each kind of edge is in the page about the graph", () => {
  const page = readFileSync("docs/graph.md", "utf8");
  const drawn = [...page.matchAll(/^ {2}n\d+ -->\|"([a-zA-Z]+)/gm)].map(([, kind]) => kind);
  expect([...new Set(drawn)].sort()).toEqual(
    ["attaches", "can", "fronts", "invokeAllowed", "placed", "reach", "references", "scales", "triggers"].sort(),
  );
});

describe("a page", () => {
  const fence = "```";
  const topic = `<!-- file a/topic.yaml -->\n${fence}yaml\nResources: {T: {Type: AWS::SNS::Topic}}\n${fence}\n`;
  const shows = (command: string, printed: string): string =>
    `${fence}console\n$ stackplumb ${command}\n${printed}${fence}\n`;

  test("gets what its commands print, one after the other", async () => {
    const page = `${topic}${shows("graph a/topic.yaml", "")}<!-- change a/topic.yaml: {T: -> {U: -->\n${shows("graph a/topic.yaml", "")}`;
    const [, first = "", second = ""] = (await withOutput(page)).split("$ stackplumb");
    expect(first).toContain("T<br/>AWS::SNS::Topic");
    expect(second).toContain("U<br/>AWS::SNS::Topic");
  });

  test("may leave lines out, and nothing else", async () => {
    const left = topic + shows("check a/topic.yaml", "...\nno findings\n");
    expect(await withOutput(left)).toBe(left);
    const stale = topic + shows("check a/topic.yaml", "judged 7 of 9 resource in 1 stack\n...\n");
    expect(await withOutput(stale)).toBe(stale.replace("7 of 9", "1 of 1"));
    for (const wrong of [
      "...\nno finding\n",
      "...\nno findings\n...\njudged 1 of 1 resource in 1 stack\n...\n",
      "no findings\n...\n",
      "...\njudged 1 of 1 resource in 1 stack\n",
    ])
      await expect(withOutput(topic + shows("check a/topic.yaml", wrong))).rejects.toThrow("printed");
  });

  test("says so where a command complains; else that is an error, not output", async () => {
    const page = shows("graph nowhere.yaml", "");
    await expect(withOutput(page)).rejects.toThrow("nowhere.yaml");
    expect(await withOutput(`<!-- status 2 -->\n${page}`)).toContain("nowhere.yaml does not exist");
    await expect(withOutput(`<!-- status 1 -->\n${page}`)).rejects.toThrow("gave 2, not 1");
  });

  test("changes only what is there, runs nothing but stackplumb, and writes only into its own folder", async () => {
    await expect(withOutput(`${topic}<!-- change a/topic.yaml: Queue -> Topic -->\n`)).rejects.toThrow(
      "does not have once",
    );
    await expect(withOutput(`${fence}console\n$ rm -rf .\n${fence}\n`)).rejects.toThrow("only stackplumb is run");
    await expect(withOutput(topic.replace("a/topic", "../topic"))).rejects.toThrow("leads out");
  });

  test("runs nothing that needs what no test has", async () => {
    const page = `<!-- not run: it needs npm -->\n${fence}console\n$ npm install stackplumb\n${fence}\n`;
    expect(await withOutput(page)).toBe(page);
  });
});

test("the page of roles has every type that has one, and is what would be written now", () => {
  const page = readFileSync("docs/roles.md", "utf8");
  expect(rolePage().get("docs/roles.md")).toBe(page);
  for (const type of roles.keys()) expect(page).toContain(`\`${type}\``);
});
