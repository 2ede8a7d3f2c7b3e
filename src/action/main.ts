/**
 * The process around the action: runner, environment, clock, network. Nothing else.
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as runner from "@actions/core";
import { RequestPolicy } from "../github/request-policy.ts";
import { run } from "./run.ts";

const { env } = process;

await run({
  environment: env,
  runner,
  readEvent: () => JSON.parse(readFileSync(env["GITHUB_EVENT_PATH"] ?? "", "utf8")),
  temporaryFolder: () => mkdtempSync(join(env["RUNNER_TEMP"] ?? tmpdir(), "stackplumb-")),
  policy: new RequestPolicy({
    now: Date.now,
    sleep: async (milliseconds) => {
      await setTimeout(milliseconds);
    },
  }),
  // Loaded on use: it is large, and it reads the event itself while it loads.
  connect: async (token, context, policy) =>
    (await import("../github/connect.ts")).connect({ token, ...context }, policy),
  today: () => new Date().toISOString().slice(0, 10),
});
