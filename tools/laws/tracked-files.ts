/** What git would commit: tracked files, and new ones that it does not ignore. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** @param patterns git's path patterns, such as `src/*.ts`, where `*` crosses folders. */
export function trackedFiles(...patterns: readonly string[]): string[] {
  const options = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", ...patterns];
  const files = execFileSync("git", options, { encoding: "utf8" }).split("\0");
  return files.filter((path) => path !== "" && existsSync(path)).sort();
}
