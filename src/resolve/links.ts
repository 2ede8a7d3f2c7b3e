import type { Value } from "./value.ts";

/** What a stack learns from the other stacks of its app. */
export interface Links {
  /** What the parent stack passes for a parameter. */
  passed(parameter: string): Value | undefined;
  /** An output of a nested stack. */
  output(logicalId: string, name: string): Value | undefined;
  /** The value that another stack exports under a name in its canonical spelling. */
  exported(name: string): Value | undefined;
  /** An output of another stack by the name of that stack, in a Region; in that of this stack unless one is given. */
  outputOf(stack: string, name: string, region: string | undefined): Value | undefined;
}

/** A stack by itself. */
export const noLinks: Links = {
  passed: () => undefined,
  output: () => undefined,
  exported: () => undefined,
  outputOf: () => undefined,
};
