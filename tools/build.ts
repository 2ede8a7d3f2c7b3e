/**
 * src/ -> dist/: the command line, the action and the library as ES modules that share chunks, with everything bundled.
 *
 * Invariant: the same sources give the same bytes, on every machine; `npm run check` compares them with what is committed.
 * Names stay readable in stack traces (only white space and syntax are minified), so there are no source maps to ship.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";
import { noticesOf } from "./notices.ts";

export const distFolder = "dist";

const entryPoints = { cli: "src/cli/main.ts", action: "src/action/main.ts", index: "src/index.ts" };

/** What dist/ has to hold: path inside dist/ -> contents. */
export interface Dist {
  readonly files: ReadonlyMap<string, string>;
  readonly metafile: Metafile;
}

export async function buildDist(): Promise<Dist> {
  const { files, metafile } = await bundleDist();
  const all = [...files, ...declarations(), ["THIRD-PARTY-NOTICES.txt", noticesOf(metafile)] as const];
  return { files: new Map(all.sort(([a], [b]) => (a < b ? -1 : 1))), metafile };
}

/** What runs of dist/; tests run it, too, from a folder of their own. */
export async function bundleDist(): Promise<Dist> {
  const present = Object.entries(entryPoints).filter(([, path]) => existsSync(path));
  const { outputFiles, metafile } = await build({
    entryPoints: Object.fromEntries(present),
    outdir: distFolder,
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node20",
    charset: "utf8",
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    banner: { js: requireBanner },
    plugins: [onlyVersion],
    metafile: true,
    write: false,
    logLevel: "error",
    absWorkingDir: process.cwd(),
  });
  const files = new Map<string, string>();
  for (const { path, text } of outputFiles) {
    const name = path.slice(path.indexOf(`/${distFolder}/`) + distFolder.length + 2);
    files.set(name, name === "cli.js" ? `#!/usr/bin/env node\n${text}` : text);
  }
  return { files, metafile };
}

/** CommonJS packages that were bundled ask for Node's own modules through `require`, which ES modules do not have. */
const requireBanner = 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);';

/** Of package.json, only the version goes into a bundle: no change of a script or a tool then changes dist/. */
const onlyVersion: Plugin = {
  name: "only-version",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      if (dirname(path) !== process.cwd()) return undefined;
      const { version } = JSON.parse(readFileSync(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** Type declarations of everything that src/index.ts reaches. Imports name `.js`, which every resolution mode understands. */
function declarations(): Map<string, string> {
  const folder = ".cache/types";
  rmSync(folder, { recursive: true, force: true });
  if (!existsSync(entryPoints.index)) return new Map();
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], {
    stdio: "inherit",
  });
  return new Map(
    filesBelow(folder).map((name) => [
      `types/${name}`,
      readFileSync(`${folder}/${name}`, "utf8").replace(/((?:from|import\()\s*"\.[^"]*)\.ts"/g, '$1.js"'),
    ]),
  );
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
  const size = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(`dist/: ${files.size} files, ${Math.round(size / 1024)} KB`);
  return 0;
}
