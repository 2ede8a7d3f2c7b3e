import { spawnSync } from "node:child_process";
import { describe, expect, test } from "@jest/globals";

/** What dist/cli.js says; its commands are bundles of their own, and this is where they meet. */
function run(...words: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, ["dist/cli.js", ...words], { encoding: "utf8" });
  return { status, stderr };
}

describe("the built command line", () => {
  test.each([
    [
      "a rule that there is not",
      ["check", "--rule", "NOPE1", "fixtures/templates/shop.yaml"],
      /^stackplumb: There is no rule NOPE1/,
    ],
    ["a value that means nothing", ["check", "--as-of", "someday", "fixtures/templates"], /^stackplumb: --as-of takes/],
    ["nothing to draw", ["graph", "nowhere"], /nowhere/],
    ["a rule to explain that there is not", ["explain", "NOPE1"], /^stackplumb: .*NOPE1/],
    [
      "an architecture that there is not",
      ["check", "--architecture", "nope", "fixtures/templates/shop.yaml"],
      /^stackplumb: There is no architecture nope/,
    ],
    ["an option that there is not", ["check", "--nope"], /^stackplumb: .*--nope/],
  ])("calls %s wrong usage, and no fault of its own", (_, words, message) => {
    const { status, stderr } = run(...words);
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(stderr).not.toContain("fault");
  });
});
