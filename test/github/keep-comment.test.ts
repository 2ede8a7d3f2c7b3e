import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { markedBody, readMarked } from "../../src/github/comment-marker.ts";
import { connect } from "../../src/github/connect.ts";
import { GitHubFailure } from "../../src/github/github-failure.ts";
import { type CommentOutcome, keepComment, type WantedComment } from "../../src/github/keep-comment.ts";
import { RequestPolicy } from "../../src/github/request-policy.ts";
import { app, person, stranger, workflows } from "./loopback/accounts.ts";
import { LoopbackGitHub } from "./loopback/loopback-github.ts";

let github: LoopbackGitHub;
let waits: number[];

beforeEach(async () => {
  github = await LoopbackGitHub.start();
  waits = [];
});

afterEach(async () => {
  await github.stop();
  expect(github.violations).toEqual([]);
});

interface Wish extends Partial<Pick<WantedComment, "text" | "create">> {
  readonly run?: number;
  readonly attempt?: number;
  readonly key?: string;
  readonly head?: string;
  readonly token?: string;
  /** Whether the conversation was read before, for other reasons, and what happens then. */
  readonly looksFirst?: boolean;
  readonly meanwhile?: () => unknown;
}

function wanted({
  run = 10,
  attempt = 1,
  key = "ci",
  head = github.head,
  text = "2 errors",
  create = true,
}: Wish): WantedComment {
  return { pullRequest: 7, marker: { key, head, generation: { run, attempt } }, text, create };
}

async function keep(wish: Wish = {}): Promise<CommentOutcome> {
  const sleep = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
  };
  const policy = new RequestPolicy({ now: () => 0, sleep });
  const endpoint = { apiUrl: github.url, graphqlUrl: `${github.url}/graphql`, owner: "acme", repo: "shop" };
  const client = connect({ token: wish.token ?? "ghs_workflow", ...endpoint }, policy);
  const earlier = wish.looksFirst ? await client.conversation({ pullRequest: 7 }) : undefined;
  wish.meanwhile?.();
  const kept = await keepComment(client, wanted(wish), (milliseconds) => policy.pause(milliseconds), earlier);
  return kept.outcome;
}

function bodyOf(wish: Wish): string {
  const { marker, text } = wanted(wish);
  return markedBody(marker, text);
}

/** What people read, comment by comment. */
function texts(): readonly string[] {
  return github.comments.map(({ body }) => readMarked(body)?.text ?? body);
}

describe("the comment", () => {
  test("is created once, then edited in place, then left alone while it says the same", async () => {
    expect(await keep()).toBe("created");
    const [{ id } = { id: 0 }] = github.comments;
    expect(await keep({ run: 11, text: "1 error" })).toBe("updated");
    expect(await keep({ run: 12, text: "1 error" })).toBe("unchanged");
    expect(github.comments).toEqual([{ id, author: workflows, body: bodyOf({ run: 11, text: "1 error" }) }]);
    expect(github.operations.filter((operation) => operation === "PATCH comment")).toHaveLength(1);
  });

  test("is not created where none is needed, but brought up to date where there is one", async () => {
    expect(await keep({ create: false, text: "all clear" })).toBe("not needed");
    expect(github.operations).not.toContain("POST comments");
    github.comment(workflows, bodyOf({ run: 9 }));
    expect(await keep({ create: false, text: "all clear" })).toBe("updated");
    expect(texts()).toEqual(["all clear"]);
  });

  test("is found on whatever page it stands", async () => {
    for (let i = 0; i < 250; i++) github.comment(stranger, `chatter ${i}`);
    github.comment(workflows, bodyOf({ run: 9 }));
    for (let i = 0; i < 20; i++) github.comment(stranger, `more chatter ${i}`);
    expect(await keep({ text: "1 error" })).toBe("updated");
    expect(github.operations).toEqual(["graphql", "graphql", "graphql", "PATCH comment"]);
  });

  test.each([
    ["a stranger's", stranger],
    ["a member's", person],
    ["another app's", app],
  ])("is never %s, though the marker is pasted there", async (_, author) => {
    const pasted = bodyOf({ run: 999, text: "all clear" });
    github.comment(author, pasted);
    expect(await keep()).toBe("created");
    expect(texts()).toEqual(["all clear", "2 errors"]);
  });

  test.each([
    ["ghs_workflow", workflows],
    ["ghs_app", app],
    ["ghp_person", person],
  ])("belongs to the account that the token %s speaks for", async (token, author) => {
    expect(await keep({ token })).toBe("created");
    expect(await keep({ token, run: 11, text: "1 error" })).toBe("updated");
    expect(github.comments.map((comment) => comment.author)).toEqual([author]);
  });

  test("of another workflow, which writes as the same bot, is told apart by its key", async () => {
    github.comment(workflows, bodyOf({ key: "other", text: "theirs" }));
    github.comment(workflows, "<!-- other-tool -->\nanother tool");
    expect(await keep()).toBe("created");
    expect(texts()).toEqual(["theirs", "<!-- other-tool -->\nanother tool", "2 errors"]);
  });
});

