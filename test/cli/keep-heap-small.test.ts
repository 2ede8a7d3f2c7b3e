import { getHeapSpaceStatistics } from "node:v8";
import { describe, expect, test } from "@jest/globals";
import { boundNursery, keepHeapSmall } from "../../src/cli/keep-heap-small.ts";

describe("keepHeapSmall", () => {
  test("gives what the work gives", () => {
    expect(keepHeapSmall((a: number, b: number) => a + b, 1, 2)).toBe(3);
  });

  test("lets what the work throws through", () => {
    const work = (): never => {
      throw new Error("broken");
    };
    expect(() => keepHeapSmall(work)).toThrow("broken");
  });

  test("lets the space where things are made grow no further, once it is large enough", () => {
    const before = nursery();
    const sizes = keepHeapSmall(() =>
      Array.from({ length: 20 }, () => {
        const things = Array.from({ length: 100_000 }, (_, i) => ({ i, list: [i] }));
        boundNursery();
        return things.length > 0 ? nursery() : 0;
      }),
    );
    // One step of growth may be taken before the bound is met.
    expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.max(before, 32 * 2 ** 20));
  });
});

function nursery(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space")?.space_size ?? 0;
}
