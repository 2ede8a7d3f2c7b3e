/**
 * `node tools/run.mjs test-action [majors]`: the tests of the built action with the action run by each of these versions of
 * Node; by default by the oldest that is supported and the one of GitHub's runners.
 *
 * The tests themselves run on whatever Node runs this. Each version is npm's package `node`, kept in npm's cache.
 */
import { execFileSync, spawnSync } from "node:child_process";

const supported = ["20", "24"];

export function main(majors: readonly string[]): number {
  const results = (majors.length === 0 ? supported : majors).map((major) => {
    const words = ["-y", "-p", `node@${major}`, "node", "-p", "process.execPath"];
    const node = execFileSync("npx", words, { encoding: "utf8" }).trim();
    const env = { ...process.env, STACKPLUMB_ACTION_NODE: node };
    const { status } = spawnSync("npm", ["test", "--", "test/action"], { env, stdio: "inherit" });
    return { version: execFileSync(node, ["--version"], { encoding: "utf8" }).trim(), status };
  });
  for (const { version, status } of results) console.log(`${version}: ${status === 0 ? "passed" : "failed"}`);
  return results.every(({ status }) => status === 0) ? 0 : 1;
}
