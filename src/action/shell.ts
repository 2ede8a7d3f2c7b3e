/**
 * What a run of the action needs from outside, so that a test can run it as a function.
 */
import type * as Core from "@actions/core";
import type { GitHub } from "../github/connect.ts";
import type { RequestPolicy } from "../github/request-policy.ts";
import type { Environment, RunContext } from "../github/run-context.ts";
import type { Gate } from "../lint/fails-on.ts";
import type { Report } from "../lint/report.ts";
import type { Rule } from "../policy/rule.ts";

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
  /** In UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
}

export interface Judged {
  readonly report: Report;
  /** As the step and the configuration have it. */
  readonly gate: Gate;
  /** All rules that there are, the team's among them. */
  readonly rules: readonly Rule[];
  /** Why a change has nothing to be compared with, as a clause; null where it has, and where there is no change. */
  readonly noBase: string | null;
}

/** What a run knows of GitHub. */
export interface Surroundings {
  /** Null where this is no run of a repository's workflow. */
  readonly context: RunContext | null;
  /** The event's JSON, parsed; undefined where there is none. */
  readonly payload: unknown;
  /** Null without a token. */
  readonly github: GitHub | null;
}
