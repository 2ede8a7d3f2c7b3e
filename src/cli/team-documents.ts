/**
 * The rules and architectures of the packs that the working directory's `stackplumb.yaml` extends.
 *
 * What reads them is loaded only where there are such packs. What is wrong with them is told, and the rest is there.
 */
import { configurationIn } from "../config/find-configuration.ts";
import { extendedIn } from "../config/local-packs.ts";
import { nodeHost } from "../input/node-host.ts";
import { reportDiagnostics } from "../lint/report-diagnostics.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import type { Rule } from "../policy/rule.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import type { Shell } from "./shell.ts";

export interface TeamDocuments {
  /** With their examples. */
  readonly rules: readonly Rule[];
  readonly architectures: readonly Architecture[];
}

export async function teamDocuments(shell: Shell, noColor: boolean): Promise<TeamDocuments> {
  const host = nodeHost(shell.workingDirectory);
  const extended = extendedIn(host, configurationIn(host));
  if (extended.length === 0) return { rules: [], architectures: [] };
  const { projectTeam } = await import("../config/project-team.ts");
  const { team, diagnostics } = projectTeam(host, extended);
  printDiagnostics(reportDiagnostics(diagnostics), { quiet: true, verbose: false, noColor }, shell);
  return {
    rules: team.packs.flatMap(({ rules }) => rules),
    architectures: team.packs.flatMap(({ architectures }) => [...architectures.values()]),
  };
}
