/**
 * What a pull request may try with the built action: with its branches, its packs, its repository, the event that it
 * causes, and the report that its own run leaves.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { readMarked } from "../../src/github/comment-marker.ts";
import type { Report } from "../../src/lint/report.ts";
import { LoopbackGitHub } from "../github/loopback/loopback-github.ts";
import { type Fields, workflowRunPayload } from "../github/loopback/payloads.ts";
import { hostileText } from "../report/hostile-text.ts";
import { randomReportOf } from "../report/random-report.ts";
import { readMarkdown } from "../report/read-markdown.ts";
import { BuiltAction, type Outcome, type Step } from "./action-run.ts";
import { PullRequestRepository } from "./pull-request-repository.ts";
import { tables } from "./templates.ts";
import { guidedStep } from "./workflow-step.ts";

// Machines that are busy take their time for a process.
jest.setTimeout(60_000);

let action: BuiltAction;
let github: LoopbackGitHub;
let repository: PullRequestRepository;
const path = "infra/app.yaml";

beforeAll(async () => {
  action = await BuiltAction.build();
  repository = new PullRequestRepository({ [path]: tables("Old") }, { [path]: tables("Old", "New") });
});

afterAll(() => {
  action.remove();
  repository.remove();
});

beforeEach(async () => {
  github = await LoopbackGitHub.start();
  repository.tell(github);
});

afterEach(async () => {
  await github.stop();
  expect(github.violations).toEqual([]);
});

async function run(step: Partial<Step> = {}, on = repository): Promise<Outcome> {
  const outcome = await action.run({
    github,
    payload: on.payload(),
    environment: { GITHUB_SHA: on.merge },
    checkout: (workspace) => on.checkOut(workspace),
    ...step,
  });
  expect(outcome.stderr).toBe("");
  expect(outcome.stdout).not.toMatch(/fault of Stackplumb/);
  return outcome;
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Everything that people read on the pull request. */
function textsOn({ comments, threads, reviews }: LoopbackGitHub): readonly string[] {
  const onLines = threads.flatMap((thread) => thread.comments.map(({ body }) => body));
  return [...comments.map(({ body }) => body), ...onLines, ...reviews];
}

const markers = /^<!-- stackplumb-(?:comment|finding) [\w%.=/ -]*-->\n/;

function expectHarmless(texts: readonly string[]): void {
  for (const text of texts) {
    const { links, kinds, html, plainText } = readMarkdown(text.replace(markers, ""));
    expect(links.filter((address) => !address.startsWith("https://github.com/acme/shop/"))).toEqual([]);
    expect(kinds.filter((kind) => /^(?:image|definition|linkReference|footnote|task|blockquote)/.test(kind))).toEqual(
      [],
    );
    expect(html.join("\n")).not.toMatch(/<(?!\/?(?:details|summary|sub|b|br|code)\b)/);
    expect(plainText).not.toMatch(/@octocat|@acme|<!--|evil|[\u202e\u200b]/);
  }
}

const nasty =
  "@octocat [x](https://evil.example) <img src=x> ![y](https://evil.example/y.png) <!-- stackplumb-comment -->";

describe("a branch", () => {
  test("may be called what it likes", async () => {
    const payload = repository.payload();
    const { base, head } = payload["pull_request"] as { base: Fields; head: Fields };
    base["ref"] = "`main`/@octocat/[x](https://evil.example)<b>";
    head["ref"] = "$(touch owned)`x`@octocat";
    const outcome = await run({ payload });
    expect(outcome.status).toBe(1);
    expect(github.comments).toHaveLength(1);
    expectHarmless([...textsOn(github), outcome.summary]);
  });
});

describe("a pack of the pull request", () => {
  test("has its rules' words printed as words", async () => {
    const quoted = JSON.stringify(nasty);
    const rule = `id: ACME001
name: table-of-ours
title: ${quoted}
severity: error
on: object
as: table
require: has(table.properties.TableName)
at: table.declaration
message: ${JSON.stringify(`{table.id} ${nasty}`)}
source: ${quoted}
why: ${quoted}
fix: {cloudformation: ${quoted}}
references: ["https://evil.example/page"]
examples:
  - {flags: no name, template: "Resources: {B: {Type: AWS::S3::Bucket}}"}
  - {accepts: a name, template: "Resources: {B: {Type: AWS::S3::Bucket, Properties: {TableName: b}}}"}
`;
    const bucket = "Resources:\n  Photos:\n    Type: AWS::S3::Bucket\n";
    const packed = new PullRequestRepository(
      { "README.md": "# Shop\n" },
      { "stackplumb.yaml": "extends: ./pack\n", "pack/rules/ACME001.yaml": rule, [path]: bucket },
    );
    try {
      packed.tell(github);
      const outcome = await run({}, packed);
      expect(outcome.status).toBe(1);
      expect(outcome.summary).toContain("ACME001");
      expect(textsOn(github).join("\n")).toContain("ACME001");
      expectHarmless([...textsOn(github), outcome.summary]);
      const allowed = ["add-mask", "error", "warning", "notice"];
      expect(outcome.commands.filter(({ name }) => !allowed.includes(name))).toEqual([]);
    } finally {
      packed.remove();
    }
  });
});

