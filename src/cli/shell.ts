/**
 * What the command line needs from outside, so that a test can run it as a function.
 *
 * Not here: how templates are read; see ../input/node-host.ts.
 */
export interface Output {
  readonly write: (text: string) => void;
  /** Columns where it is a terminal; undefined where it is a file or a pipe. */
  readonly columns: number | undefined;
}

export interface Shell {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Today in UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** @throws where the file cannot be read */
  readonly readFile: (path: string) => string;
  /** Makes the parent folder where it is missing. @throws where the file cannot be written */
  readonly writeFile: (path: string, text: string) => void;
}
