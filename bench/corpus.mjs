/**
 * `npm run corpus -- FOLDER`: lints every file of a folder by itself, with the built library, and looks for what must never
 * happen: a crash, a hang, the text of an exception, a value that was printed without being one.
 *
 * Exits with 1 where one of them happened. Prints the findings by rule, so that a change in rules can be seen at a glance.
 */
import { fork } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const patience = 30_000;
const worker = fileURLToPath(new URL("corpus-worker.mjs", import.meta.url));
const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: npm run corpus -- FOLDER");
  process.exit(2);
}

const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ya?ml|json|template)$/.test(entry.name))
  .map((entry) => resolve(entry.parentPath, entry.name))
  .sort();

/** One process lints file after file; it is replaced when it dies or takes too long. */
async function lintAll() {
  const results = [];
  let child = fork(worker);
  for (const path of paths) {
    const result = await lintOne(child, path);
    results.push({ path: path.slice(resolve(folder).length + 1), ...result });
    if (result.died === undefined) continue;
    child.kill("SIGKILL");
    child = fork(worker);
  }
  child.kill();
  return results;
}

function lintOne(child, path) {
  return new Promise((done) => {
    const finish = (result) => {
      clearTimeout(timer);
      child.off("message", finish);
      child.off("exit", died);
      done(result);
    };
    const died = (code, signal) => finish({ died: `the process ended: ${signal ?? code}` });
    const timer = setTimeout(() => finish({ died: `no answer within ${patience / 1000} s` }), patience);
    child.on("message", finish);
    child.on("exit", died);
    child.send(path);
  });
}

const results = await lintAll();
const templates = results.filter((result) => result.resources > 0);
const bad = results.flatMap(({ path, died, faults = [] }) =>
  [died, ...faults].filter(Boolean).map((text) => `${path}: ${text}`),
);

const rows = new Map();
for (const { findings = {}, unknowns = {} } of results) {
  for (const [key, column] of [...count(findings, "fail"), ...count(unknowns, "unknown")]) {
    const row = rows.get(key) ?? { fail: 0, unknown: 0 };
    row[column.kind] += column.number;
    rows.set(key, row);
  }
}

function count(counts, kind) {
  return Object.entries(counts).map(([key, number]) => [key, { kind, number }]);
}

const sum = (field) => templates.reduce((total, result) => total + result[field], 0);
const slowest = [...results].sort((a, b) => (b.milliseconds ?? 0) - (a.milliseconds ?? 0)).slice(0, 5);

console.log(
  `${results.length} files, ${templates.length} with resources, ${sum("resources")} resources, ${sum("judged")} judged`,
);
console.log(`${results.filter((result) => result.unreadable).length} files could not be read as templates\n`);
console.log("rule       fail  unknown");
for (const [rule, { fail, unknown }] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`${rule.padEnd(8)} ${String(fail).padStart(6)} ${String(unknown).padStart(8)}`);
}
console.log("\nslowest");
for (const { path, milliseconds = 0 } of slowest) console.log(`${milliseconds.toFixed(0).padStart(6)} ms  ${path}`);
console.log(`\n${bad.length} crashes, hangs and exception texts`);
for (const line of bad) console.log(`  ${line}`);
process.exitCode = bad.length === 0 ? 0 : 1;