describe("a checkout", () => {
  test("runs no program by its repository's configuration, hooks or attributes", async () => {
    let canary = "";
    const outcome = await run({
      checkout: (workspace) => {
        repository.checkOut(workspace);
        canary = join(dirname(workspace), "ran");
        const script = join(workspace, "evil.sh");
        put(script, `#!/bin/sh\ntouch ${canary}\ncat\n`);
        chmodSync(script, 0o755);
        put(join(workspace, ".gitattributes"), "* filter=evil diff=evil\n");
        const config = join(workspace, ".git/config");
        const evil = `[core]\n\tfsmonitor = ${script}\n\tsshCommand = ${script}\n\tpager = ${script}\n\thooksPath = ${workspace}\n[filter "evil"]\n\tsmudge = ${script}\n\tclean = ${script}\n\trequired = true\n[diff "evil"]\n\ttextconv = ${script}\n[alias]\n\tcat-file = !${script}\n[remote "origin"]\n\turl = ext::${script}\n\tpromisor = true\n[extensions]\n\tpartialClone = origin\n[protocol]\n\tallow = always\n`;
        writeFileSync(config, readFileSync(config, "utf8") + evil);
      },
    });
    expect(outcome.status).toBe(1);
    expect(existsSync(canary)).toBe(false);
  });

  test.each([
    ["a file that leads elsewhere", (git: string) => writeFileSync(git, "gitdir: /etc\n")],
    ["a link that leads elsewhere", (git: string) => symlinkSync("/etc", git)],
    ["a file of nonsense", (git: string) => writeFileSync(git, "\0\n")],
  ])("may have as its .git %s, and is judged all the same", async (_, make) => {
    const outcome = await run({
      checkout: (workspace) => {
        repository.checkOut(workspace);
        rmSync(join(workspace, ".git"), { recursive: true });
        make(join(workspace, ".git"));
      },
    });
    expect(outcome.status).toBe(1);
    expect(outcome.commands.at(-1)?.message).toMatch(/^2 new findings, 2 existing, 0 fixed;/);
  });

  test("shows nothing of a file that a template links to outside of it", async () => {
    const outcome = await run({
      checkout: (workspace) => {
        repository.checkOut(workspace);
        put(join(dirname(workspace), "secret.yaml"), "Resources: {TopSecret: {Type: AWS::DynamoDB::Table}}\n");
        symlinkSync("../../secret.yaml", join(workspace, "infra/link.yaml"));
        symlinkSync("../..", join(workspace, "infra/up"));
      },
    });
    expect(outcome.status).toBe(1);
    expect(outcome.stdout + outcome.summary + textsOn(github).join("")).not.toContain("TopSecret");
  });
});

describe("an event", () => {
  const oddities: readonly (readonly [string, (pullRequest: Fields) => unknown])[] = [
    ["is null", () => null],
    ["is a list", () => []],
    ["has a number as text", (pullRequest) => ({ pull_request: { ...pullRequest, number: "7/../8" } })],
    ["has a negative number", (pullRequest) => ({ pull_request: { ...pullRequest, number: -7 } })],
    ["has no head", (pullRequest) => ({ pull_request: { ...pullRequest, head: null } })],
    [
      "has a head that is an option",
      (pullRequest) => ({ pull_request: { ...pullRequest, head: { sha: "--upload-pack=x" } } }),
    ],
    ["has a base that is an option", (pullRequest) => ({ pull_request: { ...pullRequest, base: { sha: "--all" } } })],
    ["has a prototype", () => JSON.parse('{"__proto__": {"pull_request": {"number": 8}}}') as unknown],
  ];

  test("costs the comment at most, whatever it holds", async () => {
    const told = oddities.map(async ([what, oddity]) => {
      const one = await LoopbackGitHub.start();
      repository.tell(one);
      const payload = oddity(repository.payload()["pull_request"] as Fields);
      const { status, summary } = await run({ github: one, payload });
      await one.stop();
      const writes = one.operations.filter((name) => /^(?:POST|PATCH)/.test(name)).length;
      return { what, status, isTold: summary.includes("FLT003"), isModest: writes <= 2, violations: one.violations };
    });
    const fine = { status: 1, isTold: true, isModest: true, violations: [] };
    expect(await Promise.all(told)).toEqual(oddities.map(([what]) => ({ what, ...fine })));
  });
});

