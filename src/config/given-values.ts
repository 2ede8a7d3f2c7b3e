/**
 * What a file says about the deployment of a stack.
 */
export interface GivenValues {
  /** Of parameters, as text; lists are comma-separated. */
  readonly values: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
}

export interface UnreadableFile {
  /** What is wrong, with file and position: `params.json:3:5: expected ...`. */
  readonly problem: string;
}
