import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { markedBody, readMarked } from "../../src/github/comment-marker.ts";
import type { Report } from "../../src/lint/report.ts";
import { workflows } from "../github/loopback/accounts.ts";
import { LoopbackGitHub } from "../github/loopback/loopback-github.ts";
import { examplePayload, pullRequestPayload } from "../github/loopback/payloads.ts";
import { readMarkdown } from "../report/read-markdown.ts";
import { BuiltAction, type Command, type Outcome, type Step } from "./action-run.ts";
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

const bad = { "infra/app.yaml": unprotectedTable };
const good = { "infra/app.yaml": protectedTable };

async function run(step: Partial<Step>): Promise<Outcome> {
  const outcome = await action.run({ github, files: bad, ...step });
  expect(outcome.stderr).toBe("");
  return outcome;
}

function said({ commands }: Outcome, ...names: readonly string[]): readonly Command[] {
  return commands.filter(({ name }) => names.includes(name));
}

/** What people read in the comments. */
function texts(): readonly string[] {
  return github.comments.map(({ body }) => readMarked(body)?.text ?? body);
}

/** Findings are annotated where there is neither a comment nor a review. */
const annotated = { comment: "never", review: "false" };

const writes = /^(?:POST|PATCH|DELETE)/;

describe("a pull request with findings", () => {
  test("gets a comment, a summary and outputs, and the step fails", async () => {
    const outcome = await run({});
    expect(outcome.status).toBe(1);
    const sentence = "2 new findings, 0 existing, 0 fixed; 1 error, 1 warning; judged 1 of 1 resource in 1 stack.";
    expect(said(outcome, "error", "warning")).toEqual([{ name: "error", properties: {}, message: sentence }]);
    const [comment] = github.comments;
    expect(comment?.author).toBe(workflows);
    expect(readMarked(comment?.body ?? "")?.marker).toEqual({
      key: "CI/lint/__stackplumb",
      head: github.head,
      generation: { run: 10, attempt: 1 },
    });
    for (const text of [...texts(), outcome.summary]) {
      expect(text).toMatch(/^### \u274c Stackplumb: 1 new error, 1 new warning\n/);
      expect(readMarkdown(text).links).toEqual([
        `https://github.com/acme/shop/blob/${github.head}/infra/app.yaml#L2`,
        `https://github.com/acme/shop/blob/${github.head}/infra/app.yaml#L2`,
      ]);
    }
    expect(outcome.outputs).toMatchObject({
      errors: "1",
      warnings: "1",
      infos: "0",
      unknown: "0",
      conclusion: "failure",
    });
  });

  test("gets annotations on the lines where it gets no comment", async () => {
    const [error, ...others] = said(await run({ inputs: annotated }), "error", "warning");
    expect(error?.properties).toEqual({
      title: "FLT003 stateful-deletable",
      file: "infra/app.yaml",
      line: "2",
      endLine: "2",
      col: "3",
      endColumn: "8",
    });
    expect(error?.message).toMatch(/^Orders and its data are deleted with the stack\nFix: Set DeletionPolicy/);
    expect(others.map(({ name }) => name)).toEqual(["warning", "error"]);
  });

  test("leaves its report where the output says", async () => {
    const { outputs } = await run({});
    const report = JSON.parse(readFileSync(outputs["report"] ?? "", "utf8")) as Report;
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(["FLT003", "MET020"]);
  });

  test("has its comment found and brought up to date by the second run, and left alone by the third", async () => {
    await run({ run: 10 });
    const [{ id } = { id: 0 }] = github.comments;
    await run({ run: 11, files: { "infra/app.yaml": unprotectedTables(2) } });
    expect(github.comments.map((comment) => comment.id)).toEqual([id]);
    expect(texts()[0]).toMatch(/2 new errors, 2 new warnings/);
    const before = github.operations.filter((operation) => writes.test(operation)).length;
    const third = await run({ run: 12, files: { "infra/app.yaml": unprotectedTables(2) } });
    expect(third.status).toBe(1);
    expect(github.operations.filter((operation) => writes.test(operation))).toHaveLength(before);
  });

  test("reads all clear when the last finding is fixed", async () => {
    await run({ run: 10 });
    expect((await run({ run: 11, files: good })).status).toBe(0);
    expect(texts()).toEqual([
      expect.stringMatching(
        /^### \u2705 Stackplumb: all clear\n\nCompared with .*: no findings\. Judged 1 of 1 resource in 1 stack\.$/,
      ),
    ]);
  });

  test("keeps a newer run's comment when an older run ends later", async () => {
    await run({ run: 11, files: good, inputs: { comment: "always" } });
    const outcome = await run({ run: 10 });
    expect(outcome.stdout).toContain("The comment was left to a newer run.");
    expect(texts()[0]).toMatch(/all clear/);
    expect(outcome.status).toBe(1);
  });

  test("ends with one comment, the newer run's, when two runs overlap from the start", async () => {
    const two = { "infra/app.yaml": unprotectedTables(2) };
    await Promise.all([run({ run: 10 }), run({ run: 11, files: two })]);
    expect(texts()).toEqual([expect.stringMatching(/2 new errors/)]);
  });

  test("does not trust a marker that somebody pasted", async () => {
    const marker = { key: "CI/lint/__stackplumb", head: github.head, generation: { run: 999, attempt: 1 } };
    github.comment({ id: 5, login: "mallory", type: "User" }, markedBody(marker, "all clear"));
    await run({});
    expect(texts()).toEqual(["all clear", expect.stringMatching(/1 new error/)]);
  });

  test("gets one comment though the answer to its creation is lost", async () => {
    github.fail("POST comments", { status: 502, afterwards: true });
    const outcome = await run({});
    expect(github.comments).toHaveLength(1);
    expect(outcome.stdout).toContain("The comment was written.");
  });

  test("gets its comment after the wait that GitHub asks for", async () => {
    github.fail("POST comments", {
      status: 403,
      headers: { "retry-after": "1" },
      message: "You have exceeded a secondary rate limit",
    });
    await run({});
    expect(github.comments).toHaveLength(1);
  });
});

describe("a clean pull request", () => {
  test("gets no comment, and the step succeeds", async () => {
    const outcome = await run({ files: good });
    expect(outcome.status).toBe(0);
    expect(github.comments).toEqual([]);
    expect(outcome.outputs).toMatchObject({ errors: "0", conclusion: "success" });
    expect(said(outcome, "error", "warning", "notice")).toEqual([]);
    expect(outcome.summary).toMatch(/all clear/);
  });

  test("gets one where it is asked for", async () => {
    await run({ files: good, inputs: { comment: "always", "comment-key": "prod" } });
    expect(texts()).toEqual([expect.stringMatching(/^### \u2705 Stackplumb `prod`: all clear/)]);
  });
});

describe("comment: never, without a review", () => {
  test("asks GitHub for nothing but the files of the base and of the head", async () => {
    const outcome = await run({ inputs: { comment: "never", review: "false" } });
    expect(outcome.status).toBe(1);
    expect(github.operations).toEqual(["GET compare", "GET tree", "GET tree"]);
  });
});

describe("a token that may not write", () => {
  beforeEach(() => {
    github.readOnlyTokens.add("ghs_workflow");
  });

  test("costs the comment and one line that says what would help, and nothing else", async () => {
    const outcome = await run({});
    expect(outcome.status).toBe(1);
    expect(github.comments).toEqual([]);
    const lines = said(outcome, "warning", "notice").filter(({ message }) => /comment/.test(message));
    expect(lines.map(({ message }) => message)).toEqual([
      "The comment was not written: the token may not write to this pull request (GitHub: 403 Resource not accessible by integration). The job needs `permissions: pull-requests: write`. All findings stand in the annotations and in the job summary.",
    ]);
    expect(outcome.summary).toMatch(/1 new error, 1 new warning/);
    expect(said(outcome, "error")).toHaveLength(2);
  });

  test("is nobody's mistake on a pull request from a fork", async () => {
    const outcome = await run({ isFork: true });
    expect(said(outcome, "notice").map(({ message }) => message)).toEqual([
      expect.stringMatching(/from a fork.*may only read/),
    ]);
    expect(said(outcome, "warning")).toHaveLength(1);
    expect(outcome.status).toBe(1);
  });

  test("does not matter where nothing is to be written", async () => {
    const outcome = await run({ files: good });
    expect(said(outcome, "error", "warning", "notice")).toEqual([]);
    expect(outcome.status).toBe(0);
  });
});

describe("a GitHub that is down", () => {
  beforeEach(() => {
    github.isDown = true;
  });

  test("turns no finding green", async () => {
    const outcome = await run({});
    expect(outcome.status).toBe(1);
    expect(said(outcome, "error")[0]?.properties["file"]).toBe("infra/app.yaml");
    expect(outcome.summary).toMatch(/1 error, 1 warning/);
    expect(readMarkdown(outcome.summary).links).toEqual([]);
    expect(said(outcome, "warning").at(-1)?.message).toMatch(/^The comment was not written: GitHub did not answer/);
  });

  test("turns no clean run red", async () => {
    const outcome = await run({ files: good });
    expect(outcome.status).toBe(0);
    expect(said(outcome, "error")).toEqual([]);
    expect(said(outcome, "warning")).toHaveLength(1);
  });
});

describe("other events", () => {
  test.each([
    ["push", examplePayload("push")],
    ["merge_group", {}],
    ["schedule", {}],
    ["pull_request_target", pullRequestPayload({ number: 7, head: "1".repeat(40) })],
  ])("%s reports without a comment", async (event, payload) => {
    const outcome = await run({ event, payload });
    expect(outcome.status).toBe(1);
    expect(github.operations).toEqual(["GET tree"]);
    expect(said(outcome, "error")).toHaveLength(2);
    expect(outcome.summary).toContain(`https://github.com/acme/shop/blob/${"2".repeat(40)}/infra/app.yaml#L2`);
  });

  test("a payload that is no payload costs the comment only", async () => {
    const outcome = await run({ payload: ["surprise"] });
    expect(outcome.status).toBe(1);
    expect(github.comments).toEqual([]);
  });

  test("without a token, and without a runner around it, it reports all the same", async () => {
    const environment = Object.fromEntries(
      ["GITHUB_REPOSITORY", "GITHUB_EVENT_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"].map((name) => [
        name,
        undefined,
      ]),
    );
    const outcome = await run({ token: "", environment });
    expect(outcome.status).toBe(1);
    expect(github.operations).toEqual([]);
    expect(said(outcome, "error")[0]?.properties["file"]).toBe("infra/app.yaml");
  });
});

describe("input that cannot be judged", () => {
  test("no template at all fails the step, unless that is allowed", async () => {
    const files = { "README.md": "# Shop" };
    const outcome = await run({ files });
    expect(outcome.status).toBe(1);
    expect(said(outcome, "error").map(({ message }) => message)).toEqual([
      expect.stringMatching(/^No template was found here\..*allow-empty: true/),
    ]);
    expect(outcome.outputs["conclusion"]).toBe("failure");
    expect(github.comments).toEqual([]);
    expect((await run({ files, inputs: { "allow-empty": "true" } })).status).toBe(0);
  });

  test("a broken template fails the step, and the others are still judged", async () => {
    const files = { ...good, "infra/broken.yaml": "Resources:\n  A:\n    Type: AWS::S3::Bucket\n   B: [\n" };
    const outcome = await run({ files });
    expect(outcome.status).toBe(1);
    expect(said(outcome, "error")[0]?.properties["file"]).toBe("infra/broken.yaml");
    expect(texts()).toEqual([
      expect.stringMatching(/could not judge everything\n\nCompared with .* Judged 1 of 1 resource/),
    ]);
    const allowed = await run({ files, run: 11, inputs: { "allow-unreadable": "true" } });
    expect(allowed.status).toBe(0);
    expect(said(allowed, "warning")[0]?.properties["file"]).toBe("infra/broken.yaml");
  });

  test("wrong inputs are all said at once", async () => {
    const inputs = {
      comment: "allways",
      "fail-on": "never",
      "strict-unknown": "yes",
      parameters: "A",
      "as-of": "2026-02-30",
    };
    const outcome = await run({ inputs });
    expect(outcome.status).toBe(1);
    const [error, ...others] = said(outcome, "error");
    expect(others).toEqual([]);
    expect(error?.message).toMatch(/comment takes on-findings, always, never, not allways\. .*always/);
    expect(error?.message).toMatch(/strict-unknown takes true or false, not yes/);
    expect(error?.message).toMatch(/parameters takes lines of NAME=VALUE, not A/);
    expect(error?.message).toMatch(/as-of takes a day/);
  });

  test.each([
    [{ rules: "FLT999" }, /no rule FLT999/],
    [{ "parameter-file": "missing.json" }, /parameter-file missing\.json cannot be read/],
    [{ "parameter-file": "../../../etc/hostname" }, /cannot be read: it does not exist, or lies outside/],
    [{ "working-directory": "../.." }, /working-directory \.\.\/\.\. lies outside the workspace/],
    [{ "working-directory": "nowhere" }, /working-directory nowhere does not exist/],
    [{ parameters: "Typo=1" }, /1 error in the input/],
  ])("%j is one clear error", async (inputs, message) => {
    const outcome = await run({ inputs });
    expect(outcome.status).toBe(1);
    expect(said(outcome, "error").at(-1)?.message).toMatch(message);
    expect(outcome.stdout).not.toMatch(/fault of Stackplumb/);
  });
});

describe("inputs", () => {
  test("fail-on and rules decide what fails", async () => {
    expect((await run({ inputs: { "fail-on": "never" } })).status).toBe(0);
    expect((await run({ run: 11, inputs: { rules: "MET020" } })).status).toBe(0);
    expect((await run({ run: 12, inputs: { rules: "MET020", "fail-on": "warning" } })).status).toBe(1);
  });

  test("working-directory is where paths start from, and places are the repository's", async () => {
    const files = { "services/orders/app.yaml": unprotectedTable, "services/other/app.yaml": unprotectedTable };
    const inputs = { ...annotated, "working-directory": "services/orders", paths: "app.yaml" };
    const outcome = await run({ files, inputs });
    expect(said(outcome, "error")[0]?.properties["file"]).toBe("services/orders/app.yaml");
    expect(outcome.outputs["errors"]).toBe("1");
    expect(outcome.summary).toContain("`services/orders/app.yaml`");
  });

  test("outputs are written below the workspace", async () => {
    const written: string[] = [];
    const inspect = (workspace: string): void => {
      written.push(
        readFileSync(join(workspace, "out/deep/report.json"), "utf8"),
        readFileSync(join(workspace, "report.md"), "utf8"),
      );
    };
    await run({ inputs: { outputs: "json=out/deep/report.json\nmarkdown=report.md" }, inspect });
    expect(JSON.parse(written[0] ?? "").summary.errors).toBe(1);
    expect(written[1]).toMatch(/^### \u274c Stackplumb/);
  });

  test.each(["json=../report.json", "json=/tmp/stackplumb-escape.json", "json=link/report.json", "json=linked.json"])(
    "%s is not written: it leads out of the workspace",
    async (outputs) => {
      const prepare = (workspace: string): void => {
        symlinkSync(join(workspace, "../temp"), join(workspace, "link"));
        symlinkSync(join(workspace, "../temp/report.json"), join(workspace, "linked.json"));
      };
      const inspect = (workspace: string): void => {
        for (const path of ["../report.json", "../temp/report.json", "/tmp/stackplumb-escape.json"]) {
          expect(existsSync(join(path.startsWith("/") ? "" : workspace, path))).toBe(false);
        }
      };
      const outcome = await run({ inputs: { outputs }, prepare, inspect });
      expect(outcome.status).toBe(1);
      expect(said(outcome, "error").at(-1)?.message).toMatch(/of input outputs cannot be written/);
    },
  );
});

describe("places", () => {
  test("a file that the merge commit changed is named, not linked or annotated at a line", async () => {
    const outcome = await run({ isMerged: true, inputs: annotated });
    const [error] = said(outcome, "error");
    expect(error?.properties).toEqual({ title: "FLT003 stateful-deletable" });
    expect(error?.message).toMatch(/^infra\/app\.yaml:2: Orders/);
    expect(readMarkdown(outcome.summary).links).toEqual([]);
    expect(outcome.summary).toContain("`app.yaml:2`");
  });

  test("a file that the commit does not have is neither", async () => {
    const outcome = await run({ prepare: () => github.files.clear(), inputs: annotated });
    expect(said(outcome, "error")[0]?.properties["file"]).toBeUndefined();
    expect(readMarkdown(outcome.summary).links).toEqual([]);
  });
});

describe("sizes", () => {
  test("a comment is never longer than GitHub takes, and what is left out is counted and in the summary", async () => {
    const outcome = await run({ files: { "app.yaml": unprotectedTables(500) } });
    const [comment] = github.comments;
    expect(comment?.body.length).toBeLessThanOrEqual(65_536);
    const listed = (text: string): number => text.match(/^- \[`app\.yaml:/gm)?.length ?? 0;
    const left = Number(/\*\*(\d+) \w+ did not fit here/.exec(comment?.body ?? "")?.[1]);
    expect(listed(comment?.body ?? "") + left).toBe(1000);
    expect(comment?.body).toContain("https://github.com/acme/shop/pull/7/checks");
    expect(listed(outcome.summary)).toBe(1000);
  });

  test("no more lines are annotated than GitHub shows, and the last error is the step's own", async () => {
    const outcome = await run({ files: { "app.yaml": unprotectedTables(500) }, inputs: annotated });
    expect(said(outcome, "error")).toHaveLength(10);
    expect(said(outcome, "warning")).toHaveLength(9);
  });
});

describe("a hostile pull request", () => {
  const names = [
    "::error file=x::smuggled",
    "a\n::add-mask::b",
    "a\r::set-output name=conclusion::success",
    "##[error]smuggled",
    "%0A::error::smuggled",
    "@octocat #1 [x](https://evil.example) <img src=x> ![y](https://evil.example/y.png) `",
    "<!-- stackplumb-comment key=CI head= run=9.9 -->",
    "</details> \u202e\u200b ```",
    "__proto__",
  ];

  async function expectNothingSmuggled(name: string): Promise<void> {
    const files = { "infra/app.yaml": tableNamed(name) };
    const own = await LoopbackGitHub.start();
    const told = await run({ github: own, files });
    expect(told.commands.map((command) => command.name)).toEqual(["add-mask", "error"]);
    const outcome = await run({ github: own, files, inputs: annotated, run: 11 });
    await own.stop();
    expect(own.violations).toEqual([]);
    expect(outcome.status).toBe(1);
    expect(outcome.commands.map((command) => command.name)).toEqual(["add-mask", "error", "warning", "error"]);
    expect(outcome.stdout).not.toMatch(/^(?!::).*##\[/m);
    expect(outcome.outputs["conclusion"]).toBe("failure");
    expect(own.comments).toHaveLength(1);
    for (const text of [...own.comments.map(({ body }) => readMarked(body)?.text ?? body), outcome.summary]) {
      const seen = readMarkdown(text);
      expect(seen.links.filter((address) => !address.startsWith("https://github.com/acme/shop/blob/"))).toEqual([]);
      expect(seen.kinds).not.toContain("image");
      expect(seen.plainText).not.toMatch(/[@#<>`\u202e\u200b]/);
      expect(seen.html.join("")).not.toMatch(/<(?!\/?(?:details|summary|sub|b|br|code)\b)/);
    }
  }

  test("smuggles nothing in by names, whatever they are", async () => {
    await Promise.all(names.map(expectNothingSmuggled));
  });

  test("smuggles nothing into the log of a green run", async () => {
    const text = `Resources:\n  A: {Type: "AWS::Odd::##[error]smuggled"}\n  B: {Type: "AWS::Odder::x\\n::error::y"}\n`;
    const outcome = await run({ files: { "app.yaml": text } });
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toContain("AWS::Odd");
    expect(outcome.commands.map((command) => command.name)).toEqual(["add-mask"]);
    expect(outcome.stdout).not.toContain("##[");
  });

  test("names its files as it likes, and stays inside the repository", async () => {
    const path = "infra/`](https:evil)/@octocat #1 <b>.yaml";
    const outcome = await run({ files: { [path]: unprotectedTable }, inputs: annotated });
    expect(said(outcome, "error")[0]?.properties["file"]).toBe(path);
    const { links, plainText } = readMarkdown(outcome.summary);
    expect(links.every((address) => new URL(address).pathname.startsWith("/acme/shop/blob/"))).toBe(true);
    expect(plainText).not.toMatch(/[@#<>]/);
  });

  test("does not see the token in anything that is written", async () => {
    const outcome = await run({ files: { "infra/app.yaml": tableNamed("x") } });
    expect(said(outcome, "add-mask").map(({ message }) => message)).toEqual(["ghs_workflow"]);
    expect(outcome.stdout.replace("::add-mask::ghs_workflow", "")).not.toContain("ghs_workflow");
    expect(outcome.summary + texts().join("")).not.toContain("ghs_workflow");
  });
});
