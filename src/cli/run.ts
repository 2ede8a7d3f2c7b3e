/**
 * One run of the command line: words in, exit status out.
 *
 * Invariant: never throws. Wrong usage is one line; an exception that nobody foresaw is called what it is, a fault of
 * Stackplumb, and never looks like a result. What only one command needs is loaded by that command.
 */
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { faultText } from "./fault.ts";
import { type Arguments, readArguments } from "./read-arguments.ts";
import type { Shell } from "./shell.ts";
import { isUsageError } from "./usage-error.ts";

export async function run(words: readonly string[], shell: Shell): Promise<ExitStatus> {
  try {
    return await dispatch(readArguments(words), shell);
  } catch (error) {
    if (isUsageError(error)) {
      shell.stderr.write(`stackplumb: ${error.message}\n`);
      return exitStatus.unusable;
    }
    shell.stderr.write(faultText(error, shell));
    return exitStatus.fault;
  }
}

async function dispatch(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const command = given.options.has("--help") ? "help" : given.options.has("--version") ? "version" : given.command;
  switch (command) {
    case "check":
      return (await import("./check.ts")).check(given, shell);
    case "explain":
      return (await import("./explain.ts")).explain(given, shell);
    case "rules":
      return (await import("./list-rules.ts")).listRules(given, shell);
    case "architectures":
      return (await import("./list-architectures.ts")).listArchitectures(given, shell);
    case "graph":
      return (await import("./draw-graph.ts")).drawGraph(given, shell);
    case "baseline":
      return (await import("./write-baseline.ts")).writeBaseline(given, shell);
    case "diff":
      return (await import("./diff.ts")).diff(given, shell);
    case "test":
      return (await import("./test-packs.ts")).testPacks(given, shell);
    case "report":
      return (await import("./merge-reports.ts")).mergeReports(given, shell);
    case "init":
      return (await import("./init.ts")).init(given, shell);
    case "help":
      return (await import("./help.ts")).help(shell);
    case "version":
      return (await import("./help.ts")).version(shell);
  }
}
