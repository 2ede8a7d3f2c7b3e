/**
 * Wrong usage of the command line: printed as one line, exit status 2. Thrown by what reads arguments and the files that
 * they name, caught in run.ts.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
