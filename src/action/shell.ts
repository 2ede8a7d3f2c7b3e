/**
 * What a run of the action needs from outside, so that a test can run it as a function.
 */
import type * as Core from "@actions/core";
import type { GitHub } from "../github/connect.ts";
import type { RequestPolicy } from "../github/request-policy.ts";
import type { Environment, RunContext } from "../github/run-context.ts";
import type { Gate } from "../lint/fails-on.ts";
import type { Report } from "../lint/report.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Workspace } from "./workspace.ts";

/** The only way to the runner: workflow commands are never printed by hand. */
export type Runner = Pick<
  typeof Core,
  "getInput" | "setSecret" | "setOutput" | "info" | "notice" | "warning" | "error" | "setFailed" | "summary"
>;

export interface Shell {
  readonly environment: Environment;
  readonly runner: Runner;
  /** @throws Error where the event's payload cannot be read */
  readonly readEvent: () => unknown;
  /** Makes a folder of this step's own, outside the workspace. */
  readonly temporaryFolder: () => string;
  readonly policy: RequestPolicy;
  /** Loaded on use: the client is large, and not every run has a token. */
  readonly connect: (token: string, context: RunContext, policy: RequestPolicy) => Promise<GitHub>;
  /** @throws Error for what was asked for wrongly: a rule that does not exist, a parameter file or a configuration that means nothing */
  readonly lint: (inputs: Inputs, workspace: Workspace) => Promise<Linted>;
}

export interface Linted {
  readonly report: Report;
  /** As the step and the configuration have it. */
  readonly gate: Gate;
}
