import { expect, test } from "@jest/globals";
import { readConfigureGlobal } from "fast-check";

test("properties draw the same examples in every run", () => {
  expect(readConfigureGlobal().seed).toBe(Number(process.env["FAST_CHECK_SEED"] ?? 1));
});
