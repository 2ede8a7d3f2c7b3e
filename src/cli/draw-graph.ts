/**
 * `stackplumb graph`: the architecture that the templates describe, as a picture or as data.
 */
import { checkParameters, checkScenario, DeclaredNames } from "../lint/check-parameters.ts";
import { diagramOf } from "../lint/diagram.ts";
import { resolveApp } from "../lint/judge-app.ts";
import { forgive, reportDiagnostics } from "../lint/report-diagnostics.ts";
import { lossesAnywhere, markLosses, zoneLossesOf, zonesOfApps } from "../lint/zone-losses.ts";
import { renderDot } from "../report/render-dot.ts";
import { asJson } from "../report/render-json.ts";
import { renderMermaid } from "../report/render-mermaid.ts";
import { renderZoneLosses } from "../report/render-zone-losses.ts";
import { oneOf } from "./check-options.ts";
import { chooseZones, isEach } from "./choose-zones.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { findInput, nothingToLint } from "./find-input.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import type { Arguments } from "./read-arguments.ts";
import { readParameters } from "./read-parameters.ts";
import { readScenario } from "./read-scenario.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export async function drawGraph(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const { operands, options } = given;
  const without = options.get("--without-zone")?.[0];
  // A picture shows what is lost; which flows break is told in words.
  const formats =
    without === undefined ? (["mermaid", "dot", "json"] as const) : (["text", "mermaid", "dot", "json"] as const);
  const format = oneOf("--format", options.get("--format")?.[0] ?? formats[0], formats);
  const { parameters, fromFiles } = await readParameters(given, shell);
  const { search } = findInput(operands, shell);
  const scenario = readScenario(given);
  const apps = [...search.apps].map((app) => resolveApp(app, { parameters, scenario, stackTags: new Map() }));
  const declared = new DeclaredNames();
  for (const { app } of apps) declared.add(app);
  const found = [
    ...search.diagnostics,
    ...checkParameters(declared, parameters.keys(), fromFiles),
    ...checkScenario(declared, scenario),
    ...apps.flatMap((app) => app.diagnostics),
  ];
  const diagnostics = reportDiagnostics(options.has("--allow-unreadable") ? forgive(found) : found);
  const loudness = {
    quiet: options.has("--quiet"),
    verbose: options.has("--verbose"),
    noColor: options.has("--no-color"),
  };
  printDiagnostics(diagnostics, loudness, shell);
  if (apps.length === 0) throw new UsageError(nothingToLint(operands));
  const zones = without === undefined ? [] : chooseZones(without, zonesOfApps(apps));
  const anywhere = isEach(without) ? lossesAnywhere(apps) : undefined;
  const losses = [...zoneLossesOf(apps, zones), ...(anywhere === undefined ? [] : [anywhere])];
  const drawn = diagramOf(apps, { all: format === "json" || loudness.verbose });
  const diagram = without === undefined ? drawn : markLosses(drawn, losses);
  if (format === "json")
    shell.stdout.write(asJson(without === undefined ? diagram : { ...diagram, withoutZones: losses }));
  else if (format === "text")
    shell.stdout.write(renderZoneLosses(losses, textStyleOf(shell.stdout, shell, loudness.noColor).width));
  else shell.stdout.write(format === "dot" ? renderDot(diagram) : renderMermaid(diagram));
  return diagnostics.some(({ severity }) => severity === "error") ? exitStatus.unusable : exitStatus.passed;
}
