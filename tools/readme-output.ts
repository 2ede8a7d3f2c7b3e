/**
 * README.md, with what its commands really print.
 *
 * A fence of the language `console` under `<!-- output -->` begins with `$ node dist/cli.js ...`; what follows the command
 * is replaced by its standard output. `<!-- output first=N last=M -->` keeps that many paragraphs at both ends.
 */
import { spawnSync } from "node:child_process";

const fence = /(<!-- output(?: first=(\d+) last=(\d+))? -->\n```console\n\$ node (\S[^\n]*)\n)[\s\S]*?(```\n)/g;

export function withRealOutput(markdown: string): string {
  return markdown.replace(fence, (_, head: string, first: string, last: string, command: string, end: string) => {
    const paragraphs = outputOf(command.split(" "))
      .trim()
      .split(/\n{2,}/);
    const excerpt = first === undefined ? paragraphs : shortened(paragraphs, Number(first), Number(last));
    return `${head}${excerpt.join("\n\n")}\n${end}`;
  });
}

function outputOf(command: readonly string[]): string {
  const { PATH } = process.env;
  const env = { PATH, NO_COLOR: "1" };
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: "utf8", env });
  if (status !== 0 && status !== 1) throw new Error(`node ${command.join(" ")} gave ${status}: ${stderr}`);
  return stdout;
}

function shortened(paragraphs: readonly string[], first: number, last: number): readonly string[] {
  const left = paragraphs.length - first - last;
  if (left < 2) return paragraphs;
  return [...paragraphs.slice(0, first), `(${left} more)`, ...paragraphs.slice(-last)];
}
