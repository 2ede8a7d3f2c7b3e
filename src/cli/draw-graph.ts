/**
 * `stackplumb graph`: the architecture that the templates describe, as a picture or as data.
 */
import type { Deployments, DeploymentValues } from "../config/deployments.ts";
import { checkParameters, checkScenario, DeclaredNames } from "../lint/check-parameters.ts";
import { diagramOf } from "../lint/diagram.ts";
import { resolveApp } from "../lint/judge-app.ts";
import { searchOf } from "../lint/lint-project.ts";
import { forgive, reportDiagnostics } from "../lint/report-diagnostics.ts";
import { lossesAnywhere, markLosses, zoneLossesOf, zonesOfApps } from "../lint/zone-losses.ts";
import { renderDot } from "../report/render-dot.ts";
import { asJson } from "../report/render-json.ts";
import { renderMermaid } from "../report/render-mermaid.ts";
import { renderZoneLosses } from "../report/render-zone-losses.ts";
import { oneOf } from "./check-options.ts";
import { chooseZones, isEach } from "./choose-zones.ts";
import { type ExitStatus, exitStatus } from "./exit-status.ts";
import { nothingToLint } from "./nothing-to-lint.ts";
import { printDiagnostics } from "./print-diagnostics.ts";
import type { Arguments } from "./read-arguments.ts";
import { readPlan } from "./read-plan.ts";
import { readWishes } from "./read-wishes.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export async function drawGraph(given: Arguments, shell: Shell): Promise<ExitStatus> {
  const { options } = given;
  const without = options.get("--without-zone")?.[0];
  // A picture shows what is lost; which flows break is told in words.
  const formats =
    without === undefined ? (["mermaid", "dot", "json"] as const) : (["text", "mermaid", "dot", "json"] as const);
  const format = oneOf("--format", options.get("--format")?.[0] ?? formats[0], formats);
  const loudness = {
    quiet: options.has("--quiet"),
    verbose: options.has("--verbose"),
    noColor: options.has("--no-color"),
  };
  const wishes = await readWishes(given, { rules: [], asOf: undefined, gate: {} }, shell);
  const plan = await readPlan({ ...wishes, baseline: "none" }, loudness, shell);
  if (plan === undefined) return exitStatus.unusable;
  if (wishes.architectures.length > 0) {
    if (without !== undefined) throw new UsageError("--architecture and --without-zone exclude each other.");
    const { drawConformance } = await import("./draw-conformance.ts");
    const shown = oneOf("--format", format, ["mermaid", "dot", "json"]);
    return drawConformance(plan, shown, { ...loudness, allowUnreadable: options.has("--allow-unreadable") }, shell);
  }
  const { deployments, paths } = plan;
  const { scenario } = wishes;
  const search = searchOf(plan);
  const { parameters, stackTags } = chosenEnvironment(deployments, options.get("--environment"));
  const apps = [...search.apps].map((app) => resolveApp(app, { parameters, scenario, stackTags }));
  const declared = new DeclaredNames();
  for (const { app } of apps) declared.add(app);
  const found = [
    ...plan.notes,
    ...search.diagnostics,
    ...checkParameters(declared, parameters.keys(), deployments.optionalParameters, deployments.places),
    ...checkScenario(declared, scenario),
    ...apps.flatMap((app) => app.diagnostics),
  ];
  const diagnostics = reportDiagnostics(options.has("--allow-unreadable") ? forgive(found) : found);
  printDiagnostics(diagnostics, loudness, shell);
  if (apps.length === 0) throw new UsageError(nothingToLint(paths));
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

/** A picture shows one environment, or what all of them have in common. */
function chosenEnvironment(deployments: Deployments, asked: readonly string[] | undefined): DeploymentValues {
  if (asked === undefined) return deployments;
  if (asked.length > 1) throw new UsageError("--environment is given twice; a graph shows one environment.");
  return deployments.environments.get(asked[0] ?? "") ?? deployments;
}