describe("runs that overlap", () => {
  test("an older run leaves what a newer one wrote", async () => {
    github.comment(workflows, bodyOf({ run: 11, text: "newer" }));
    expect(await keep({ run: 10 })).toBe("superseded");
    expect(await keep({ run: 10, attempt: 5 })).toBe("superseded");
    expect(texts()).toEqual(["newer"]);
  });

  test("a re-run says its say over its first attempt", async () => {
    github.comment(workflows, bodyOf({ run: 10, text: "first" }));
    expect(await keep({ run: 10, attempt: 2 })).toBe("updated");
  });

  test("a run whose commit is no longer the head writes nothing", async () => {
    expect(await keep({ head: "2".repeat(40) })).toBe("superseded");
    expect(github.comments).toEqual([]);
  });

  test("a newer run that writes between our look and our edit is not overwritten", async () => {
    const comment = github.comment(workflows, bodyOf({ run: 9 }));
    const meanwhile = (): void => {
      comment.body = bodyOf({ run: 11, text: "newer" });
    };
    expect(await keep({ run: 10, text: "1 error", looksFirst: true, meanwhile })).toBe("superseded");
    expect(texts()).toEqual(["newer"]);
  });

  test("two runs that create at once end with the newer one's comment", async () => {
    github.before("POST comments", () => {
      github.comment(workflows, bodyOf({ run: 11, text: "newer" }));
    });
    expect(await keep({ run: 10 })).toBe("superseded");
    expect(texts()).toEqual(["newer"]);
  });

  test("the newer of two runs that create at once removes the older one's comment", async () => {
    github.before("POST comments", () => {
      github.comment(workflows, bodyOf({ run: 9, text: "older" }));
    });
    expect(await keep({ run: 10 })).toBe("created");
    expect(texts()).toEqual(["2 errors"]);
  });

  test("duplicates of earlier accidents are pruned, and comments of others are not", async () => {
    github.comment(workflows, bodyOf({ run: 8, text: "oldest" }));
    github.comment(stranger, bodyOf({ run: 8, text: "pasted" }));
    const first = github.comment(workflows, bodyOf({ run: 9, text: "older" }));
    github.comment(workflows, bodyOf({ run: 8, key: "other", text: "theirs" }));
    github.comment(workflows, bodyOf({ run: 9, text: "just as old" }));
    expect(await keep({ run: 10 })).toBe("updated");
    expect(texts()).toEqual(["pasted", "2 errors", "theirs"]);
    expect(github.comments[1]?.id).toBe(first.id);
  });

  test("two steps of one run with one key do not overwrite each other", async () => {
    expect(await keep({ text: "of the first step" })).toBe("created");
    expect(await keep({ text: "of the second step" })).toBe("contested");
    expect(texts()).toEqual(["of the first step"]);
  });
});

