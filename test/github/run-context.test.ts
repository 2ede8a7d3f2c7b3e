import { describe, expect, test } from "@jest/globals";
import { runContext } from "../../src/github/run-context.ts";
import { examplePayload, pullRequestPayload } from "./loopback/payloads.ts";

const head = "b".repeat(40);
const mergeCommit = "c".repeat(40);
const environment = {
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_EVENT_NAME: "pull_request",
  GITHUB_SHA: mergeCommit,
  GITHUB_RUN_ID: "4711",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_WORKFLOW: "CI",
  GITHUB_JOB: "lint",
  GITHUB_ACTION: "__stackplumb",
};

describe("where a run stands", () => {
  test("a pull request is judged by what its author pushed, not by the merge commit", () => {
    const context = runContext(environment, pullRequestPayload({ number: 7, head }));
    expect(context).toMatchObject({ commit: head, run: 4711, attempt: 2, step: "CI/lint/__stackplumb" });
    expect(context?.pullRequest).toEqual({ number: 7, head, isFork: false });
  });

  test("a fork is told by its repository, and so is one that was deleted since", () => {
    const fork = pullRequestPayload({ number: 7, head, isFork: true });
    expect(runContext(environment, fork)?.pullRequest?.isFork).toBe(true);
    const deleted = pullRequestPayload({ number: 7, head });
    (deleted["pull_request"] as { head: { repo: unknown } }).head.repo = null;
    expect(runContext(environment, deleted)?.pullRequest?.isFork).toBe(true);
  });

  test.each(["push", "merge_group", "schedule", "workflow_dispatch", "pull_request_target"])(
    "%s is judged by the checked-out commit, and gets no comment",
    (event) => {
      const payload = event === "pull_request_target" ? pullRequestPayload({ number: 7, head }) : {};
      const context = runContext({ ...environment, GITHUB_EVENT_NAME: event }, payload);
      expect(context).toMatchObject({ commit: mergeCommit, pullRequest: null });
    },
  );

  test("a real push event has no pull request", () => {
    const context = runContext({ ...environment, GITHUB_EVENT_NAME: "push" }, examplePayload("push"));
    expect(context?.pullRequest).toBeNull();
  });

  test("a payload that is not what it should be gives no pull request, and no exception", () => {
    const broken = [
      undefined,
      null,
      [],
      "text",
      {},
      { pull_request: null },
      { pull_request: { number: "7", head: { sha: head } } },
      { pull_request: { number: 7, head: { sha: "main" } } },
      { pull_request: { number: 1e300, head: { sha: head } } },
    ];
    for (const payload of broken) expect(runContext(environment, payload)?.pullRequest).toBeNull();
  });

  test("outside a repository's workflow there is no context", () => {
    for (const repository of [undefined, "", "shop", "acme/shop/x", "../..", "acme/sh op"]) {
      expect(runContext({ ...environment, GITHUB_REPOSITORY: repository }, {})).toBeNull();
    }
  });
});
