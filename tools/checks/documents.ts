/** Steps about what is written for people. */
import { readFileSync } from "node:fs";
import { withRealOutput } from "../readme-output.ts";

export function readmeIsTrue(): string[] {
  const text = readFileSync("README.md", "utf8");
  if (withRealOutput(text) === text) return [];
  return ["README.md shows output that the commands no longer give: run `npm run build`"];
}
