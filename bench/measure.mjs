/** Whole processes, measured: wall time and peak memory. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Reading further certificates takes Node.js 20 up to 40 ms at every start, whatever it does then: half of what is measured.
delete process.env.NODE_EXTRA_CA_CERTS;

const probe = fileURLToPath(new URL("peak-probe.mjs", import.meta.url));

/**
 * Runs one process to its end. Exit status 1 is a finding, no failure.
 * @param {string} node path of the Node.js binary @param {string[]} options
 * @returns {number} milliseconds
 */
export function wallTime(node, options) {
  const start = performance.now();
  const { status, stderr } = spawnSync(node, options, { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  const time = performance.now() - start;
  if (status !== 0 && status !== 1 && status !== 2)
    throw new Error(`${node} ${options.join(" ")}: ${status} ${stderr}`);
  return time;
}

/**
 * Runs several commands in turn, so that what else the machine does hits all of them alike.
 * @param {{node: string, options: string[]}[]} commands @param {number} rounds
 * @returns {number[]} the median of each, in milliseconds
 */
export function interleavedMedians(commands, rounds) {
  const times = commands.map(() => /** @type {number[]} */ ([]));
  for (let round = -1; round < rounds; round++) {
    commands.forEach(({ node, options }, index) => {
      const time = wallTime(node, options);
      if (round >= 0) times[index].push(time);
    });
  }
  return times.map(median);
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** @returns {{milliseconds: number, megabytes: number}} wall time and peak resident memory of one run */
export function timeAndPeak(node, options) {
  const file = `.cache/peak-${process.pid}.txt`;
  process.env.PEAK_FILE = file;
  const milliseconds = wallTime(node, ["--import", probe, ...options]);
  const megabytes = Number(readFileSync(file, "utf8")) / 1024;
  rmSync(file);
  return { milliseconds, megabytes };
}
