/**
 * A report in which a policy refused something, and all else could be judged -> the sentence that says so.
 */
import { policyCode } from "../config/floor.ts";
import type { Report } from "../lint/report.ts";
import { counted } from "./counted.ts";

/** Undefined where nothing was refused, or something else is wrong, too. */
export function refusedExceptions({ diagnostics }: Pick<Report, "diagnostics">): string | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0 || errors.some(({ code }) => code !== policyCode)) return undefined;
  return `${counted(errors.length, "exception")} refused, and without effect: what is asked for stays so`;
}
