/**
 * `--parameter`, `--parameter-file` and `--stack-tags` -> values of template parameters, and tags of stacks.
 */
import type { GivenValues } from "../config/given-values.ts";
import { readParameterFile } from "../config/parameter-file.ts";
import { pairs } from "./check-options.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

export interface GivenParameters {
  /** Those of the command line itself. */
  readonly written: ReadonlyMap<string, string>;
  /** Those of files, and the tags of stacks that they give. Files in order, later over earlier. */
  readonly files: GivenValues;
  /** Tags of stacks that the command line itself gives. */
  readonly stackTags: ReadonlyMap<string, string>;
}

/** @throws UsageError for a file that means nothing */
export async function readParameters({ options }: Arguments, shell: Shell): Promise<GivenParameters> {
  const samEnvironment = options.get("--sam-env")?.[0];
  const files: GivenValues[] = [];
  for (const path of options.get("--parameter-file") ?? []) files.push(await readFile(path, samEnvironment, shell));
  return {
    written: pairs("--parameter", "NAME=VALUE", options.get("--parameter") ?? []),
    stackTags: pairs("--stack-tags", "KEY=VALUE", options.get("--stack-tags") ?? []),
    files: {
      values: new Map(files.flatMap(({ values }) => [...values])),
      tags: new Map(files.flatMap(({ tags }) => [...tags])),
    },
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
