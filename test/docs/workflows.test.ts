import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { load } from "js-yaml";

const folder = "docs/workflows";
const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
const inputsOf = load(readFileSync("action.yml", "utf8")) as {
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
};

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const own = "OWNER/stackplumb@COMMIT";
const isOwn = ({ uses }: Step): boolean => uses === own;

describe.each(names)("the workflow %s", (name) => {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  const workflow = load(text) as Workflow;
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  test("runs Stackplumb, with inputs and outputs that it has", () => {
    expect(steps.filter(isOwn)).not.toHaveLength(0);
    for (const step of steps.filter(isOwn)) {
      expect(Object.keys(inputsOf.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with ?? {})));
    }
    const outputs = [...text.matchAll(/steps\.stackplumb\.outputs\.(\w+)/g)].map(([, output]) => output);
    expect(Object.keys(inputsOf.outputs)).toEqual(expect.arrayContaining(outputs));
  });

  test("pins every other action by the SHA of a commit, and says which version that is", () => {
    for (const line of text.split("\n").filter((candidate) => candidate.includes("uses:"))) {
      expect(line).toMatch(/uses: (?:OWNER\/stackplumb@COMMIT|[\w-]+\/[\w/-]+@[0-9a-f]{40}) # \S/);
    }
  });

  test("gives no permission to all jobs, and to none that it does not name", () => {
    expect(workflow.permissions).toEqual({});
    const allowed = ["actions: read", "contents: read", "pull-requests: write", "security-events: write"];
    for (const job of jobs) {
      expect(job.permissions).toBeDefined();
      const given = Object.entries(job.permissions ?? {}).map((entry) => entry.join(": "));
      expect(allowed).toEqual(expect.arrayContaining(given));
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
    }
  });

  test("runs none of the pull request's code where the token may write", () => {
    for (const job of jobs) {
      const mayWrite = Object.values(job.permissions ?? {}).includes("write");
      if (mayWrite) expect(job.steps.filter(({ run }) => run !== undefined)).toEqual([]);
    }
  });

  test("keeps no credentials in a checkout, and puts no value of the event into a script", () => {
    for (const { uses, with: given, run } of steps) {
      if (uses?.startsWith("actions/checkout@")) expect(given?.["persist-credentials"]).toBe(false);
      expect(run ?? "").not.toContain("${{");
    }
    expect(text).not.toContain("pull_request_target");
  });

  test("downloads an artifact of the pull request to no place that the pull request could have made a link", () => {
    for (const { steps: ofJob } of jobs) {
      const downloads = ofJob.filter(({ uses }) => uses?.startsWith("actions/download-artifact@"));
      const checkouts = ofJob.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      if (downloads.length === 0) continue;
      const folders = checkouts.map(({ with: given }) => String(given?.["path"] ?? "."));
      for (const { with: given } of downloads) {
        expect(
          folders.filter((checkout) => checkout === "." || `${given?.["path"]}/`.startsWith(`${checkout}/`)),
        ).toEqual([]);
      }
    }
  });
});
