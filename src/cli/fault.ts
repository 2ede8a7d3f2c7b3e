/**
 * An exception that nobody foresaw -> what is said about it: a short sentence, and the stack only for who asks for it with
 * STACKPLUMB_DEBUG in the environment.
 */
import type { Shell } from "./shell.ts";

export const reportHint = "Please report it; STACKPLUMB_DEBUG=1 shows where it happened.";

export function faultText(error: unknown, shell: Shell): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = stackTrace(error, shell);
  const hint = stack === "" ? `${reportHint}\n` : "";
  return `stackplumb: this is a fault of Stackplumb, not of your templates: ${message}\n${stack}${hint}`;
}

/** With the errors that caused it; empty unless it was asked for. */
export function stackTrace(error: unknown, { environment }: Shell): string {
  if (!environment["STACKPLUMB_DEBUG"] || !(error instanceof Error)) return "";
  const cause = error.cause instanceof Error ? `caused by ${error.cause.stack ?? ""}\n` : "";
  return `${error.stack ?? ""}\n${cause}`;
}
