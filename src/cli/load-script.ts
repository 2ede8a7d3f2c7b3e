/**
 * A CommonJS script of this package -> its exports, with what V8 compiled of it kept from one run to the next.
 *
 * A short run spends half of its time compiling functions. Node's own compile cache keeps what is compiled before anything
 * runs, which is little; this keeps what the first runs used. One of them does not do: another template needs other code.
 *
 * Invariant: with and without the cache the same happens, and what goes wrong with it means without. It stands beside the
 * code that it belongs to, so whoever could change it could change the code; and it is named for that code's size and
 * time and for Node's version, so another build never meets it. The script must not call `import()`.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

type Wrapper = (exports: unknown, require: NodeJS.Require, module: { exports: unknown }) => void;

/** Runs that add what they compiled. Each takes as long for it as it saves the next one, so it is not done for ever. */
const learningRuns = 4;

/**
 * @param file absolute path of the script
 * @param folder where what was compiled is kept; made where it is missing
 */
export function loadScript(file: string, folder: string): unknown {
  const { size, mtimeMs } = statSync(file);
  const prefix = `${process.version}-${process.arch}-`;
  const cache = `${folder}/${prefix}${size}-${Math.floor(mtimeMs)}`;
  const { run, cachedData } = latest(cache);
  const script = new Script(`(function(exports,require,module){${readFileSync(file, "latin1")}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const runs = script.cachedDataRejected === true ? 0 : run;
  if (runs < learningRuns) {
    process.once("exit", (status) => {
      // A run that found its input wanting has not compiled what others need.
      if (status <= 1) optional(() => keep(script.createCachedData(), `${cache}.${runs + 1}`, prefix));
    });
  }
  const module = { exports: {} as unknown };
  (script.runInThisContext() as Wrapper)(module.exports, createRequire(file), module);
  return module.exports;
}

/** What is kept, and how many runs have added to it. */
function latest(cache: string): { readonly run: number; readonly cachedData: Buffer | undefined } {
  for (let run = learningRuns; run > 0; run--) {
    const cachedData = optional(() => readFileSync(`${cache}.${run}`));
    if (cachedData !== undefined) return { run, cachedData };
  }
  return { run: 0, cachedData: undefined };
}

/** Whole or not at all, however many runs do it at once; what an earlier build left goes. */
function keep(data: Buffer, cache: string, prefix: string): void {
  const folder = dirname(cache);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.startsWith(prefix)) rmSync(`${folder}/${name}`, { force: true });
  writeFileSync(`${cache}.${process.pid}`, data);
  renameSync(`${cache}.${process.pid}`, cache);
}

function optional<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
