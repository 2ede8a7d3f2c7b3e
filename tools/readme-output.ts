/**
 * README.md, with what its commands really print.
 *
 * A fence of the language `console` under `<!-- output -->` begins with `$ node dist/cli.js ...`; what follows the command
 * is replaced by its standard output. `<!-- output first=N last=M -->` keeps that many lines at both ends.
 */
import { spawnSync } from "node:child_process";

const fence = /(<!-- output(?: first=(\d+) last=(\d+))? -->\n```console\n\$ node (\S[^\n]*)\n)[\s\S]*?(```\n)/g;

export function withRealOutput(markdown: string): string {
  return markdown.replace(fence, (_, head: string, first: string, last: string, command: string, end: string) => {
    const lines = outputOf(command.split(" ")).trimEnd().split("\n");
    const excerpt = first === undefined ? lines : shortened(lines, Number(first), Number(last));
    return `${head}${excerpt.join("\n")}\n${end}`;
  });
}

function outputOf(command: readonly string[]): string {
  const { PATH } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, command, {
    encoding: "utf8",
    env: { PATH, NO_COLOR: "1" },
  });
  if (status !== 0 && status !== 1) throw new Error(`node ${command.join(" ")} gave ${status}: ${stderr}`);
  return stdout;
}

function shortened(lines: readonly string[], first: number, last: number): readonly string[] {
  if (lines.length <= first + last + 1) return lines;
  const left = lines.length - first - last;
  return [...lines.slice(0, first), "", `  [${left} lines left out]`, "", ...lines.slice(-last)];
}
