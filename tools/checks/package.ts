/** Steps about the package as its users get it: its contents, its entry points, its types. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { run } from "./programs.ts";

const expected = /^(dist|rules|docs|schemas)\/|^(package\.json|README\.md|LICENSE|action\.yml)$/;
const required = [
  "dist/cli.js",
  "dist/index.js",
  "dist/action.js",
  "dist/types/index.d.ts",
  "LICENSE",
  "README.md",
  "action.yml",
];
const largest = 4 * 1024 * 1024;

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

export function packageHoldsWhatItLists(): string[] {
  const options = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const packed = JSON.parse(execFileSync("npm", options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const [{ size, files }] = (Array.isArray(packed) ? packed : Object.values(packed)) as [Packed];
  const paths = files.map(({ path }) => path);
  const problems = paths.filter((path) => !expected.test(path)).map((path) => `${path} should not be packed`);
  for (const path of required) if (!paths.includes(path)) problems.push(`${path} is not packed`);
  if (size > largest) problems.push(`the tarball has ${size} bytes, more than ${largest}`);
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  if (dependencies !== undefined)
    problems.push("package.json has runtime dependencies: everything that runs is bundled");
  return problems;
}

export async function packageIsWellFormed(): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir: ".", level: "warning", pack: false });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** A project that imports the library compiles in both of today's resolution modes, and runs. */
export function consumerCompiles(): string[] {
  const folder = ".cache/consumer";
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(`${folder}/node_modules`, { recursive: true });
  symlinkSync("../../..", `${folder}/node_modules/stackplumb`);
  writeFileSync(`${folder}/package.json`, '{ "type": "module" }\n');
  writeFileSync(`${folder}/consumer.ts`, readFileSync("tools/checks/consumer.txt"));
  const problems = [
    ["nodenext", "nodenext"],
    ["preserve", "bundler"],
  ].flatMap(([module, resolution]) => {
    const compilerOptions = { module, moduleResolution: resolution, target: "es2023", lib: ["es2023"], types: [] };
    const config = { compilerOptions: { ...compilerOptions, strict: true, outDir: "out" }, files: ["consumer.ts"] };
    writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(config));
    return run("node_modules/typescript/bin/tsc", ["-p", folder, "--pretty", "false"]).map(
      (text) => `${resolution}: ${text}`,
    );
  });
  if (problems.length > 0) return problems;
  const { status, stderr } = spawnSync(process.execPath, [`${folder}/out/consumer.js`], { encoding: "utf8" });
  return status === 0 ? [] : [stderr];
}
