/** `stackplumb architectures`: the built-in reference architectures and those of packs, as a table or as JSON. */
import { builtinArchitectures } from "../policy/architecture/builtin-architectures.ts";
import { renderArchitecturesJson, renderArchitectureTable } from "../report/render-architectures.ts";
import { oneOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { teamDocuments } from "./team-documents.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export async function listArchitectures({ operands, options }: Arguments, shell: Shell): Promise<ExitStatus> {
  if (operands.length > 0)
    throw new UsageError(`architectures takes no operands; for one of them: stackplumb explain ${operands[0]}.`);
  const format = oneOf("--format", options.get("--format")?.[0] ?? "text", ["text", "json"]);
  const style = textStyleOf(shell.stdout, shell, options.has("--no-color"));
  const team = await teamDocuments(shell, options.has("--no-color"));
  const architectures = [...builtinArchitectures(), ...team.architectures];
  shell.stdout.write(
    format === "json" ? renderArchitecturesJson(architectures) : renderArchitectureTable(architectures, style),
  );
  return exitStatus.passed;
}
