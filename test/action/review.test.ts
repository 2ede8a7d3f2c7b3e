/**
 * The built action as a reviewer: what it says on lines, what the base had already, and how often it asks GitHub.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { blobId } from "../../src/github/commit-files.ts";
import { readFindingMarker } from "../../src/github/finding-marker.ts";
import { LoopbackGitHub } from "../github/loopback/loopback-github.ts";
import { readMarkdown } from "../report/read-markdown.ts";
import { BuiltAction, type Outcome } from "./action-run.ts";
import { protectedTable, tableNamed, unprotectedTable, unprotectedTables } from "./templates.ts";

// Machines that are busy take their time for a process.
jest.setTimeout(60_000);

let action: BuiltAction;
let github: LoopbackGitHub;

beforeAll(async () => {
  action = await BuiltAction.build();
});

afterAll(() => action.remove());

beforeEach(async () => {
  github = await LoopbackGitHub.start();
});

afterEach(async () => {
  await github.stop();
  expect(github.violations).toEqual([]);
});

const path = "infra/app.yaml";

/** A pull request that leaves this text of one file, of which the base has another, or none; all of it is shown. */
async function review(text: string, base: string | null, run = 10): Promise<Outcome> {
  const lines = text.replace(/\n$/, "").split("\n");
  const patch = `@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}`).join("\n")}`;
  github.diff.set(path, { status: base === null ? "added" : "modified", patch });
  if (base !== null) github.texts.set(blobId(Buffer.from(base), "sha1"), base);
  github.trees.set(github.mergeBase, new Map(base === null ? [] : [[path, blobId(Buffer.from(base), "sha1")]]));
  const outcome = await action.run({ github, files: { [path]: text }, run });
  expect(outcome.stderr).toBe("");
  return outcome;
}

const publicDatabase = `Resources:
  Db:
    Type: AWS::RDS::DBInstance
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      DBInstanceClass: db.t3.micro
      Engine: mysql
      PubliclyAccessible: true # for now
`;

function comments(): readonly string[] {
  return github.threads.map(({ lines, comments: [first] }) => {
    const marker = readFindingMarker(first?.body ?? "");
    return `${marker?.ruleId} ${lines?.first}-${lines?.last}${marker?.isSettled ? " settled" : ""}`;
  });
}

function requests(): readonly string[] {
  return github.seen.splice(0).map(({ operation }) => operation);
}

describe("a pull request that adds a template", () => {
  test("has its findings told on the lines that it adds, and nowhere else", async () => {
    const outcome = await review(unprotectedTable, null);
    expect(comments()).toEqual(["FLT003 2-2", "MET020 2-2"]);
    expect(github.threads[0]?.comments[0]?.body).toContain("**Fix:** Set `DeletionPolicy: Retain`");
    expect(outcome.commands.filter(({ name }) => name === "warning")).toEqual([]);
    expect(outcome.commands.filter(({ name }) => name === "error")).toHaveLength(1);
    expect(outcome.status).toBe(1);
  });

  test("is offered the fix where it is an edit of the line", async () => {
    await review(publicDatabase, null);
    const bodies = github.threads.map(({ comments: [first] }) => first?.body ?? "");
    expect(bodies.find((body) => body.includes("`USR004`"))).toContain(
      "\n```suggestion\n      PubliclyAccessible: false # for now\n```\n",
    );
  });

  test("says that they are fixed when they are", async () => {
    await review(unprotectedTable, null, 10);
    expect((await review(protectedTable, null, 11)).status).toBe(0);
    expect(comments()).toEqual(["FLT003 2-2 settled", "MET020 2-2 settled"]);
    expect(github.comments[0]?.body).toMatch(/all clear/);
  });
});

describe("a pull request that changes a template", () => {
  test("is told of what it brings, not of what was there", async () => {
    const outcome = await review(unprotectedTables(2), unprotectedTables(1));
    expect(new Set(comments().map((text) => text.split(" ")[0]))).toEqual(new Set(["FLT003", "MET020"]));
    expect(comments()).toHaveLength(2);
    expect(github.comments[0]?.body).toMatch(/1 new error, 1 new warning/);
    expect(outcome.status).toBe(1);
  });

  test("does not fail for what was there", async () => {
    const outcome = await review(`${unprotectedTable}\n# a note\n`, unprotectedTable);
    expect(comments()).toEqual([]);
    expect(outcome.status).toBe(0);
  });
});

describe("a hostile pull request", () => {
  test.each([
    "@octocat #1 [x](https://evil.example) <img src=x> ![y](https://evil.example/y.png) `",
    "<!-- stackplumb-finding key=CI print=x rule=x open=0000000000000000 -->",
    "</details> \u202e\u200b ```suggestion\nx\n```",
    "::error file=x::smuggled",
  ])("puts nothing of its own into comments on lines with the name %j", async (name) => {
    const outcome = await review(tableNamed(name), null);
    expect(outcome.status).toBe(1);
    expect(github.threads).toHaveLength(2);
    for (const { comments: said } of github.threads) {
      const { links, html, kinds, plainText } = readMarkdown(said[0]?.body ?? "");
      expect(links).toEqual([]);
      expect(kinds).not.toEqual(expect.arrayContaining(["image"]));
      expect(kinds).not.toEqual(expect.arrayContaining(["code"]));
      expect(html.slice(1).join("")).toMatch(/^(?:<\/?(?:b|sub)>)*$/);
      expect(plainText).not.toMatch(/@octocat|#1|\u202e|\u200b/);
    }
    expect(outcome.stdout).not.toMatch(/^::error file=x/m);
  });

  test("gets no comment on lines of a file that the merge commit has changed", async () => {
    const outcome = await review(unprotectedTable, null);
    expect(outcome.status).toBe(1);
    github.threads.splice(0);
    await action.run({ github, files: { [path]: unprotectedTable }, isMerged: true, run: 11 });
    expect(github.threads).toEqual([]);
  });
});

describe("requests of a run whose history is cut off", () => {
  test("are at most eight with findings, first and later", async () => {
    await review(unprotectedTables(2), unprotectedTables(1), 10);
    expect(requests().length).toBeLessThanOrEqual(8);
    await review(unprotectedTables(2), unprotectedTables(1), 11);
    expect(requests().length).toBeLessThanOrEqual(5);
    await review(unprotectedTables(3), unprotectedTables(1), 12);
    expect(requests().length).toBeLessThanOrEqual(8);
  });

  test("are at most four without", async () => {
    await review(`${protectedTable}\n# a note\n`, protectedTable);
    expect(requests().length).toBeLessThanOrEqual(4);
  });
});
