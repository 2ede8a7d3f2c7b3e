/** Laws of style.md that a formatter or a linter does not know: what a file of src/ may be called, hold and touch. */
import { basename } from "node:path";
import { type Breach, roomOf, shells } from "./directions.ts";
import type { Syntax } from "./syntax.ts";

const longest = 400;
const vague = /^(utils?|helpers?|common|misc|shared)(-|\.|$)/;
/** Pure computation: the same answer everywhere, and nothing outside the process is touched. */
const pureModules: ReadonlySet<string> = new Set(["node:buffer", "node:crypto", "node:path", "node:path/posix"]);

export function sourceBreaches(files: readonly Syntax[]): Breach[] {
  const written = files.filter(({ path }) => !path.includes("/generated/"));
  return written.flatMap((file) => [...named(file), ...spelled(file), ...touched(file)]);
}

function* named({ path, lines }: Syntax): Iterable<Breach> {
  if (vague.test(basename(path))) yield { path, line: 1, message: "the name does not say what the file is for" };
  if (lines > longest) yield { path, line: longest, message: `${lines} lines: which two rooms is it really?` };
}

/** CloudFormation's functions are spelled in one room; all others ask `intrinsicOf`. */
function* spelled({ path, strings }: Syntax): Iterable<Breach> {
  if (roomOf(path) === "template") return;
  for (const { text, line } of strings) {
    if (text.includes("Fn::")) yield { path, line, message: 'spells "Fn::" outside src/template' };
  }
}

/** The one adapter outside the shells: both the command line and the action hand it to ../input as its Host. */
const adapters: ReadonlySet<string> = new Set(["src/input/node-host.ts"]);

/** Only the shells know files, the environment, the clock or chance. */
function* touched({ path, imports, chances }: Syntax): Iterable<Breach> {
  if (shells.has(roomOf(path)) || adapters.has(path)) return;
  for (const { text, line } of imports) {
    if (text.startsWith("node:") && !pureModules.has(text)) yield { path, line, message: `imports ${text}` };
  }
  for (const { text, line } of chances) yield { path, line, message: `${text} differs from run to run` };
}
