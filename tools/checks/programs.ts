/** Steps that are another program's: the compiler, the formatter and linter. */
import { spawnSync } from "node:child_process";

export function types(): string[] {
  return [".", "fixtures/cdk"].flatMap((project) =>
    run("node_modules/typescript/bin/tsc", ["--noEmit", "--pretty", "false", "-p", project]),
  );
}

export function formatAndLint(): string[] {
  return run("node_modules/@biomejs/biome/bin/biome", ["check", "--colors=off", "--max-diagnostics=50"]);
}

/** Runs a program of node_modules; gives its output where it fails. */
export function run(script: string, options: readonly string[], cwd = process.cwd()): string[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], { cwd, encoding: "utf8" });
  return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
}
