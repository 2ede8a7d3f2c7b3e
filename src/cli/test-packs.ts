/**
 * `stackplumb test [FOLDER...]`: runs the examples of a team's rules, and says what is wrong in its documents.
 *
 * Without folders: those that `stackplumb.yaml` extends, else the documents of the working directory.
 */
import { configurationIn } from "../config/find-configuration.ts";
import { loadPack } from "../config/load-pack.ts";
import { localPacks } from "../config/local-packs.ts";
import type { Pack } from "../config/pack.ts";
import { summaryOf, type TestedPack, testPack } from "../config/test-pack.ts";
import type { Host } from "../input/app.ts";
import { joinPath } from "../input/join-path.ts";
import { nodeHost } from "../input/node-host.ts";
import { reportDiagnostics } from "../lint/report-diagnostics.ts";
import { architectureRules } from "../policy/architecture/architecture-rules.ts";
import { builtinRules } from "../policy/builtin.ts";
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
  const tested = packsToTest(host, operands);
  if (format === "json") shell.stdout.write(renderPackTestJson(tested));
  else {
    const diagnostics = reportDiagnostics(tested.flatMap(({ pack }) => pack.diagnostics));
    printDiagnostics(diagnostics, { quiet: false, verbose: false, noColor }, shell);
    shell.stdout.write(renderPackTest(tested, textStyleOf(shell.stdout, shell, noColor)));
  }
  const { errors, differing } = summaryOf(tested);
  if (errors > 0) return exitStatus.unusable;
  return differing > 0 ? exitStatus.failed : exitStatus.passed;
}

/** A pack that others are built upon comes before them in `extends`: what is tested may name what those before it hold. */
function packsToTest(host: Host, operands: readonly string[]): readonly TestedPack[] {
  const extended = localPacks(host, configurationIn(host));
  const asked = operands.length > 0 ? operands.map((operand) => joinPath(".", operand)) : foldersOf(host, extended);
  const last = Math.max(-1, ...asked.map((folder) => extended.indexOf(folder)));
  const folders = [...extended.slice(0, last + 1), ...asked.filter((folder) => !extended.includes(folder))];
  const rules = [...builtinRules(), ...architectureRules];
  const packs: Pack[] = [];
  for (const folder of folders) packs.push(loadPack(host, folder, rules, packs));
  const known = [...rules, ...packs.flatMap((pack) => pack.rules)];
  return packs.filter((_, i) => asked.includes(folders[i] ?? "")).map((pack) => testPack(pack, known));
}

/** @throws UsageError where nothing looks like a pack */
function foldersOf(host: Host, extended: readonly string[]): readonly string[] {
  if (extended.length > 0) return extended;
  const isFolder = (name: string): boolean => host.kindOf(name) === "directory";
  // A folder of its own for each, since what else stands in the working directory is no document of a pack.
  const own = ["rules", "architectures"].filter(isFolder);
  if (own.length > 0) return own.includes("rules") ? ["."] : own;
  if (isFolder("policy")) return ["policy"];
  throw new UsageError(
    "there is nothing to test: name a folder that holds rules or architectures, or begin with `stackplumb init --rule ID`.",
  );
}
