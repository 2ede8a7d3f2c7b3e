/**
 * A page of docs/ -> the page with what its commands really print, one after the other in one folder, as a reader would do it.
 *
 * - A fence under `<!-- file PATH -->` is written to that file when its turn comes.
 * - Fences under `<!-- part -->` are together the file that `<!-- parts of PATH -->` names.
 * - `<!-- change PATH: FROM -> TO -->` changes what stands in a file exactly once.
 * - A fence of the language `console` begins with `$ stackplumb ...` and goes on with what that prints, in the order in which a
 *   terminal shows it. A line of three dots leaves something out: then the lines around it are those that are most like them.
 * - What stands in a fence under `<!-- output of COMMAND -->` is what `stackplumb COMMAND` prints; for other languages.
 * - `<!-- status 2 -->` before a fence: the command ends so.
 * - `<!-- not run: WHY -->` before a fence: it needs what no test has (GitHub, npm).
 *
 * Invariant: a command that cannot be run, or that complains where the page does not say so, is an error; nothing is shown that
 * a reader would not see.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../src/cli/run.ts";

/** Pages with examples: those that show a command and what it prints. */
export const examplePages: readonly string[] = readdirSync("docs")
  .filter((name) => name.endsWith(".md"))
  .map((name) => `docs/${name}`)
  .filter((path) => /^(?:```console|<!-- output of )/m.test(readFileSync(path, "utf8")))
  .sort();

/** Path -> contents. */
export async function pagesWithOutput(): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  for (const path of examplePages) pages.set(path, await withOutput(readFileSync(path, "utf8")));
  return pages;
}

const step = new RegExp(
  [
    /<!-- file (?<file>\S+) -->\n```\w+\n(?<text>[\s\S]*?)```\n/,
    /<!-- change (?<changed>\S+): (?<from>.+?) -> (?<to>.*?) -->\n/,
    /<!-- not run: [^\n]+ -->\n```console\n[\s\S]*?```\n/,
    /(?:<!-- status (?<status>\d+) -->\n)?<!-- output of (?<command>\S[^\n]*) -->\n```(?<language>\w+)\n(?<shown>[\s\S]*?)```\n/,
    /(?:<!-- status (?<ends>\d+) -->\n)?```console\n\$ (?<words>[^\n]*)\n(?<printed>[\s\S]*?)```\n/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "g",
);

/** The commands of a page that are run, without their first word. */
export function commandsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(step)].flatMap(({ groups = {} }) => {
    const { command, words } = groups;
    return command !== undefined ? [command] : words !== undefined ? [argumentsOf(words)] : [];
  });
}

/** The files that a page shows, by name. */
export function filesOf(markdown: string): ReadonlyMap<string, string> {
  return new Map(
    [...markdown.matchAll(step)].flatMap(({ groups = {} }) => {
      const { file, text } = groups;
      return file === undefined || text === undefined ? [] : [[file, text] as const];
    }),
  );
}

/** @throws Error where a command fails or complains, and where a change has nothing to change */
export async function withOutput(markdown: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "stackplumb-"));
  try {
    const whole = /<!-- parts of (\S+) -->/.exec(markdown)?.[1];
    if (whole !== undefined) write(folder, whole, partsOf(markdown));
    let page = "";
    let end = 0;
    for (const match of markdown.matchAll(step)) {
      page += markdown.slice(end, match.index) + (await taken(match[0], match.groups ?? {}, folder));
      end = match.index + match[0].length;
    }
    return page + markdown.slice(end);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A step is taken, and given back as it should stand in the page. */
async function taken(whole: string, groups: Record<string, string | undefined>, folder: string): Promise<string> {
  const { file, text, changed, from, to, status, command, language, shown, ends, words, printed } = groups;
  const fence = "```";
  if (file !== undefined && text !== undefined) write(folder, file, text);
  if (changed !== undefined && from !== undefined && to !== undefined) change(folder, changed, from, to);
  if (command !== undefined && shown !== undefined) {
    const output = await outputOf(command, folder, status);
    const head = language === "console" ? `$ stackplumb ${command}\n` : "";
    return `${marked(status)}<!-- output of ${command} -->\n${fence}${language}\n${excerpt(shown, head + output)}${fence}\n`;
  }
  if (words !== undefined && printed !== undefined) {
    const output = await outputOf(argumentsOf(words), folder, ends);
    return `${marked(ends)}${fence}console\n$ ${words}\n${excerpt(printed, output)}${fence}\n`;
  }
  return whole;
}

const marked = (status: string | undefined): string => (status === undefined ? "" : `<!-- status ${status} -->\n`);

/** The output; but of one that the page leaves lines out of, the lines that are most like those that it shows. */
function excerpt(shown: string, output: string): string {
  const pieces = shown.split(/^\.\.\.\n/m).map(linesOf);
  if (pieces.length === 1) return output;
  const whole = linesOf(output);
  let from = 0;
  const found = pieces.map((piece, i) => {
    if (piece.length === 0) return "";
    const last = whole.length - piece.length;
    const first = i === pieces.length - 1 ? Math.max(from, last) : from;
    const starts = Array.from({ length: (i === 0 ? from : last) - first + 1 }, (_, n) => first + n);
    const [best, likeness] = starts
      .map((start) => [start, likenessOf(piece, whole.slice(start, start + piece.length))] as const)
      .reduce((one, other) => (other[1] > one[1] ? other : one), [0, 0]);
    if (likeness < piece.length / 2)
      throw new Error(`this is not what is printed:\n${piece.join("\n")}\n--- but\n${output}`);
    from = best + piece.length;
    return `${whole.slice(best, from).join("\n")}\n`;
  });
  return found.join("...\n");
}

const linesOf = (text: string): readonly string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/** How many lines are the same, numbers aside; those that are the same altogether count a bit more. */
function likenessOf(some: readonly string[], others: readonly string[]): number {
  const plain = (line: string | undefined): string | undefined => line?.replace(/\d+/g, "0");
  return (
    some.filter((line, i) => plain(line) === plain(others[i])).length +
    some.filter((line, i) => line === others[i]).length / 1000
  );
}

/** @throws Error where it is a command of something else: a page shows no other command and its output */
function argumentsOf(words: string): string {
  if (!words.startsWith("stackplumb")) throw new Error(`only stackplumb is run, not ${words}`);
  return words.replace(/^stackplumb ?/, "");
}

function partsOf(markdown: string): string {
  return [...markdown.matchAll(/<!-- part -->\n```\w+\n([^`]*)```/g)].map(([, text]) => text).join("");
}

function write(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  if (!path.startsWith(`${folder}/`)) throw new Error(`${file} leads out of the page's folder`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function change(folder: string, file: string, from: string, to: string): void {
  const pieces = readFileSync(join(folder, file), "utf8").split(from.replaceAll("\\n", "\n"));
  if (pieces.length !== 2) throw new Error(`${file} does not have once: ${from}`);
  write(folder, file, pieces.join(to.replaceAll("\\n", "\n")));
}

async function outputOf(command: string, folder: string, status = "0 or 1"): Promise<string> {
  const written = { both: "", stderr: "" };
  const into = (stream: "stdout" | "stderr") => ({
    columns: undefined,
    write: (text: string): void => {
      written.both += text;
      if (stream === "stderr") written.stderr += text;
    },
  });
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  const ended = await run(words, {
    stdout: into("stdout"),
    stderr: into("stderr"),
    environment: { NO_COLOR: "1" },
    workingDirectory: folder,
    today: () => "2026-11-22",
    readFile: (path) => readFileSync(join(folder, path), "utf8"),
    writeFile: (path, text) => write(folder, path, text),
  });
  const isFine = status === "0 or 1" ? ended <= 1 && !/\berror: /.test(written.stderr) : String(ended) === status;
  if (!isFine) throw new Error(`stackplumb ${command} gave ${ended}, not ${status}: ${written.stderr || written.both}`);
  return written.both;
}
