import { describe, expect, test } from "@jest/globals";
import { childOf } from "../../src/source/node.ts";
import { parseSource } from "../../src/source/parse.ts";
import { synthesize } from "../../src/source/synthesize.ts";
import { covered, plain } from "./tree.ts";

describe("synthesize", () => {
  const root = parseSource("a.yaml", "origin: here\ngiven: {a: 1}\n").root;
  const origin = childOf(root, "origin");
  const given = childOf(root, "given");
  if (origin === undefined || given === undefined) throw new Error("the text has both keys");

  test("builds nodes from plain data, and leaves out what is undefined", () => {
    const node = synthesize(origin, { a: [1, "x", null, true], b: undefined, c: { d: "e" } });
    expect(plain(node)).toEqual({ a: [1, "x", null, true], c: { d: "e" } });
  });

  test("all that is made stands where the origin stands", () => {
    const node = synthesize(origin, { a: ["x"] });
    expect(covered(node)).toBe("here");
    expect(covered(childOf(node, "a"))).toBe("here");
    expect(node.kind === "mapping" && covered(node.entries.get("a")?.key)).toBe("here");
  });

  test("nodes inside the data keep their own places", () => {
    const node = synthesize(origin, { inner: given });
    expect(childOf(node, "inner")).toBe(given);
  });

  test("data with the keys of a node is data", () => {
    expect(plain(synthesize(origin, { kind: "scalar", file: "a.yaml" }))).toEqual({ kind: "scalar", file: "a.yaml" });
  });
});
