/**
 * `npm run bench [-- FOLDER]`: measures the built command line against its budgets, and writes bench/results.md.
 *
 * With a folder of templates, its throughput and peak memory are measured as well. Nothing here is a test: a busy machine
 * must not fail anybody's build.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { besideCfnLint } from "./beside-cfn-lint.mjs";
import { manyConditions, manyValues, nestedChoices } from "./conditions.mjs";
import { interleavedMedians, median, timeAndPeak, wallTime } from "./measure.mjs";
import { templateOf } from "./template.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const cli = "dist/cli.js";
const folder = process.argv[2];
const rounds = 31;
const node24 = otherNode(24);

mkdirSync(".cache/bench", { recursive: true });
const template = (resources) => {
  const path = `.cache/bench/${resources}.yaml`;
  writeFileSync(path, templateOf(resources));
  return path;
};
const ms = (number) => `${number.toFixed(0)} ms`;

/** Another version of Node.js, from the npm registry; undefined where there is none to be had. */
function otherNode(major) {
  const { stdout } = spawnSync("npx", ["-y", "-p", `node@${major}`, "-c", "which node"], { encoding: "utf8" });
  const path = stdout?.trim().split("\n").at(-1);
  return path && existsSync(path) ? path : undefined;
}

const versionOf = (node) => spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();

function startUp(node, budget) {
  const file = template(60);
  const [base, whole] = interleavedMedians(
    [
      { node, options: ["-e", "0"] },
      { node, options: [cli, file] },
    ],
    rounds,
  );
  const first = median(Array.from({ length: 7 }, () => firstTime(node, [cli, file])));
  const [limit, formula] = budget(base);
  return `| ${versionOf(node)} | ${ms(base)} | ${ms(whole)} | ${(whole / base).toFixed(2)}x, +${ms(whole - base)} | ${ms(limit)} (${formula}) | ${verdict(whole <= limit)} | ${ms(first)} |`;
}

/** As after an installation: nothing that Node.js compiled is kept yet. */
function firstTime(node, options) {
  rmSync(".cache/compiled", { recursive: true, force: true });
  return wallTime(node, options);
}

function verdict(kept) {
  return kept ? "kept" : "**missed**";
}

function growth() {
  const rows = [500, 5000].map((resources) => {
    const file = template(resources);
    const runs = Array.from({ length: 5 }, () => timeAndPeak(process.execPath, [cli, file, "--quiet"]));
    return {
      resources,
      milliseconds: median(runs.map((run) => run.milliseconds)),
      megabytes: median(runs.map((run) => run.megabytes)),
    };
  });
  const factor = rows[1].milliseconds / rows[0].milliseconds;
  return [
    "| resources | time | peak memory |",
    "|---:|---:|---:|",
    ...rows.map((row) => `| ${row.resources} | ${ms(row.milliseconds)} | ${row.megabytes.toFixed(0)} MB |`),
    "",
    `Ten times the resources cost ${factor.toFixed(1)} times the time; budget 12: ${verdict(factor <= 12)}.`,
  ];
}

/** Conditions must cost in proportion, and never hang. */
function conditionHeavy() {
  const rows = [
    ["independent conditions", manyConditions, [3, 30, 60]],
    ["choices within choices", nestedChoices, [2, 10, 20]],
    ["parameters of forty values", manyValues, [3, 30, 60]],
  ].flatMap(([name, make, sizes]) =>
    sizes.map((size) => {
      const path = `.cache/bench/conditions-${size}.yaml`;
      writeFileSync(path, make(size));
      return `| ${size} ${name} | ${ms(median(Array.from({ length: 5 }, () => wallTime(process.execPath, [cli, path, "--quiet"]))))} |`;
    }),
  );
  return ["| | time |", "|---|---:|", ...rows];
}

function throughput() {
  const commands = [
    { node: process.execPath, options: ["bench/parse-all.mjs", folder] },
    { node: process.execPath, options: [cli, folder, "--format", "json"] },
  ];
  const [parsing, linting] = interleavedMedians(commands, 3);
  const nodes = [process.execPath, ...(node24 === undefined ? [] : [node24])];
  const peaks = nodes.map((node) => ({ node, ...timeAndPeak(node, commands[1].options) }));
  const factor = linting / parsing;
  return [
    "| | time |",
    "|---|---:|",
    `| js-yaml reads the files | ${ms(parsing)} |`,
    `| Stackplumb lints them | ${ms(linting)} |`,
    "",
    `${factor.toFixed(1)} times the reading; budget 3: ${verdict(factor <= 3)}.`,
    "",
    "| Node.js | peak memory | budget | |",
    "|---|---:|---:|---|",
    ...peaks.map(({ node, megabytes }) => {
      return `| ${versionOf(node)} | ${megabytes.toFixed(0)} MB | 200 MB | ${verdict(megabytes <= 200)} |`;
    }),
  ];
}

const beside = folder === undefined ? undefined : besideCfnLint(folder);
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const lines = [
  "# Measurements",
  "",
  `Stackplumb ${version}, ${cpus().length} cores (${cpus()[0].model.trim()}). Written by \`npm run bench\`: medians of whole`,
  "processes, run in turn.",
  "",
  "## One template of 60 resources",
  "",
  "| Node.js | `node -e 0` | Stackplumb | | budget | | first run after a build |",
  "|---|---:|---:|---:|---:|---|---:|",
  startUp(process.execPath, (base) => [2 * base, "2x"]),
  ...(node24 === undefined ? [] : [startUp(node24, (base) => [base + 45, "+45 ms"])]),
  "",
  "## Growth",
  "",
  ...growth(),
  "",
  "## Conditions",
  "",
  ...conditionHeavy(),
  ...(folder === undefined ? [] : ["", "## A folder of real templates", "", ...throughput()]),
  ...(beside === undefined ? [] : ["", "## Beside cfn-lint", "", ...beside]),
];
writeFileSync("bench/results.md", `${lines.join("\n")}\n`);
console.log(lines.join("\n"));
