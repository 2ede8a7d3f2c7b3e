/**
 * `node tools/run.mjs NAME [arguments]`: bundles tools/NAME.ts and runs its `main(arguments)`, which gives the exit status.
 *
 * So tools are TypeScript, and share code with src/, without a build before the build.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !/^[a-z-]+$/.test(name)) {
  console.error("usage: node tools/run.mjs NAME [arguments]");
  process.exit(2);
}

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { outputFiles } = await build({
  entryPoints: [`tools/${name}.ts`],
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  write: false,
  sourcemap: "inline",
  logLevel: "error",
});

// Below the project's root, because a bundle's bare imports are looked up from where it stands.
const folder = ".cache/tools";
const file = `${folder}/${name}-${process.pid}.mjs`;
mkdirSync(folder, { recursive: true });
writeFileSync(file, outputFiles[0].contents);
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(file).href).finally(() => rmSync(file));
process.exitCode = await main(rest);
