import { nearest } from "../policy/nearest.ts";
import { commands } from "./option-table.ts";

/** Why a discovery without any template is no green run. A mistyped command is read as a path, so it may be one. */
export function nothingToLint(paths: readonly string[]): string {
  const where = paths.length === 0 ? "the working directory" : paths.join(", ");
  const [first = ""] = paths;
  const command = /^[a-z]+$/.test(first)
    ? nearest(
        first,
        commands.map(({ name }) => name),
      )
    : undefined;
  const meant = command === undefined || command === first ? "" : `; did you mean \`stackplumb ${command}\`?`;
  return `nothing to lint: no CloudFormation or SAM template and no cdk.out could be read in ${where}${meant}`;
}
