/**
 * `stackplumb test [FOLDER...]`: runs the examples of a team's rules, and says what is wrong in its documents.
 *
 * Without folders: those that `stackplumb.yaml` extends, else the documents of the working directory.
 */
import { packsToTest } from "../config/packs-to-test.ts";
import { summaryOf, type TestedPacks, testPack } from "../config/test-pack.ts";
import { nodeHost } from "../input/node-host.ts";
import { reportDiagnostics } from "../lint/report-diagnostics.ts";
import { renderPackTest } from "../report/render-pack-test.ts";
import { renderPackTestJson } from "../report/render-pack-test-json.ts";
import { oneOf } from "./check-options.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import type { Arguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export function testPacks({ operands, options }: Arguments, shell: Shell): ExitStatus {
  const format = oneOf("--format", options.get("--format")?.[0] ?? "text", ["text", "json"]);
  const noColor = options.has("--no-color");
  const host = nodeHost(shell.workingDirectory, { named: operands });
  const found = packsToTest(host, operands.includes(".") ? [] : operands);
  if (found === undefined)
    throw new UsageError(
      "there is nothing to test: name a folder that holds rules or architectures, or begin with `stackplumb init --rule ID`.",
    );
  const tested: TestedPacks = {
    packs: found.packs.map((pack) => testPack(pack, found.knownRules)),
    diagnostics: found.diagnostics,
  };
  if (format === "json") shell.stdout.write(renderPackTestJson(tested));
  else {
    printDiagnostics(reportDiagnostics(tested.diagnostics), { quiet: false, verbose: false, noColor }, shell);
    shell.stdout.write(renderPackTest(tested, textStyleOf(shell.stdout, shell, noColor)));
  }
  const { errors, differing } = summaryOf(tested);
  if (errors > 0) return exitStatus.unusable;
  return differing > 0 ? exitStatus.failed : exitStatus.passed;
}
