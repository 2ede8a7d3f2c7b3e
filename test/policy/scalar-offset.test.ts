import { describe, expect, test } from "@jest/globals";
import { offsetInFile } from "../../src/policy/scalar-offset.ts";
import { childOf } from "../../src/source/node.ts";
import { parseSource } from "../../src/source/parse.ts";

/** What stands in the file where the scalar's text has `mark`. */
function found(document: string, mark: string): string {
  const { root, file } = parseSource("r.yaml", document);
  const scalar = childOf(root, "k");
  if (scalar?.kind !== "scalar") throw new Error("no scalar");
  const offset = scalar.text.indexOf(mark);
  expect(offset).toBeGreaterThanOrEqual(0);
  return file.text.slice(offsetInFile(scalar, offset)).split("\n", 1)[0] ?? "";
}

describe("a character of a scalar is found in the file", () => {
  test.each([
    ["plain", "k: a && MARK b"],
    ["plain over several lines", "k: a &&\n  b &&\n\n  MARK b"],
    ["in single quotes", "k: 'a == ''x'' && MARK b'"],
    ["in single quotes over several lines", "k: 'a == ''x''\n   && MARK b'"],
    ["in double quotes", 'k: "a == \\"x\\" && \\x41 \\u0042 \\U00000043\\t\\n MARK b"'],
    ["in double quotes over several lines", 'k: "a \\\n   b\n   && MARK b"'],
    ["in JSON", '{"k": "a == \\"x\\" && MARK b"}'],
    ["in a literal block", "k: |\n  a &&\n    MARK b\n"],
    ["in a literal block with a header", "k: |2- # a comment\n    a\n    MARK b\n"],
    ["in a folded block", "k: >-\n  a\n  &&\n\n  MARK b\n"],
    ["in a block with other line ends", "k: |\r\n  a\r\n  MARK b\r\n"],
  ])("%s", (_, document) => {
    expect(found(document, "MARK")).toMatch(/^MARK b/);
  });

  test("and past its end, at its end", () => {
    const { root } = parseSource("r.yaml", "k: 'ab'\n");
    const scalar = childOf(root, "k");
    if (scalar?.kind !== "scalar") throw new Error("no scalar");
    expect(offsetInFile(scalar, 2)).toBe(scalar.end);
  });
});
