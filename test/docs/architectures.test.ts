/** The pages about architectures: what they show is what the documents give. */
import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { documentOf, guidePath, guideWithOutput } from "../../tools/architecture-guide.ts";
import { architecturePage } from "../../tools/write-architecture-page.ts";
import { folder } from "../cli/test-shell.ts";

const guide = readFileSync(guidePath, "utf8");

test("the guide shows the errors, the page and the keys that its documents give", () => {
  expect(guideWithOutput(guide)).toBe(guide);
  expect(guide.match(/<!-- mistake /g)).toHaveLength(6);
  expect(guide.match(/```text\n[a-z]+\//g)).toHaveLength(7);
});

test("a mistake that is none is an error, not output", () => {
  expect(() => guideWithOutput(guide.replace("    role: queues", "    role: queue"))).toThrow("nothing is wrong");
});

test("the command line shows the same page of the example", async () => {
  const here = folder({ "architectures/report-service.yaml": documentOf(guide) });
  const { stdout, stderr } = await here.run(["explain", "architectures/report-service.yaml"], { NO_COLOR: "1" }, 100);
  here.remove();
  expect(stderr).toBe("");
  expect(guide).toContain(stdout);
});

test("the page of the built-in architectures is what would be written now", () => {
  for (const [path, text] of architecturePage()) expect(readFileSync(path, "utf8")).toBe(text);
});
