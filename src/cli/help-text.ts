/**
 * The table of commands and options -> the text of `--help`.
 */
import { hanging, wrap } from "../report/wrap.ts";
import { commands, options } from "./option-table.ts";

export function helpText(width: number): string {
  const usage = commands.map(({ name, operands, summary }) => {
    const synopsis = name === "check" ? `[check] ${operands}` : `${name} ${operands}`;
    return [`  stackplumb ${synopsis}`.trimEnd(), summary] as const;
  });
  const switches = options.map(({ name, value, summary }) => {
    return [value === null ? `  ${name}` : `  ${name} ${value}`, summary] as const;
  });
  return [
    ...wrap("Holds AWS infrastructure (CloudFormation, SAM, CDK) against reference architectures.", width),
    "",
    ...columns(usage, width),
    "",
    ...wrap(
      "Without PATH: those of stackplumb.yaml, else cdk.out where there is one, else the templates found below the working directory.",
      width,
    ),
    "",
    "Options:",
    ...columns(switches, width),
    "",
    ...wrap(
      "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, no input, or an input that could not be read (2 wins over 1); 70 a fault of Stackplumb's own.",
      width,
    ),
    "",
  ].join("\n");
}

function columns(rows: readonly (readonly [string, string])[], width: number): readonly string[] {
  const left = Math.max(...rows.map(([label]) => label.length)) + 2;
  return rows.flatMap(([label, text]) => hanging(label.padEnd(left), text, width));
}
