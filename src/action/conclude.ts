/**
 * A report -> whether the step fails, and why.
 *
 * Invariant: a run that could not see everything it was asked to look at is never green. The command line decides alike;
 * see ../cli/check.ts.
 */
import { failsOn } from "../lint/fails-on.ts";
import { faultCode } from "../lint/judge-app.ts";
import type { Report } from "../lint/report.ts";
import { counted } from "../report/counted.ts";
import { refusedExceptions } from "../report/refused-exceptions.ts";
import { renderSummary } from "../report/render-summary.ts";
import type { TextStyle } from "../report/text-style.ts";
import type { Inputs } from "./read-inputs.ts";

export interface Conclusion {
  readonly conclusion: "success" | "failure";
  readonly sentence: string;
}

/** @param noBase why a change has nothing to be compared with; null where it has */
export function conclude(report: Report, noBase: string | null, inputs: Inputs): Conclusion {
  const { gate, allowEmpty, paths, failOnNoBase } = inputs;
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.some(({ code }) => code === faultCode)) {
    return failure("Stackplumb has a fault: not every rule was judged. Please report what the annotations say.");
  }
  if (errors.length > 0) {
    const why =
      refusedExceptions(report) ??
      `${counted(errors.length, "error")} in the input (\`allow-unreadable: true\` makes what is wrong with templates a warning)`;
    return failure(`${why}; ${verdict(report)}.`);
  }
  if (report.stacks.length === 0 && !allowEmpty) {
    const where = paths.length === 0 ? "here" : `in ${counted(paths.length, "path")}`;
    return failure(
      `No template was found ${where}. Name templates, folders or a cdk.out with \`paths\`, or allow that there are none with \`allow-empty: true\`.`,
    );
  }
  if (noBase !== null && failOnNoBase) {
    return failure(`There is no base to compare with: ${noBase} (\`fail-on-no-base\` is true); ${verdict(report)}.`);
  }
  const sentence = `${verdict(report)}.`;
  return failsOn(report, gate) ? failure(sentence) : { conclusion: "success", sentence };
}

function failure(sentence: string): Conclusion {
  return { conclusion: "failure", sentence };
}

/** One line, whatever it holds. */
const style: TextStyle = { colour: false, width: 10_000, unicode: false };

/** What was found, then how much was judged. */
function verdict(report: Report): string {
  const { change } = report;
  const compared =
    change === null
      ? []
      : [
          `${counted(change.counts.new, "new finding")}, ${change.counts.existing} existing, ${change.counts.fixed} fixed`,
        ];
  return [...compared, ...[...renderSummary(report, style, false)].reverse()].join("; ");
}
