/**
 * `npm run fuzz -- [FOLDER] [--count N] [--seed N] [--from N] [--lint-every N]`: damages the templates of a folder (the
 * fixtures', unless one is named) and looks for what must never happen when they are read: a crash, a hang, memory that
 * grows without bound, a position that is wrong. Every 20th input goes the whole way to the printed report.
 *
 * Each input follows from the seed and its number, so that a problem can be made again: `--from 4711 --count 1`.
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { mutated } from "./fuzz/mutate.ts";
import { randomOf } from "./fuzz/random.ts";
import { templatesBelow } from "./fuzz/templates.ts";
import type { FuzzMessage } from "./fuzz-worker.ts";

/** Milliseconds without a sign of life, for a hundred inputs. */
const patience = 60_000;
/** Megabytes that reading may take. */
const memory = 512;
const maximalProblems = 20;

export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      count: { type: "string", default: "200000" },
      seed: { type: "string", default: "1" },
      from: { type: "string", default: "0" },
      "lint-every": { type: "string", default: "20" },
      show: { type: "boolean", default: false },
    },
  });
  const [folder = "fixtures"] = positionals;
  const [seed, from, count, lintEvery] = [values.seed, values.from, values.count, values["lint-every"]].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (values.show) {
    const texts = templatesBelow(folder).map((path) => readFileSync(path, "utf8"));
    const random = randomOf(seed, from);
    random.pick([1, 2, 3]);
    process.stdout.write(mutated(texts, random));
    return 0;
  }
  const to = from + count;
  const problems: FuzzMessage[] = [];
  const start = performance.now();
  for (let next = from; next < to && problems.length < maximalProblems; ) {
    const { died, at } = await run([folder, seed, next, to, lintEvery].map(String), problems);
    // Which of the hundred it was, `--from` and `--count` tell.
    if (died !== undefined) problems.push({ at, problems: [`one of the next 100: ${died}`] });
    next = died === undefined ? to : at + 100;
  }
  for (const { at, problems: lines } of problems)
    console.log(`--seed ${seed} --from ${at} --count 1: ${lines.join("; ")}`);
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(
    `${count} inputs in ${seconds} s: ${problems.length === 0 ? "nothing wrong" : `${problems.length} problems`}`,
  );
  return problems.length === 0 ? 0 : 1;
}

/** One worker, until it is through, dies, or is silent for too long. */
function run(
  args: readonly string[],
  problems: FuzzMessage[],
): Promise<{ readonly died: string | undefined; readonly at: number }> {
  return new Promise((done) => {
    let at = Number(args[2]);
    const child: ChildProcess = fork("tools/run.mjs", ["fuzz-worker", ...args], {
      execArgv: [`--max-old-space-size=${memory}`],
    });
    const hang = (): void => {
      child.kill("SIGKILL");
      done({ died: `no sign of life for ${patience / 1000} s`, at });
    };
    let timer = setTimeout(hang, patience);
    child.on("message", (message: FuzzMessage) => {
      clearTimeout(timer);
      timer = setTimeout(hang, patience);
      at = message.at;
      if (message.problems.length > 0) problems.push(message);
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      done({ died: code === 0 ? undefined : `the process ended: ${signal ?? code}`, at });
    });
  });
}
