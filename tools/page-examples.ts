/**
 * A page of docs/ -> the page with what its commands really print.
 *
 * A fence under `<!-- file NAME -->` is a file of the page. What stands in a fence under `<!-- output of COMMAND -->` is what
 * `stackplumb COMMAND` prints in a folder with these files; in a fence of the language `console`, the command stands above it.
 * Invariant: a command that cannot be run, or that complains, is an error; nothing is shown that a reader would not see.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { run } from "../src/cli/run.ts";

/** Pages with examples. */
export const examplePages: readonly string[] = ["docs/editions.md", "docs/graph.md", "docs/limits.md"];

/** Path -> contents. */
export async function pagesWithOutput(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const path of examplePages) pages.set(path, await withOutput(readFileSync(path, "utf8")));
  return pages;
}

const file = /<!-- file (\S+) -->\n```\w+\n([\s\S]*?)```\n/g;
const output = /<!-- output of (\S[^\n]*) -->\n```(\w+)\n[\s\S]*?```\n/g;

/** The files that a page shows, by name. */
export function filesOf(markdown: string): ReadonlyMap<string, string> {
  return new Map([...markdown.matchAll(file)].map(([, name = "", text = ""]) => [basename(name), text]));
}

/** @throws Error where a command fails or complains */
export async function withOutput(markdown: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "stackplumb-"));
  try {
    for (const [name, text] of filesOf(markdown)) writeFileSync(join(folder, name), text);
    const printed: string[] = [];
    for (const [, command = ""] of markdown.matchAll(output)) printed.push(await outputOf(command, folder));
    return markdown.replace(output, (_, command: string, language: string) => {
      const head = language === "console" ? `$ stackplumb ${command}\n` : "";
      const fence = "```";
      return `<!-- output of ${command} -->\n${fence}${language}\n${head}${printed.shift() ?? ""}${fence}\n`;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function outputOf(command: string, folder: string): Promise<string> {
  const written = { stdout: "", stderr: "" };
  const into = (stream: "stdout" | "stderr") => ({
    columns: undefined,
    write: (text: string): void => {
      written[stream] += text;
    },
  });
  const status = await run(command.split(" "), {
    stdout: into("stdout"),
    stderr: into("stderr"),
    environment: { NO_COLOR: "1" },
    workingDirectory: folder,
    today: () => "2026-11-22",
    readFile: (path) => readFileSync(join(folder, path), "utf8"),
    writeFile: () => {},
  });
  if (status > 1 || written.stderr !== "")
    throw new Error(`stackplumb ${command} gave ${status}: ${written.stderr || written.stdout}`);
  return written.stdout;
}
