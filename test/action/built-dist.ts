/**
 * dist/ as it would be built from these sources, once for all tests that run it: bundling takes longer than most of them.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { bundleDist } from "../../tools/bundle.ts";

const cache = ".cache/built";

/** @returns the folder of action.js */
export async function builtDist(): Promise<string> {
  const folder = resolve(cache, digestOfSources());
  if (existsSync(folder)) return folder;
  const { files } = await bundleDist();
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(join(cache, "new-"));
  for (const [name, text] of files) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true });
    // Another process may have built the same.
    if (!existsSync(folder)) throw error;
  }
  forgetOld();
  return folder;
}

/** Sources change often. Other processes may still run what is not the newest. */
function forgetOld(): void {
  const built = readdirSync(cache).map((name) => join(cache, name));
  const byAge = built.flatMap((path) => {
    const age = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return age === undefined ? [] : [{ path, age }];
  });
  byAge.sort((a, b) => b.age - a.age);
  for (const { path } of byAge.slice(mostKept)) rmSync(path, { recursive: true, force: true });
}

const mostKept = 8;

function digestOfSources(): string {
  const below = readdirSync("src", { recursive: true, encoding: "utf8", withFileTypes: true });
  const sources = below.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const hash = createHash("sha256");
  for (const path of [...sources.sort(), "tools/bundle.ts", "package.json", "package-lock.json"]) {
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex").slice(0, 32);
}
