/** A shell in a folder of its own, for running the command line as a function. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { run } from "../../src/cli/run.ts";
import type { Shell } from "../../src/cli/shell.ts";

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Folder {
  readonly path: string;
  readonly write: (file: string, text: string | Uint8Array) => void;
  readonly read: (file: string) => string;
  readonly remove: () => void;
  readonly run: (words: readonly string[], environment?: Shell["environment"], columns?: number) => Promise<Outcome>;
}

export function folder(files: Readonly<Record<string, string>> = {}): Folder {
  const path = mkdtempSync(join(tmpdir(), "stackplumb-"));
  const write: Folder["write"] = (file, text) => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return {
    path,
    write,
    read: (file) => readFileSync(join(path, file), "utf8"),
    remove: () => rmSync(path, { recursive: true, force: true }),
    run: async (words, environment = {}, columns = undefined) => {
      const written = { stdout: "", stderr: "" };
      const output = (name: "stdout" | "stderr"): Shell["stdout"] => ({
        write: (text) => {
          written[name] += text;
        },
        columns,
      });
      const status = await run(words, {
        stdout: output("stdout"),
        stderr: output("stderr"),
        environment,
        workingDirectory: path,
        today: () => "2026-11-22",
        readFile: (file) => readFileSync(resolve(path, file), "utf8"),
        writeFile: (file, text) => write(file, text),
      });
      return { status, ...written };
    },
  };
}
