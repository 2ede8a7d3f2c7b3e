import { describe, expect, test } from "@jest/globals";
import { filesBelow } from "../../tools/files-below.ts";
import { compareFile } from "../../tools/oracle/compare-file.ts";
import { knownDifferences } from "../../tools/oracle/known-differences.ts";

const folders = ["test/oracle", "fixtures/templates", "fixtures/cdk/cdk.out"];
const templates = folders.flatMap(filesBelow).filter((path) => typeof compareFile(path) === "object");

test("there are templates to compare", () => {
  expect(templates.length).toBeGreaterThan(3);
});

describe.each(templates)("%s", (path) => {
  test("says what the engine of AWS's validator says, known differences apart", () => {
    const comparison = compareFile(path);
    if (typeof comparison !== "object") throw new Error(comparison);
    expect(comparison.compared).toBeGreaterThan(10);
    expect(comparison.differences.filter((one) => !knownDifferences.some(({ explains }) => explains(one)))).toEqual([]);
  });
});