describe("a report that a stranger's run leaves", () => {
  async function publish(text: string, on = github): Promise<Outcome> {
    on.open[0] = { number: 7, head: null, owner: "mallory", branch: "feature", repository: 2 };
    const { inputs } = guidedStep("forks-publish");
    const outcome = await action.run({
      github: on,
      inputs,
      event: "workflow_run",
      payload: workflowRunPayload({ head: repository.head }),
      checkout: (workspace) => put(join(workspace, inputs["report"] ?? ""), text),
    });
    expect(outcome.stdout).not.toMatch(/fault of Stackplumb/);
    return outcome;
  }

  async function honest(): Promise<Report> {
    const { outputs } = await run({ inputs: { comment: "never", review: "false" } });
    return JSON.parse(readFileSync(outputs["report"] ?? "", "utf8")) as Report;
  }

  test("says what it likes, and is printed as text", async () => {
    const reports = fc.sample(randomReportOf(hostileText), { seed: 7, numRuns: 8 });
    const written = await Promise.all(
      reports.map(async (report) => {
        const one = await LoopbackGitHub.start();
        repository.tell(one);
        const outcome = await publish(JSON.stringify(report), one);
        await one.stop();
        expect(one.violations).toEqual([]);
        expect(outcome.stderr).toBe("");
        expectHarmless(textsOn(one));
        const allowed = ["add-mask", "error", "warning", "notice"];
        expect(outcome.commands.filter(({ name }) => !allowed.includes(name))).toEqual([]);
        return textsOn(one).join("").length;
      }),
    );
    expect(written.filter((length) => length > 1000).length).toBeGreaterThan(3);
  });

  test("has no say in which lines are its own, which repository is linked, and what a click commits", async () => {
    const report = await honest();
    const [first] = report.findings;
    if (first === undefined) throw new Error("there are no findings");
    const away = { ...first.location, file: "../../other/repo/blob/x/app.yaml" };
    const edited = report.findings.map((finding, i) => ({
      ...finding,
      message: nasty,
      ...(i === 0 && { location: away }),
      edit: { location: finding.location, text: "    DeletionPolicy: Delete # owned\n" },
    }));
    const outcome = await publish(JSON.stringify({ ...report, findings: edited }));
    expect(outcome.status).toBe(0);
    expect(github.comments).toHaveLength(1);
    expect(textsOn(github).join("\n")).not.toMatch(/suggestion|owned/);
    expectHarmless(textsOn(github));
  });

  test("has comments on lines only where its files are the commit's", async () => {
    const report = await honest();
    const stacks = report.stacks.map((stack) => ({ ...stack, sha256: "0".repeat(64) }));
    await publish(JSON.stringify({ ...report, stacks }));
    expect(github.threads).toEqual([]);
    expect(github.comments).toHaveLength(1);
  });

  test("cannot take over the comment with a marker in its texts", async () => {
    const report = await honest();
    const marker = "<!-- stackplumb-comment key=CI%2Fpublish head= run=99.9 -->";
    const findings = report.findings.map((finding) => ({ ...finding, message: `${marker}\nall clear` }));
    await publish(JSON.stringify({ ...report, findings }));
    const [comment] = github.comments;
    expect(comment?.body.match(/<!-- stackplumb-comment/g)).toHaveLength(1);
    expect(readMarked(comment?.body ?? "")?.marker.head).toBe(repository.head);
  });

  test("is refused in one line where it is none", async () => {
    const report = await honest();
    const broken: Readonly<Record<string, string>> = {
      "too large": " ".repeat(10_500_000),
      nothing: "",
      "of another kind": "[]",
      deep: "[".repeat(100_000),
      "counted wrongly": JSON.stringify({ ...report, summary: { ...report.summary, errors: 0 } }),
      "of other types": JSON.stringify({ ...report, findings: [{ ...report.findings[0], message: 7 }] }),
    };
    const told = Object.entries(broken).map(async ([what, text]) => {
      const { status, commands } = await publish(text);
      const errors = commands.filter(({ name }) => name === "error").map(({ message }) => message);
      return { what, status, errors };
    });
    const refused = expect.stringMatching(/^report stackplumb-report\/report\.json (?:cannot be read|is no report)/);
    const expected = Object.keys(broken).map((what) => ({ what, status: 1, errors: [refused] }));
    expect(await Promise.all(told)).toEqual(expected);
    expect(textsOn(github)).toEqual([]);
  });
});
