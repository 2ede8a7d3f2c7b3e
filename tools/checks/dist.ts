/** Steps about dist/: that it is what src/ gives, and that starting the command line loads no more than it must. */
import { existsSync, readFileSync } from "node:fs";
import { buildDist, filesBelow } from "../build.ts";
import { type Bundles, distFolder } from "../bundle.ts";

/** Packages that a plain check needs; everything else is loaded when a command asks for it. */
const neededAtStart: ReadonlySet<string> = new Set(["js-yaml"]);

let built: Promise<Bundles> | undefined;

function dist(): Promise<Bundles> {
  built ??= buildDist();
  return built;
}

export async function distIsBuilt(): Promise<string[]> {
  const { files } = await dist();
  const problems = filesBelow(distFolder)
    .filter((name) => !files.has(name))
    .map((name) => `${distFolder}/${name} is left over`);
  for (const [name, text] of files) {
    const path = `${distFolder}/${name}`;
    if (!existsSync(path)) problems.push(`${path} is missing`);
    else if (readFileSync(path, "utf8") !== text) problems.push(`${path} differs from what src/ gives`);
  }
  return problems.length === 0 ? [] : [...problems.slice(0, 10), "run `npm run build` and commit dist/"];
}

/** Follows the static imports from what a plain check loads. */
export async function startsLight(): Promise<string[]> {
  const { metafile } = await dist();
  const loadedFirst = ["src/cli/main.ts", "src/cli/check.ts"];
  const pending = Object.keys(metafile.outputs).filter((path) =>
    loadedFirst.includes(metafile.outputs[path]?.entryPoint ?? ""),
  );
  if (pending.length < loadedFirst.length) return [`${loadedFirst.join(" or ")} is no entry of the bundle`];
  const loaded = new Set<string>();
  const problems: string[] = [];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const output = metafile.outputs[path];
    if (loaded.has(path) || output === undefined) continue;
    loaded.add(path);
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
      if (name !== undefined && bytesInOutput > 0 && !neededAtStart.has(name)) problems.push(`${path} brings ${name}`);
    }
    for (const { path: next, kind } of output.imports) if (kind === "import-statement") pending.push(next);
  }
  return [...new Set(problems)];
}
