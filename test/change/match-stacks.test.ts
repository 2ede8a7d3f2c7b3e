import { describe, expect, test } from "@jest/globals";
import { matchStacks, type StackContents } from "../../src/change/match-stacks.ts";

const stack = (file: string, sha256: string, ...contents: readonly string[]): StackContents => ({
  ...{ name: file, file, sha256 },
  contents: new Set(contents),
});

function matched(base: readonly StackContents[], head: readonly StackContents[]): readonly string[] {
  return [...matchStacks(base, head)].map(([before, after]) => `${before} > ${after}`);
}

describe("a stack of the base", () => {
  test("is the one of its name, whatever that holds now", () => {
    expect(matched([stack("a.yaml", "1", "x")], [stack("a.yaml", "2", "y"), stack("b.yaml", "1", "x")])).toEqual([
      "a.yaml > a.yaml",
    ]);
  });

  test("is found again by half of its resources, not by fewer, and not by a single one", () => {
    const before = [stack("a.yaml", "1", "v", "w", "x")];
    expect(matched(before, [stack("b.yaml", "2", "v", "w", "y")])).toEqual(["a.yaml > b.yaml"]);
    expect(matched(before, [stack("b.yaml", "2", "v", "w", "y", "z")])).toEqual([]);
    expect(matched([stack("a.yaml", "1", "v")], [stack("b.yaml", "2", "v")])).toEqual([]);
    expect(matched([stack("a.yaml", "1", "v")], [stack("deep/a.yaml", "2", "v")])).toEqual(["a.yaml > deep/a.yaml"]);
  });

  test("is one stack of the head at most, and that is none of two: the likeliest", () => {
    const before = [stack("a.yaml", "1", "v", "w"), stack("c.yaml", "1", "v", "w")];
    expect(matched(before, [stack("b.yaml", "1", "v", "w")])).toEqual(["a.yaml > b.yaml"]);
    expect(matched(before, [stack("new/c.yaml", "1", "v", "w")])).toEqual(["c.yaml > new/c.yaml"]);
  });

  test("with a name of its own is no other stack", () => {
    const named = (name: string): StackContents => ({ ...stack("cdk.out/x.json", "1", "v", "w"), name });
    expect(matched([named("Shop")], [named("Store")])).toEqual([]);
  });
});
