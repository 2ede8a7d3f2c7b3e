/**
 * README.md, with what its commands really print.
 *
 * A fence of the language `console` under `<!-- output -->` begins with `$ node dist/cli.js ...`; what follows the command
 * is replaced by its standard output. `<!-- output of=MET013,MAZ002 -->` keeps the findings of these rules only, with the
 * beginning and the end, and says how many are left out.
 */
import { spawnSync } from "node:child_process";

const fence = /(<!-- output(?: of=([\w,]+))? -->\n```console\n\$ node (\S[^\n]*)\n)[\s\S]*?(```\n)/g;

export function withRealOutput(markdown: string): string {
  return markdown.replace(fence, (_, head: string, rules: string | undefined, command: string, end: string) => {
    const output = outputOf(command.split(" ")).trimEnd();
    return `${head}${rules === undefined ? output : excerpt(output, rules.split(","))}\n${end}`;
  });
}

function outputOf(command: readonly string[]): string {
  const { PATH } = process.env;
  const env = { PATH, NO_COLOR: "1" };
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { encoding: "utf8", env });
  if (status !== 0 && status !== 1) throw new Error(`node ${command.join(" ")} gave ${status}: ${stderr}`);
  return stdout;
}

function excerpt(output: string, rules: readonly string[]): string {
  const paragraphs = output.split("\n\n");
  const isFinding = (paragraph: string): boolean => /^\w+\[\w+\]/.test(paragraph);
  const isKept = (paragraph: string): boolean =>
    !isFinding(paragraph) || rules.some((rule) => paragraph.split("\n", 1)[0]?.includes(`[${rule}]`));
  const kept = paragraphs.filter(isKept);
  const left = paragraphs.length - kept.length;
  const afterFindings = kept.findLastIndex(isFinding) + 1;
  return [...kept.slice(0, afterFindings), `(${left} more)`, ...kept.slice(afterFindings)].join("\n\n");
}
