/**
 * A shell script -> its commands, and a command -> its words.
 *
 * Not a shell: enough of one to tell what is run from what is said. Comments and documents that a script only writes
 * down are left out; what such a document makes another program run (a script, a compose file, `fstab`) is kept.
 */

/** The commands of a script: continued lines joined, pipelines and lists taken apart. */
export function commandsOf(text: string): readonly string[] {
  return linesOf(text)
    .flatMap((line) => line.replace(/\s#.*$/, "").split(separators))
    .map((command) => command.trim())
    .filter((command) => command !== "");
}

const separators = /&&|\|\||[;|]/;

/** A document that follows a line, up to a line with its end. */
interface HereDocument {
  readonly end: string;
  readonly isRun: boolean;
}

/** Lines that say something to run. A comment is never continued, whatever it ends with. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = [];
  let continued = "";
  let document: HereDocument | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (document !== undefined && line.trim() === document.end) {
      document = undefined;
      continue;
    }
    if (document?.isRun === false || line.trimStart().startsWith("#")) continue;
    if (line.endsWith("\\")) {
      continued += `${line.slice(0, -1)} `;
      continue;
    }
    lines.push(continued + line);
    document ??= documentOpenedBy(continued + line);
    continued = "";
  }
  return continued === "" ? lines : [...lines, continued];
}

function documentOpenedBy(line: string): HereDocument | undefined {
  const opened = /(?<!<)<<-?\s*["']?(\w+)/.exec(line);
  const end = opened?.[1];
  if (end === undefined) return undefined;
  const [program] = wordsOf(line.slice(0, opened?.index).split(separators).at(-1) ?? "");
  const isWritten = program === "cat" || program === "tee";
  return { end, isRun: !isWritten || runnable.test(line) };
}

/** What runs a document, or files by which something is run or mounted. */
const runnable = /\.(?:sh|bash|ya?ml)\b|\bfstab\b|\/cron|\/bin\/|\brc\.local\b|\|\s*(?:sudo\s+)?(?:ba)?sh\b/;

/** Words that stand before a command without being one. */
const before: ReadonlySet<string> = new Set(
  "sudo exec nohup time env then do else if elif while until eval sh bash su ! ( { - -E -H -c -lc -ec -xe -ex".split(
    " ",
  ),
);
/** Options of `sudo` and `su` that have a value. */
const beforeWithValue: ReadonlySet<string> = new Set(["-u", "-g", "timeout"]);

/** The words of a command, without what stands in front: `sudo -u app`, keywords, `bash -c`, settings of variables. */
export function wordsOf(command: string): readonly string[] {
  const words = command
    .split(/\s+/)
    .map((word) => word.replaceAll(/^["']+|["']+$/g, ""))
    .filter((word) => word !== "");
  let start = 0;
  for (let word = words[0]; word !== undefined; word = words[start]) {
    if (beforeWithValue.has(word)) start += 2;
    else if (before.has(word) || /^[A-Za-z_]\w*=/.test(word)) start++;
    // `su - app -c command`
    else if (words[start - 1] === "-" && words[start + 1] === "-c") start++;
    else break;
  }
  return words.slice(start);
}
