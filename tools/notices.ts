/** The packages that a bundle contains -> their licences, as one text to ship beside it. */
import { readdirSync, readFileSync } from "node:fs";
import type { Metafile } from "esbuild";

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The text of its licence file; empty where the package ships none. */
  readonly text: string;
}

/** Packages of which at least one byte is in an output, by name. */
export function bundledPackages(metafile: Metafile): readonly BundledPackage[] {
  const folders = new Set<string>();
  for (const output of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  return [...folders].map(read).sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function read(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice)/i.test(file))
    .sort();
  const text = files.map((file) => readFileSync(`${folder}/${file}`, "utf8").trim()).join("\n\n");
  return { name, version, license, text: text.replace(/\r\n?/g, "\n") };
}

export function noticesOf(metafile: Metafile): string {
  const sections = bundledPackages(metafile).map(
    ({ name, version, license, text }) =>
      `${name} ${version} (${license})\n\n${text === "" ? `Licence: ${license}` : text}\n`,
  );
  return [
    "Stackplumb is licensed under the Apache License 2.0. Its bundles contain the following packages.\n",
    ...sections,
  ].join(`\n${"-".repeat(80)}\n\n`);
}
