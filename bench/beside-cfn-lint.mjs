/**
 * `node bench/beside-cfn-lint.mjs FOLDER [FILES]`: the same templates through cfn-lint and through the built command line.
 *
 * Every so-manieth template of the folder, in the order of their names, so that two runs take the same ones; whole
 * processes, each with all of the files, in turn. cfn-lint is the one on the PATH (`pip install cfn-lint`).
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { median } from "./measure.mjs";

const cli = "dist/cli.js";

/** Templates in YAML and JSON that have resources; those that are no templates would cost either tool nothing. */
function templatesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json|template)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter(
      (path) => statSync(path).size < 1_000_000 && /^\s*["']?Resources["']?\s*:/m.test(readFileSync(path, "utf8")),
    )
    .sort();
}

function spread(paths, number) {
  const step = Math.max(1, paths.length / number);
  return Array.from({ length: Math.min(number, paths.length) }, (_, i) => paths[Math.floor(i * step)]);
}

/** Both end with a status other than 0 where they find something; what matters is that they ended by themselves. */
function time(command, options) {
  const start = performance.now();
  const { error, signal } = spawnSync(command, options, { stdio: "ignore" });
  if (error !== undefined || signal !== null) throw new Error(`${command}: ${error?.message ?? signal}`);
  return performance.now() - start;
}

/** @returns {string[] | undefined} lines of Markdown; undefined where there is no cfn-lint */
export function besideCfnLint(folder, number = 200, rounds = 3) {
  const { stdout, status } = spawnSync("cfn-lint", ["--version"], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const files = spread(templatesIn(folder), number);
  const times = Array.from({ length: rounds }, () => [
    time("cfn-lint", ["--format", "quiet", ...files.flatMap((file) => ["-t", file])]),
    time(process.execPath, [cli, "--format", "json", ...files]),
  ]);
  const factor = median(times.map(([other, own]) => other / own));
  const seconds = (column) => `${(median(times.map((row) => row[column])) / 1000).toFixed(1)} s`;
  return [
    `| ${files.length} templates | time |`,
    "|---|---:|",
    `| ${stdout.trim()} | ${seconds(0)} |`,
    `| Stackplumb | ${seconds(1)} |`,
    "",
    `${factor.toFixed(0)} times as fast; budget 30: ${factor >= 30 ? "kept" : "**missed**"}. The two look for different things.`,
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , folder, number] = process.argv;
  if (folder === undefined) {
    console.error("usage: node bench/beside-cfn-lint.mjs FOLDER [FILES]");
    process.exit(2);
  }
  console.log((besideCfnLint(folder, Number(number ?? 200), 1) ?? ["There is no cfn-lint on the PATH."]).join("\n"));
}
