/**
 * Wrong usage of the command line: printed as one line, exit status 2. Thrown by what reads arguments and the files that
 * they name, caught in run.ts.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Whether an error is about usage. By its name: what loads a command has another copy of the class than the command. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === "UsageError";
}
