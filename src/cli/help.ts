/** `stackplumb help` and `stackplumb version`. */
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { helpText } from "./help-text.ts";
import type { Shell } from "./shell.ts";
import { version as ownVersion } from "./version.ts";

export function help(shell: Shell): ExitStatus {
  shell.stdout.write(helpText(Math.min(120, shell.stdout.columns ?? 110)));
  return exitStatus.passed;
}

export function version(shell: Shell): ExitStatus {
  shell.stdout.write(`${ownVersion}\n`);
  return exitStatus.passed;
}
