import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { build } from "esbuild";

let folder: string;
const path = (name: string): string => join(folder, name);

/** A process of its own, because what was compiled is kept when a process ends. */
function run(status = 0): string {
  const { stdout, stderr } = spawnSync(process.execPath, [path("main.mjs"), String(status)], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout;
}

function writeScript(answer: string, modified: number): void {
  writeFileSync(path("script.cjs"), `exports.answer = () => "${answer} " + require("./other.cjs").name;`);
  utimesSync(path("script.cjs"), modified, modified);
}

const kept = (): string[] => (existsSync(path("kept")) ? readdirSync(path("kept")) : []);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "load-script-"));
  await build({
    entryPoints: ["src/cli/load-script.ts"],
    outfile: path("load-script.mjs"),
    format: "esm",
    platform: "node",
  });
  writeFileSync(path("other.cjs"), 'exports.name = "world";');
  writeFileSync(
    path("main.mjs"),
    `import { loadScript } from "./load-script.mjs";
     const { answer } = loadScript(${JSON.stringify(path("script.cjs"))}, ${JSON.stringify(path("kept"))});
     console.log(answer());
     process.exitCode = Number(process.argv[2]);`,
  );
  writeScript("hello", 1);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("gives the script's exports, which may require what stands beside it", () => {
  expect(run()).toBe("hello world\n");
});

test("keeps what the first runs compiled, and gives the same with it", () => {
  for (let runs = 0; runs < 4; runs++) {
    const before = kept();
    expect(run()).toBe("hello world\n");
    expect(kept()).toHaveLength(1);
    expect(kept()).not.toEqual(before);
  }
  const [name = ""] = kept();
  const { ino, mtimeMs } = statSync(path(`kept/${name}`));
  expect(run()).toBe("hello world\n");
  expect(kept()).toEqual([name]);
  expect(statSync(path(`kept/${name}`))).toMatchObject({ ino, mtimeMs });
});

test("never runs what was kept of another build, even of the same length, and lets it go", () => {
  run();
  const before = kept();
  writeScript("howdy", 2);
  expect(run()).toBe("howdy world\n");
  expect(kept()).toHaveLength(1);
  expect(kept()).not.toEqual(before);
});

test("does without a cache that is damaged, and mends it", () => {
  run();
  const [name = ""] = kept();
  writeFileSync(path(`kept/${name}`), "nonsense");
  expect(run()).toBe("hello world\n");
  expect(statSync(path(`kept/${name}`)).size).toBeGreaterThan(100);
});

test("does without a cache where none can be written", () => {
  writeFileSync(path("kept"), "");
  expect(run()).toBe("hello world\n");
  expect(statSync(path("kept")).isFile()).toBe(true);
});

test("keeps nothing of a run that could not use its input", () => {
  expect(run(2)).toBe("hello world\n");
  expect(kept()).toEqual([]);
});
