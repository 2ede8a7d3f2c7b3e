/**
 * `--parameter` and `--parameter-file` -> values of template parameters, and tags of stacks.
 */
import type { GivenValues } from "../config/given-values.ts";
import { readParameterFile } from "../config/parameter-file.ts";
import { pairs } from "./check-options.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

export interface GivenParameters {
  readonly parameters: ReadonlyMap<string, string>;
  /** Those of them that no word of the command line gives. */
  readonly fromFiles: ReadonlySet<string>;
  /** Tags of stacks that the files give. */
  readonly stackTags: ReadonlyMap<string, string>;
}

/** Files in order, later over earlier; the command line over files. @throws UsageError for a file that means nothing */
export async function readParameters({ options }: Arguments, shell: Shell): Promise<GivenParameters> {
  const samEnvironment = options.get("--sam-env")?.[0];
  const files: GivenValues[] = [];
  for (const path of options.get("--parameter-file") ?? []) files.push(await readFile(path, samEnvironment, shell));
  const written = pairs("--parameter", "NAME=VALUE", options.get("--parameter") ?? []);
  const parameters = new Map([...files.flatMap(({ values }) => [...values]), ...written]);
  return {
    parameters,
    fromFiles: new Set([...parameters.keys()].filter((name) => !written.has(name))),
    stackTags: new Map(files.flatMap(({ tags }) => [...tags])),
  };
}

async function readFile(path: string, samEnvironment: string | undefined, shell: Shell): Promise<GivenValues> {
  let text: string;
  try {
    text = shell.readFile(path);
  } catch (error) {
    throw new UsageError(`--parameter-file ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const file = await readParameterFile(path, text, samEnvironment);
  if ("problem" in file) throw new UsageError(`--parameter-file ${file.problem}`);
  return file;
}
