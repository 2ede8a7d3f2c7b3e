/**
 * The tests' GitHub is only worth something if it answers as GitHub describes, and rejects what GitHub rejects.
 */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { LoopbackGitHub } from "./loopback/loopback-github.ts";
import { workflowRunPayload } from "./loopback/payloads.ts";
import { path, prepare } from "./publishing.ts";

let github: LoopbackGitHub;
const head = "1".repeat(40);

beforeEach(async () => {
  github = await LoopbackGitHub.start();
  prepare(github);
});

afterEach(async () => {
  await github.stop();
});

async function ask(method: string, route: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${github.url}/repos/acme/shop${route}`, {
    method,
    headers: { authorization: "token ghs_workflow" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

describe("the tests' GitHub", () => {
  test.each([
    `/compare/main...${head}`,
    `/commits/${head}/pulls`,
    "/pulls?state=open&head=acme:feature",
    "/pulls/7",
    "/pulls/7/files?per_page=100",
    "/pulls/7/comments",
    "/issues/7/comments",
    `/git/trees/${head}`,
  ])("answers GET %s as GitHub describes it", async (route) => {
    github.pullsOfCommits.set(head, [7]);
    github.thread({ id: 1, login: "octocat", type: "User" }, path, { first: 2, last: 3 }, "hm");
    expect((await ask("GET", route)).status).toBe(200);
    expect(github.violations).toEqual([]);
  });

  const comment = { path, body: "x", side: "RIGHT", line: 5 };
  test.each([
    ["a line that no hunk shows", { ...comment, line: 15 }, "Line could not be resolved"],
    [
      "a range of one line",
      { ...comment, start_line: 5, start_side: "RIGHT" },
      "Start line must precede the end line.",
    ],
    ["a range that begins before the hunk", { ...comment, start_line: 0, start_side: "RIGHT" }, "same hunk"],
    ["a file that is not in the diff", { ...comment, path: "other.yaml" }, "Path could not be resolved"],
    ["a text that is too long", { ...comment, body: "x".repeat(65_537) }, "Body is too long"],
  ])("rejects all of a review for %s", async (_, wrong, reason) => {
    const review = { commit_id: head, event: "COMMENT", body: "x", comments: [comment, wrong] };
    const { status, json } = await ask("POST", "/pulls/7/reviews", review);
    expect(status).toBe(422);
    expect(JSON.stringify(json)).toContain(reason);
    expect(github.threads).toEqual([]);
  });

  test("takes a review of several lines, and answers as GitHub describes it", async () => {
    const range = { ...comment, start_line: 2, start_side: "RIGHT" };
    const review = { commit_id: head, event: "COMMENT", body: "x", comments: [comment, range] };
    expect((await ask("POST", "/pulls/7/reviews", review)).status).toBe(200);
    expect(github.threads.map(({ lines }) => lines)).toEqual([
      { first: 5, last: 5 },
      { first: 2, last: 5 },
    ]);
    expect(github.violations).toEqual([]);
  });

  test("rejects what GitHub's descriptions do not know", async () => {
    await ask("POST", "/pulls/7/reviews", { event: "MAYBE" });
    await ask("GET", "/pulls/7/files?pages=2");
    await ask("GET", "/pulls/7/nothing");
    expect(github.violations).toHaveLength(3);
  });

  test("has the payload of a run that a fork's pull request sets off, which names no pull request", () => {
    expect(workflowRunPayload({ head })["workflow_run"]).toMatchObject({ head_sha: head, pull_requests: [] });
  });
});
