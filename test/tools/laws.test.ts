import { describe, expect, test } from "@jest/globals";
import { cycleBreaches, directionBreaches } from "../../tools/laws/directions.ts";
import { sourceBreaches } from "../../tools/laws/source-laws.ts";
import { type Syntax, syntaxOf } from "../../tools/laws/syntax.ts";

const file = (path: string, text: string): Syntax => syntaxOf(path, text);
const messages = (breaches: readonly { readonly message: string }[]): string[] =>
  breaches.map(({ message }) => message);

describe("imports", () => {
  test.each([
    'import "./x.ts";',
    'import { x } from "./x.ts";',
    'import type { X } from "./x.ts";',
    'import { type X } from "./x.ts";',
    'import * as x from "./x.ts";',
    'export { x } from "./x.ts";',
    'export type { X } from "./x.ts";',
    'export * from "./x.ts";',
    'export type * from "./x.ts";',
    'const x = await import("./x.ts");',
    'let x: import("./x.ts").X;',
    'let x: typeof import("./x.ts");',
  ])("are seen in the form %s", (text) => {
    expect(file("src/graph/a.ts", text).imports.map((mention) => mention.text)).toEqual(["./x.ts"]);
  });

  test("are told with their line", () => {
    expect(file("src/graph/a.ts", '/** "./x.ts" */\n\nimport "./x.ts";\n').imports).toEqual([
      { text: "./x.ts", line: 3 },
    ]);
  });
});

describe("directions", () => {
  test("let a room import what stands before it", () => {
    const files = [file("src/graph/a.ts", 'import "../resolve/b.ts"; import "./c.ts"; import "node:path";')];
    expect(directionBreaches(files)).toEqual([]);
  });

  test("forbid the other way, for types too", () => {
    const files = [file("src/resolve/b.ts", '\nexport type { A } from "../graph/a.ts";')];
    expect(directionBreaches(files)).toEqual([
      { path: "src/resolve/b.ts", line: 2, message: "src/resolve must not import src/graph/a.ts" },
    ]);
  });

  test("keep graphs out of reports", () => {
    expect(
      directionBreaches([file("src/report/text.ts", 'import type { Graph } from "../graph/model.ts";')]),
    ).toHaveLength(1);
  });

  test("keep everybody from the library's entry, and sources from tools", () => {
    const files = [
      file("src/cli/main.ts", 'import "../index.ts";'),
      file("src/cli/x.ts", 'import "../../tools/x.ts";'),
    ];
    expect(messages(directionBreaches(files))).toEqual([
      "src/cli must not import src/index.ts",
      "tools/x.ts is outside src/",
    ]);
  });

  test("know every room", () => {
    expect(messages(directionBreaches([file("src/utils/x.ts", "")]))).toEqual([
      "src/utils is not a room of the architecture",
    ]);
  });
});

describe("cycles", () => {
  test("are found over types, and named whole", () => {
    const files = [
      file("src/graph/a.ts", 'import type { B } from "./b.ts";'),
      file("src/graph/b.ts", 'export type { C } from "./c.ts";'),
      file("src/graph/c.ts", 'import { a } from "./a.ts";'),
    ];
    expect(messages(cycleBreaches(files))).toEqual([
      "import cycle: src/graph/a.ts -> src/graph/b.ts -> src/graph/c.ts -> src/graph/a.ts",
    ]);
  });

  test("are not made by two ways to one file", () => {
    const files = [
      file("src/graph/a.ts", 'import "./b.ts"; import "./c.ts";'),
      file("src/graph/b.ts", 'import "./c.ts";'),
      file("src/graph/c.ts", ""),
    ];
    expect(cycleBreaches(files)).toEqual([]);
  });
});

describe("laws for sources", () => {
  test("let only the template room spell intrinsic functions", () => {
    const text = 'const a = "Fn::Sub"; const b = `Fn::${"If"}`;\n// Fn::GetAtt in a comment\n';
    expect(sourceBreaches([file("src/template/a.ts", text)])).toEqual([]);
    expect(sourceBreaches([file("src/resolve/a.ts", text)])).toHaveLength(2);
  });

  test("keep clock and chance out of everything but the shells", () => {
    const text = "const a = Date.now() + Math.random();\nconst b = new Date();\nconst c = new Date(0);\n";
    expect(sourceBreaches([file("src/cli/a.ts", text)])).toEqual([]);
    expect(messages(sourceBreaches([file("src/lint/a.ts", text)]))).toEqual([
      "Date.now differs from run to run",
      "Math.random differs from run to run",
      "new Date differs from run to run",
    ]);
  });

  test("keep files and the network out of everything but the shells", () => {
    const text = 'import "node:fs"; import "node:crypto";';
    expect(messages(sourceBreaches([file("src/input/a.ts", text)]))).toEqual(["imports node:fs"]);
    expect(sourceBreaches([file("src/github/a.ts", text)])).toEqual([]);
  });

  test("refuse vague names and long files", () => {
    const files = [file("src/graph/utils.ts", ""), file("src/graph/zones/zones.ts", "\n".repeat(401))];
    expect(messages(sourceBreaches(files))).toEqual([
      "the name does not say what the file is for",
      "401 lines: which two rooms is it really?",
    ]);
  });
});
