import { describe, expect, test } from "@jest/globals";
import { keepHeapSmall } from "../../src/cli/keep-heap-small.ts";

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
});
