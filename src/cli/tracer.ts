/**
 * `--trace LOGICAL_ID`: looks at each app as it is judged, and shows what was understood of one resource.
 */
import type { JudgedApp } from "../lint/judge-app.ts";
import type { Report } from "../lint/report.ts";
import { type Trace, traceOf } from "../lint/trace.ts";
import { didYouMean } from "../policy/nearest.ts";
import { asJson } from "../report/render-json.ts";
import { renderTraces } from "../report/render-trace.ts";
import type { CheckOptions } from "./check-options.ts";
import type { Shell } from "./shell.ts";
import { textStyleOf } from "./text-style-of.ts";
import { UsageError } from "./usage-error.ts";

export interface Tracer {
  readonly inspect: (judged: JudgedApp) => void;
  readonly print: (report: Report, options: CheckOptions, shell: Shell) => void;
}

export function tracerOf(logicalId: string, parameters: ReadonlyMap<string, string>): Tracer {
  const traces: Trace[] = [];
  const names = new Set<string>();
  return {
    inspect: (judged) => {
      traces.push(...traceOf(judged, logicalId, parameters));
      for (const { template } of judged.app.stacks) for (const name of template.resources.keys()) names.add(name);
    },
    print: (report, options, shell) => {
      if (traces.length === 0 && report.stacks.length > 0) throw new UsageError(noSuchResource(logicalId, names));
      const style = textStyleOf(shell.stdout, shell, options.noColor);
      shell.stdout.write(options.format === "json" ? asJson({ ...report, traces }) : renderTraces(traces, style));
    },
  };
}

function noSuchResource(logicalId: string, names: Iterable<string>): string {
  return `--trace ${logicalId}: no stack has a resource of that name.${didYouMean(logicalId, names)}`;
}
