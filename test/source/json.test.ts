import { describe, expect, test } from "@jest/globals";
import { childOf, nodeAt } from "../../src/source/node.ts";
import { parseSource } from "../../src/source/parse.ts";
import { covered, place, plain } from "./tree.ts";

function problems(text: string, path = "a.json"): string[] {
  return parseSource(path, text).diagnostics.map(({ severity, code, location }) => {
    return `${severity} ${code} ${location?.start.line}:${location?.start.column}`;
  });
}

describe("JSON", () => {
  test("is read with exact places", () => {
    const text = '{\n  "a": [1, "x", {"b": null}],\n  "c": "d\\u0065\\n"\n}\n';
    const { root, format } = parseSource("a.json", text);
    expect(format).toBe("json");
    expect(plain(root)).toEqual({ a: [1, "x", { b: null }], c: "de\n" });
    expect(covered(childOf(root, "a"))).toBe('[1, "x", {"b": null}]');
    expect(covered(nodeAt(root, ["a", 2]))).toBe('{"b": null}');
    expect(place(childOf(root, "c"))).toBe("3:8-3:19");
    expect(covered(root)).toBe(text.trimEnd());
  });

  test("is recognised by its first character, not by the file's name", () => {
    expect(parseSource("a.template", ' \n {"a": 1}').format).toBe("json");
    expect(parseSource("a.json", "a: 1\n").format).toBe("yaml");
  });

  test("keeps the order of keys that look like numbers", () => {
    const { root } = parseSource("a.json", '{"b": 1, "10": 2, "9": 3}');
    expect(root?.kind === "mapping" && [...root.entries.keys()]).toEqual(["b", "10", "9"]);
  });

  test("keeps names of object prototypes as keys", () => {
    const { root } = parseSource("a.json", '{"__proto__": {"a": 1}, "constructor": 2}');
    expect(root?.kind === "mapping" && [...root.entries.keys()]).toEqual(["__proto__", "constructor"]);
  });

  test("of duplicate keys the last one counts, and a diagnostic stands at the second", () => {
    const text = '{"a": 1,\n "b": 2,\n "a": 3}';
    expect(plain(parseSource("a.json", text).root)).toEqual({ a: 3, b: 2 });
    expect(problems(text)).toEqual(["warning duplicate-key 3:2"]);
  });

  test.each([
    ["in a text", '{"Resources": {\n  "A": {"Type": "AWS::S3', "2:25", "line 2"],
    ["behind a value", '{"a": {"b": 1}', "1:15", '"}"'],
    ["behind a comma", '{"a": 1,\n', "2:1", "a key"],
    ["behind a colon", '{"a":', "1:6", "a value"],
    ["behind a key", '{"a"', "1:5", '":"'],
    ["behind a bracket", '{"a": [', "1:8", "a value"],
  ])("that is cut off %s says where it ends and what is missing", (_, text, expected, words) => {
    const { root, diagnostics } = parseSource("a.json", text);
    expect(root).toBeUndefined();
    expect(problems(text)).toEqual([`error json-syntax ${expected}`]);
    expect(diagnostics[0]?.message).toContain("ends too early");
    expect(diagnostics[0]?.message).toContain(words);
  });

  test.each([
    ["a missing comma", '{"a": 1\n "b": 2}', "2:2"],
    ["a missing colon", '{"a" 1}', "1:6"],
    ["text behind the end", '{"a": 1}}', "1:9"],
    ["an escape that does not exist", '{"a": "ok\\\\ \\x"}', "1:13"],
    ["half a Unicode escape", '{"a": "\\u12"}', "1:8"],
  ])("%s is one error with its place", (_, text, expected) => {
    expect(problems(text)).toEqual([`error json-syntax ${expected}`]);
  });

  test.each([
    ["a comma before a bracket", '{"a": [1, 2,],\n}', "1:13"],
    ["a comment", '{"a": 1 # why\n}', "1:9"],
    ["single quotes", "{'a': 1}", "1:2"],
  ])("%s is read as YAML, with a warning in a file that is named as JSON", (_, text, expected) => {
    const { root, format } = parseSource("a.json", text);
    expect(root).toBeDefined();
    expect(format).toBe("yaml");
    expect(problems(text)).toEqual([`warning json-syntax ${expected}`]);
    expect(problems(text, "a.yaml")).toEqual([]);
  });

  test("a million brackets are an error with a place", () => {
    expect(problems("[".repeat(1_000_000))).toEqual(["error too-deep 1:251"]);
    expect(problems('[{"a":'.repeat(100_000))).toEqual(["error too-deep 1:751"]);
  });

  test("249 levels are read", () => {
    const text = `{"a": ${"[".repeat(249)}${"]".repeat(249)}}`;
    expect(problems(text)).toEqual([]);
  });
});
