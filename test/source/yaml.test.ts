import { describe, expect, test } from "@jest/globals";
import { childOf, nodeAt } from "../../src/source/node.ts";
import { parseSource } from "../../src/source/parse.ts";
import type { TagForms } from "../../src/source/tag-form.ts";
import { covered, place, plain } from "./tree.ts";

const tags: TagForms = new Map([
  ["!Name", { key: "Name", partedAtDot: false }],
  ["!Part", { key: "Long::Part", partedAtDot: true }],
]);

function parse(text: string) {
  return parseSource("dir/a.yaml", text, tags);
}

function problems(text: string): string[] {
  return parse(text).diagnostics.map(({ severity, code, location }) => {
    return `${severity} ${code} ${location?.start.line}:${location?.start.column}`;
  });
}

describe("places of YAML nodes", () => {
  test("a plain scalar covers its text", () => {
    expect(covered(childOf(parse("a: some text   # and a comment\n").root, "a"))).toBe("some text");
  });

  test("a quoted scalar covers its quotes", () => {
    const { root } = parse(`a: 'it''s'\nb: "x\\ny"\n`);
    expect(covered(childOf(root, "a"))).toBe("'it''s'");
    expect(plain(root)).toEqual({ a: "it's", b: "x\ny" });
  });

  test("a block scalar covers its header and ends with its last line", () => {
    const node = childOf(parse("a: |- # why\n  one\n\n  two\n\nb: 1\n").root, "a");
    expect(covered(node)).toBe("|- # why\n  one\n\n  two");
    expect(plain(node)).toBe("one\n\ntwo");
  });

  test("a block scalar keeps no line break that the file does not have", () => {
    expect(plain(parse("a: |\n  one").root)).toEqual({ a: "one" });
    expect(plain(parse("a: |\n  one\n").root)).toEqual({ a: "one\n" });
  });

  test("a flow collection covers its brackets, past comments and a last comma", () => {
    const { root } = parse("a: [b, {c: d, e: }, [f: g], # ] is no end\n  ]\nh: i\n");
    expect(covered(childOf(root, "a"))).toBe("[b, {c: d, e: }, [f: g], # ] is no end\n  ]");
    expect(covered(nodeAt(root, ["a", 1]))).toBe("{c: d, e: }");
    expect(covered(nodeAt(root, ["a", 2, 0]))).toBe("f: g");
    expect(plain(root)).toEqual({ a: ["b", { c: "d", e: null }, [{ f: "g" }]], h: "i" });
  });

  test("a block collection ends with its last value", () => {
    const { root } = parse("a:\n  b: 1\n  c:\n    - 2\n    - 3\n\n# end\nd: 4\n");
    expect(covered(childOf(root, "a"))).toBe("b: 1\n  c:\n    - 2\n    - 3");
    expect(place(nodeAt(root, ["a", "c"]))).toBe("4:5-5:8");
  });

  test("an empty value stands behind the colon or dash that announces it", () => {
    const { root } = parse("a:\nb: # nothing\nc:\n  -\n  - x\n  -\n");
    expect(place(childOf(root, "a"))).toBe("1:3-1:3");
    expect(place(childOf(root, "b"))).toBe("2:3-2:3");
    expect(place(nodeAt(root, ["c", 0]))).toBe("4:4-4:4");
    expect(place(nodeAt(root, ["c", 2]))).toBe("6:4-6:4");
    expect(plain(root)).toEqual({ a: null, b: null, c: [null, "x", null] });
  });

  test("columns count UTF-16 units, and lines end at CR LF, CR and LF", () => {
    const { root } = parse("a: '😀' \r\nb: x\rc: y\nd: z\n");
    expect(place(childOf(root, "a"))).toBe("1:4-1:8");
    expect(place(childOf(root, "b"))).toBe("2:4-2:5");
    expect(place(childOf(root, "c"))).toBe("3:4-3:5");
    expect(place(childOf(root, "d"))).toBe("4:4-4:5");
  });

  test("the written text of a number is kept", () => {
    expect(childOf(parse("a: 007\n").root, "a")).toMatchObject({ value: 7, text: "007" });
  });
});

