/**
 * src/ -> dist/: bundles, type declarations, and the licences of what is bundled; and what README.md shows of it.
 *
 * Invariant: the same sources give the same bytes, on every machine; `npm run check` compares them with what is committed.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { type Bundles, bundleDist, distFolder } from "./bundle.ts";
import { noticesOf } from "./notices.ts";
import { withRealOutput } from "./readme-output.ts";

/** What dist/ has to hold. */
export async function buildDist(): Promise<Bundles> {
  const { files, metafile } = await bundleDist();
  const all = [...files, ...declarations(), ["THIRD-PARTY-NOTICES.txt", noticesOf(metafile)] as const];
  return { files: new Map(all.sort(([a], [b]) => (a < b ? -1 : 1))), metafile };
}

/**
 * Type declarations that a consumer meets: of src/index.ts, and of what its declarations import. They name `.js`, which every
 * resolution mode understands.
 */
function declarations(): Map<string, string> {
  const folder = ".cache/types";
  rmSync(folder, { recursive: true, force: true });
  if (!existsSync("src/index.ts")) return new Map();
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], {
    stdio: "inherit",
  });
  const found = new Map<string, string>();
  const pending = ["index"];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const path = `types/${name}.d.ts`;
    if (found.has(path)) continue;
    const text = readFileSync(`${folder}/${name}.d.ts`, "utf8");
    found.set(path, text.replace(/((?:from|import\()\s*"\.[^"]*)\.ts"/g, '$1.js"'));
    for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"(\.[^"]*)\.ts"/g)) {
      pending.push(posix.join(posix.dirname(name), specifier ?? ""));
    }
  }
  return found;
}

/** Paths of all files below a folder, relative to it, with forward slashes. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll("\\", "/").slice(folder.length + 1))
    .sort();
}

export async function main(): Promise<number> {
  const { files } = await buildDist();
  for (const stale of filesBelow(distFolder)) if (!files.has(stale)) rmSync(`${distFolder}/${stale}`);
  for (const [name, text] of files) {
    const path = `${distFolder}/${name}`;
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (files.has("cli.js")) chmodSync(`${distFolder}/cli.js`, 0o755);
  writeFileSync("README.md", withRealOutput(readFileSync("README.md", "utf8")));
  const size = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(`dist/: ${files.size} files, ${Math.round(size / 1024)} KB`);
  return 0;
}
