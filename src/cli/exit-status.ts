/**
 * What a run tells the shell. Where two hold, the greater number wins: a run that could not read its input must never
 * look like one that only found something.
 */
export const exitStatus = {
  /** Nothing at or above `--fail-on`. */
  passed: 0,
  /** Findings at or above `--fail-on`. */
  failed: 1,
  /** Wrong usage, no input, or an input that could not be read. */
  unusable: 2,
  /** A fault of Stackplumb's own; EX_SOFTWARE of sysexits(3). */
  fault: 70,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
