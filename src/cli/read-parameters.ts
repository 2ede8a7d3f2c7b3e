/**
 * `--parameter` and `--parameter-file` -> values of template parameters.
 *
 * Not here: the forms that a parameter file may have; see ../config/parameter-file.ts.
 */
import { readParameterFile } from "../config/parameter-file.ts";
import { pairs } from "./check-options.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

/** Files in order, later over earlier; the command line over files. @throws UsageError for a file that means nothing */
export function readParameters({ options }: Arguments, shell: Shell): ReadonlyMap<string, string> {
  const fromFiles = (options.get("--parameter-file") ?? []).flatMap((file) => [...readFile(file, shell)]);
  return new Map([...fromFiles, ...pairs("--parameter", "NAME=VALUE", options.get("--parameter") ?? [])]);
}

function readFile(path: string, shell: Shell): ReadonlyMap<string, string> {
  let text: string;
  try {
    text = shell.readFile(path);
  } catch (error) {
    throw new UsageError(`--parameter-file ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const read = readParameterFile(path, text);
  if ("problem" in read) throw new UsageError(`--parameter-file ${read.problem}`);
  return read.values;
}