describe("tags", () => {
  test("a short tag becomes its long form, and covers tag and value", () => {
    const node = childOf(parse('a: !Name "x"\n').root, "a");
    expect(plain(node)).toEqual({ Name: "x" });
    expect(node).toMatchObject({ kind: "mapping", shortForm: true });
    expect(covered(node)).toBe('!Name "x"');
    expect(covered(childOf(node, "Name"))).toBe('"x"');
  });

  test("the key of a long form stands at the tag", () => {
    const node = childOf(parse("a: !Name x\n").root, "a");
    expect(node?.kind === "mapping" && covered(node.entries.get("Name")?.key)).toBe("!Name");
  });

  test("a tag on a collection covers the collection", () => {
    expect(covered(childOf(parse("a: !Name\n  - x\n  - !Part y.z\nb: 1\n").root, "a"))).toBe(
      "!Name\n  - x\n  - !Part y.z",
    );
  });

  test("a tag that parts its text at the first dot gives two places", () => {
    const node = childOf(parse("a: !Part left.right.more\n").root, "a");
    expect(plain(node)).toEqual({ "Long::Part": ["left", "right.more"] });
    expect(covered(nodeAt(node, ["Long::Part", 0]))).toBe("left");
    expect(covered(nodeAt(node, ["Long::Part", 1]))).toBe("right.more");
  });

  test("a text without a dot is not parted, and neither is a list", () => {
    expect(plain(parse("a: !Part x\nb: !Part [x, y.z]\n").root)).toEqual({
      a: { "Long::Part": "x" },
      b: { "Long::Part": ["x", "y.z"] },
    });
  });

  test("the argument of a tag is text, whatever it looks like", () => {
    expect(plain(parse("a: !Name 12\nb: !Name\nc: !Name [12]\n").root)).toEqual({
      a: { Name: "12" },
      b: { Name: "" },
      c: { Name: [12] },
    });
  });

  test("YAML's own tags type a scalar", () => {
    expect(plain(parse('a: !!str 12\nb: !!int "12"\nc: ! 12\nd: !<tag:yaml.org,2002:str> 12\n').root)).toEqual({
      a: "12",
      b: 12,
      c: "12",
      d: "12",
    });
  });

  test("an unknown tag is an error at the tag, and keeps its argument from being taken for a value", () => {
    expect(problems("a: 1\nb: !Other x\n")).toEqual(["error unknown-tag 2:4"]);
    expect(plain(parse("b: !Other x\n").root)).toEqual({ b: { "!Other": "x" } });
    expect(problems("a: !!binary aGk=\n")).toEqual(["error unknown-tag 1:4"]);
  });
});

describe("keys", () => {
  test("of duplicate keys the last one counts, and a diagnostic stands at the second", () => {
    const text = "a: 1\nb: 2\na: 3\n";
    expect(plain(parse(text).root)).toEqual({ a: 3, b: 2 });
    expect(problems(text)).toEqual(["warning duplicate-key 3:1"]);
  });

  test("names of object prototypes are keys like all others", () => {
    const { root, diagnostics } = parse("__proto__: 1\nconstructor: 2\ntoString: 3\n");
    expect(diagnostics).toEqual([]);
    expect(root?.kind === "mapping" && [...root.entries.keys()]).toEqual(["__proto__", "constructor", "toString"]);
  });

  test("a key keeps its text where it looks like a number or a boolean", () => {
    const { root } = parse("080: a\nyes: b\n");
    expect(root?.kind === "mapping" && [...root.entries.keys()]).toEqual(["080", "yes"]);
  });

  test("an entry whose key is no text is passed over with a warning", () => {
    const text = "? [a, b]\n: c\nd: e\n";
    expect(plain(parse(text).root)).toEqual({ d: "e" });
    expect(problems(text)).toEqual(["warning key-not-text 1:3"]);
  });
});

describe("aliases", () => {
  test("an alias is what its anchor is, with one note for the file", () => {
    const text = "a: &x\n  b: 1\nc: *x\nd: *x\n";
    expect(plain(parse(text).root)).toEqual({ a: { b: 1 }, c: { b: 1 }, d: { b: 1 } });
    expect(problems(text)).toEqual(["info yaml-alias 3:4"]);
  });

  test("what the mapping says itself wins over what it merges, wherever it stands", () => {
    const text = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz:\n  a: 0\n  <<: [*x, *y]\n  c: 9\n";
    expect(plain(childOf(parse(text).root, "z"))).toEqual({ a: 0, b: 2, c: 9 });
  });

  test("a quoted << is a key", () => {
    expect(plain(parse('a:\n  "<<": {b: 1}\n').root)).toEqual({ a: { "<<": { b: 1 } } });
  });

  test("an alias without an anchor before it, or within it, makes the file unreadable", () => {
    expect(problems("Action: *anything\n")).toEqual(["error unknown-alias 1:9"]);
    expect(problems("a: &a [*a]\n")).toEqual(["error unknown-alias 1:8"]);
    expect(parse("Action: *anything\n").root).toBeUndefined();
  });

  test("aliases that multiply are an error, not work", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 30; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    const { root, diagnostics } = parse(lines.join("\n"));
    expect(root).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toEqual(["yaml-alias", "alias-bomb"]);
  });

  test("merges that multiply are an error, not work", () => {
    const lines = [`a0: &a0 {${Array.from({ length: 100 }, (_, i) => `k${i}: 1`).join(", ")}}`];
    for (let i = 1; i < 2000; i++) lines.push(`a${i}: &a${i}`, `  <<: *a${i - 1}`, `  z${i}: 1`);
    expect(parse(lines.join("\n")).diagnostics.map((d) => d.code)).toEqual(["yaml-alias", "alias-bomb"]);
  });

  test("aliases cannot nest deeper than text can", () => {
    const lines = ["a0: &a0 [x]"];
    for (let i = 1; i < 2000; i++) lines.push(`a${i}: &a${i} [*a${i - 1}]`);
    expect(parse(lines.join("\n")).diagnostics.map((d) => d.code)).toEqual(["yaml-alias", "too-deep"]);
  });
});