describe("answers that leave it open", () => {
  test.each([
    ["a 502", { status: 502 }],
    ["a broken connection", { broken: true }],
    ["half an answer", { cut: true }],
  ])("a creation that was done before %s is not repeated", async (_, fault) => {
    github.fail("POST comments", { afterwards: true, ...fault });
    expect(await keep()).toBe("created");
    expect(texts()).toEqual(["2 errors"]);
    expect(waits.length).toBeGreaterThan(0);
  });

  test("a creation that was not done is done after looking again", async () => {
    github.fail("POST comments", { status: 502 }, { broken: true });
    expect(await keep()).toBe("created");
    expect(texts()).toEqual(["2 errors"]);
  });

  test("a creation that is not listed yet is not repeated", async () => {
    github.isLagging = true;
    expect(await keep()).toBe("created");
    expect(texts()).toEqual(["2 errors"]);
  });

  test("an edit that was done before a 500 is found done", async () => {
    github.comment(workflows, bodyOf({ run: 9 }));
    github.fail("PATCH comment", { status: 500, afterwards: true });
    expect(await keep({ text: "1 error" })).toBe("updated");
    expect(github.operations.filter((operation) => operation === "PATCH comment")).toHaveLength(1);
  });

  test("a comment that is deleted between the look and the edit is made anew", async () => {
    github.comment(workflows, bodyOf({ run: 9 }));
    const meanwhile = (): unknown => github.comments.splice(0);
    expect(await keep({ text: "1 error", looksFirst: true, meanwhile })).toBe("created");
    expect(texts()).toEqual(["1 error"]);
  });

  test("a comment that is deleted in the moment of the edit stays deleted when all is clear", async () => {
    github.comment(workflows, bodyOf({ run: 9 }));
    github.before("PATCH comment", () => github.comments.splice(0));
    expect(await keep({ create: false, text: "all clear" })).toBe("not needed");
    expect(github.comments).toEqual([]);
  });

  test("a GitHub that never answers is given up on", async () => {
    github.fail("POST comments", ...Array.from({ length: 9 }, () => ({ status: 502 })));
    await expect(keep()).rejects.toMatchObject({ kind: "unclear", status: 502 });
    expect(github.operations.filter((operation) => operation === "POST comments")).toHaveLength(4);
  });
});

describe("requests", () => {
  test("that only read are repeated after server errors", async () => {
    github.fail("graphql", { status: 502 }, { broken: true });
    expect(await keep()).toBe("created");
  });

  test("that came too fast are repeated after the wait that GitHub asks for", async () => {
    github.fail("POST comments", { status: 403, headers: { "retry-after": "7" }, message: "secondary rate limit" });
    github.fail("graphql", { status: 429, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "5" } });
    expect(await keep()).toBe("created");
    expect(waits).toEqual([5000, 7000]);
  });

  test.each([
    'Validation Failed: {"resource":"IssueComment","code":"abuse","field":"base"}',
    "was submitted too quickly",
  ])("that GitHub takes for abuse are repeated after a minute: %s", async (message) => {
    github.fail("POST comments", { status: 422, message });
    expect(await keep()).toBe("created");
    expect(waits).toEqual([60_000]);
  });

  test("that would have to wait for too long are given up on", async () => {
    github.fail("POST comments", { status: 403, headers: { "retry-after": "3600" }, message: "secondary rate limit" });
    await expect(keep()).rejects.toMatchObject({ kind: "throttled", status: 403 });
    expect(waits).toEqual([]);
    github.fail("graphql", ...Array.from({ length: 3 }, () => ({ status: 429, headers: { "retry-after": "40" } })));
    await expect(keep()).rejects.toMatchObject({ kind: "throttled" });
    expect(waits).toEqual([40_000, 40_000]);
  });

  test("that a token may not make are not repeated", async () => {
    github.readOnlyTokens.add("ghs_workflow");
    await expect(keep()).rejects.toMatchObject({ kind: "refused", status: 403 });
    expect(github.operations.filter((operation) => operation === "POST comments")).toHaveLength(1);
    await expect(keep({ token: "wrong" })).rejects.toMatchObject({ kind: "refused", status: 401 });
  });

  test("that GitHub rejects are failures of ours", async () => {
    await expect(keep({ text: "x".repeat(70_000) })).rejects.toBeInstanceOf(GitHubFailure);
    await expect(keep({ text: "x".repeat(70_000) })).rejects.toMatchObject({ kind: "rejected", status: 422 });
  });
});
