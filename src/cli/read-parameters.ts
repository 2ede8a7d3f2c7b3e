/**
 * `--parameter` and `--parameter-file` -> values of template parameters.
 */
import { readParameterFile } from "../config/parameter-file.ts";
import { pairs } from "./check-options.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** Files in order, later over earlier; the command line over files. @throws UsageError for a file that means nothing */
export function readParameters({ options }: Arguments, shell: Shell): ReadonlyMap<string, string> {
  const fromFiles = (options.get("--parameter-file") ?? []).flatMap((file) => [...valuesOf(file, shell)]);
  return new Map([...fromFiles, ...pairs("--parameter", "NAME=VALUE", options.get("--parameter") ?? [])]);
}

function valuesOf(path: string, shell: Shell): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = shell.readFile(path);
  } catch (error) {
    throw new UsageError(`--parameter-file ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const file = readParameterFile(path, text);
  if ("problem" in file) throw new UsageError(`--parameter-file ${file.problem}`);
  return file.values;
}