describe("YAML that cannot be read", () => {
  test.each([
    ["a tab in the indentation", "a:\n\tb: 1\n", "yaml-syntax 2:1", "tab"],
    ["a colon in a plain value", "a: b: c\n", "yaml-syntax 1:5", "quote a value"],
    ["a value that begins with @", "a: @b\n", "yaml-syntax 1:4", "cannot begin with @"],
    ["a lone *", "Action: *\n", "yaml-syntax 1:10", "put it in quotes"],
    ["two tags in a row", "a: !Name !Name x\n", "yaml-syntax 1:10", "long form"],
    ["a missing colon", "a: 1\nb\nc: 2\n", "yaml-syntax 3:2", "`:`"],
    ["a key indented too little", "a:\n    b: 1\n  c: 2\n", "yaml-syntax 3:3", "indentation"],
    ["a missing bracket", "a: [b, c\n", "yaml-syntax 2:1", "closing bracket"],
    ["a missing quote", 'a: "b\n', "yaml-syntax 2:1", 'closing `"`'],
    ["a second document", "a: 1\n---\nb: 2\n", "several-documents 2:1", "split the file"],
    ["a control character", "a: b\u0007\n", "yaml-syntax 1:5", "control character"],
    ["a NUL", "a: b\nc: \0\n", "binary 2:4", "no text file"],
    ["an empty file", "", "empty-file 1:1", "empty"],
    ["white space alone", " \n\t\n", "empty-file 1:1", "empty"],
    ["comments alone", "# nothing\n", "empty-file 1:1", "empty"],
  ])("%s is one error with its place", (_, text, expected, words) => {
    const { root, diagnostics } = parse(text);
    expect(root).toBeUndefined();
    expect(problems(text)).toEqual([`error ${expected}`]);
    expect(diagnostics[0]?.message).toContain(words);
  });

  test("a thousand nested levels are an error with a place, in block and in flow style", () => {
    const block = Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n");
    expect(problems(block)).toEqual(["error too-deep 250:250"]);
    expect(problems(`a: ${"[".repeat(1000)}`)).toEqual(["error too-deep 1:253"]);
  });

  test("an end-of-document marker and an empty document at the end are no second document", () => {
    expect(problems("a: 1\n...\n")).toEqual([]);
    expect(problems("---\na: 1\n---\n")).toEqual([]);
  });
});

describe("white space that only js-yaml refuses", () => {
  test("lines of a value that are not indented are read, with one note, and places are those of the file", () => {
    const text = "a:\n  b: {\n    c: 1\n  }\n  d: 'one\ntwo'\ne: 2\n";
    const { root } = parse(text);
    expect(plain(root)).toEqual({ a: { b: { c: 1 }, d: "one two" }, e: 2 });
    expect(covered(nodeAt(root, ["a", "b"]))).toBe("{\n    c: 1\n  }");
    expect(covered(nodeAt(root, ["a", "d"]))).toBe("'one\ntwo'");
    expect(place(childOf(root, "e"))).toBe("7:4-7:5");
    expect(problems(text)).toEqual(["info loose-white-space 4:3"]);
  });

  test("tabs between values of a flow collection are read as blanks, and tabs in text are kept", () => {
    const text = "a:\n  b: {c:\t1,\td: [\t2 ],\te: x\ty}\n";
    expect(plain(parse(text).root)).toEqual({ a: { b: { c: 1, d: [2], e: "x\ty" } } });
    expect(plain(parse('a:\n  b: {c: "x\ty",\td: 1}\n').root)).toEqual({ a: { b: { c: "x\ty", d: 1 } } });
    expect(covered(nodeAt(parse(text).root, ["a", "b", "e"]))).toBe("x\ty");
  });

  test("is repaired a bounded number of times", () => {
    const { root, diagnostics } = parse(`a:\n  b: "${"\nx".repeat(500)}"\n`);
    expect(root).toBeUndefined();
    expect(diagnostics.map((d) => d.code)).toEqual(["yaml-syntax"]);
  });

  test("shifts no place of an error that follows it", () => {
    expect(problems("a:\n  b: 'one\ntwo'\nc: @d\n")).toEqual(["error yaml-syntax 4:4"]);
  });
});

describe("byte order marks", () => {
  test("are noted, and count as no column", () => {
    const { root } = parse("\ufeffa: b\n");
    expect(place(childOf(root, "a"))).toBe("1:4-1:5");
    expect(problems("\ufeffa: b\n")).toEqual(["info byte-order-mark 1:1"]);
  });
});
