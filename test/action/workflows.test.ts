/**
 * The workflows of the guide, each as GitHub would run it: its own inputs, a real checkout, the built action.
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { readFindingMarker } from "../../src/github/finding-marker.ts";
import type { Report } from "../../src/lint/report.ts";
import { LoopbackGitHub } from "../github/loopback/loopback-github.ts";
import { examplePayload, workflowRunPayload } from "../github/loopback/payloads.ts";
import { BuiltAction, nodeVersion, type Outcome, type Step } from "./action-run.ts";
import { type Checkout, PullRequestRepository } from "./pull-request-repository.ts";
import { protectedTable, tables, unprotectedTable } from "./templates.ts";
import { guidedStep } from "./workflow-step.ts";

// Machines that are busy take their time for a process.
jest.setTimeout(60_000);

let action: BuiltAction;
let github: LoopbackGitHub;
const repositories: PullRequestRepository[] = [];

beforeAll(async () => {
  action = await BuiltAction.build();
});

afterAll(() => action.remove());

beforeEach(async () => {
  github = await LoopbackGitHub.start();
});

afterEach(async () => {
  for (const repository of repositories.splice(0)) repository.remove();
  await github.stop();
  expect(github.violations).toEqual([]);
});

function pullRequest(...files: ConstructorParameters<typeof PullRequestRepository>): PullRequestRepository {
  const repository = new PullRequestRepository(...files);
  repositories.push(repository);
  repository.tell(github);
  return repository;
}

interface GuidedRun extends Partial<Step> {
  /** Values of expressions of the workflow. */
  readonly values?: Readonly<Record<string, string>>;
  readonly how?: Checkout;
  readonly sha?: string;
}

async function runWorkflow(name: string, repository: PullRequestRepository, given: GuidedRun = {}): Promise<Outcome> {
  const { values, how, sha = repository.merge, environment, inputs, prepare, isFork = false, ...step } = given;
  const { job, inputs: guided, checkouts } = guidedStep(name, values);
  const outcome = await action.run({
    github,
    inputs: { ...guided, ...inputs },
    payload: repository.payload({ isFork }),
    environment: { GITHUB_SHA: sha, GITHUB_JOB: job, ...environment },
    checkout: (workspace) => {
      const [first] = checkouts;
      if (first !== undefined) repository.checkOut(join(workspace, String(first["path"] ?? ".")), how, sha);
      prepare?.(workspace);
    },
    ...step,
  });
  expect(outcome.stderr).toBe("");
  return outcome;
}

function requests(): readonly string[] {
  return github.seen.splice(0).map(({ operation }) => operation);
}

/** `FLT003 infra/app.yaml:2`, of comments on lines. */
function onLines(): readonly string[] {
  return github.threads.map(({ path, lines, comments: [first] }) => {
    const marker = readFindingMarker(first?.body ?? "");
    return `${marker?.ruleId} ${path}:${lines?.first}${marker?.isSettled ? " settled" : ""}`;
  });
}

function levels({ commands }: Outcome): readonly string[] {
  return commands.map(({ name }) => name).filter((name) => name !== "add-mask");
}

/** The sentence that the step ends with. */
function verdict({ stdout, commands }: Outcome): string {
  return commands.filter(({ name }) => name === "error").at(-1)?.message ?? stdout.trimEnd().split("\n").at(-1) ?? "";
}

const path = "infra/app.yaml";
const other = "infra/other.yaml";

test(`the action is run by Node ${nodeVersion}, which package.json supports`, () => {
  expect(Number(nodeVersion.slice(1).split(".")[0])).toBeGreaterThanOrEqual(20);
});

describe("pull-request.yml", () => {
  test("tells what the pull request brings, keeps and mends, over an API whose history is cut off", async () => {
    const repository = pullRequest(
      { [path]: tables("Old", "Mended"), [other]: tables("Untouched") },
      { [path]: tables("Old", "New") },
      { "infra/meanwhile.yaml": tables("Meanwhile") },
    );
    const outcome = await runWorkflow("pull-request", repository);
    expect(outcome.status).toBe(1);
    expect(verdict(outcome)).toMatch(/^2 new findings, 6 existing, 2 fixed;/);
    expect(onLines()).toEqual(["FLT003 infra/app.yaml:9", "MET020 infra/app.yaml:9"]);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toMatch(/1 new error, 1 new warning/);
    expect(github.comments[0]?.body).toMatch(/<summary>6 findings were there before[\s\S]*`Meanwhile`/);
    expect(requests().length).toBeLessThanOrEqual(8);
  });

  test.each<Checkout>(["merge", "history", "head"])("tells the same with the checkout %s", async (how) => {
    const repository = pullRequest(
      { [path]: tables("Old"), [other]: tables("Untouched") },
      { [path]: tables("Old", "New") },
      { "infra/meanwhile.yaml": tables("Meanwhile") },
    );
    const outcome = await runWorkflow("pull-request", repository, {
      how,
      sha: how === "head" ? repository.head : repository.merge,
    });
    expect(verdict(outcome)).toMatch(/^2 new findings, \d existing, 0 fixed;/);
    expect(onLines()).toEqual(["FLT003 infra/app.yaml:9", "MET020 infra/app.yaml:9"]);
    expect(requests().length).toBeLessThanOrEqual(how === "history" ? 5 : 8);
  });

  test("does not fail for what was there, in a file that is changed or not, and asks for little", async () => {
    const repository = pullRequest(
      { [path]: tables("Old"), [other]: tables("Untouched") },
      { [path]: `${tables("Old")}# a note\n`, "README.md": "# Shop\n" },
    );
    const outcome = await runWorkflow("pull-request", repository);
    expect(outcome.status).toBe(0);
    expect(verdict(outcome)).toMatch(/^0 new findings, 4 existing, 0 fixed;/);
    expect(levels(outcome)).toEqual([]);
    expect([...github.comments, ...github.threads]).toEqual([]);
    expect(requests().length).toBeLessThanOrEqual(4);
  });

  test("fails for what was there, too, where that is asked for", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { "README.md": "# Shop\n" });
    const outcome = await runWorkflow("pull-request", repository, { inputs: { "fail-on-new": "false" } });
    expect(outcome.status).toBe(1);
  });

  test("does not call what a rename moves new", async () => {
    const repository = pullRequest(
      { [path]: tables("Old", "Older") },
      { [path]: null, [other]: tables("Old", "Older") },
    );
    const outcome = await runWorkflow("pull-request", repository);
    expect(outcome.status).toBe(0);
    expect(verdict(outcome)).toMatch(/^0 new findings, 4 existing, 0 fixed;/);
  });

  test("calls what a deleted template had fixed", async () => {
    const repository = pullRequest({ [path]: tables("Old"), [other]: protectedTable }, { [path]: null });
    const outcome = await runWorkflow("pull-request", repository);
    expect(outcome.status).toBe(0);
    expect(verdict(outcome)).toMatch(/^0 new findings, 0 existing, 2 fixed;/);
  });

  test("says that it could not compare where the base is not to be had, and fails for it where that is asked for", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: `${tables("Old")}# a note\n` });
    github.fail("GET tree", { status: 404, message: "Not Found" }, { status: 404, message: "Not Found" });
    const outcome = await runWorkflow("pull-request", repository);
    expect(outcome.status).toBe(1);
    expect(outcome.summary).toContain("Not compared with a base: GitHub does not have the commit any more.");
    github.fail("GET tree", { status: 404, message: "Not Found" });
    const inputs = { "fail-on": "never" };
    expect((await runWorkflow("pull-request", repository, { inputs, run: 11 })).status).toBe(0);
    github.fail("GET tree", { status: 404, message: "Not Found" });
    const asked = await runWorkflow("pull-request", repository, {
      inputs: { ...inputs, "fail-on-no-base": "true" },
      run: 12,
    });
    expect(asked.status).toBe(1);
    expect(verdict(asked)).toMatch(/fail-on-no-base/);
  });

  test("names the permission where the base's files may not be read", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: `${tables("Old")}# a note\n` });
    github.fail("GET tree", { status: 403, message: "Resource not accessible by integration" });
    const outcome = await runWorkflow("pull-request", repository);
    expect(outcome.status).toBe(1);
    expect(outcome.summary).toMatch(/Not compared with a base: .*the permission to read contents\)\./);
  });

  test("goes by what a base that cannot be read as a template leaves to be known", async () => {
    const repository = pullRequest({ [path]: "Resources:\n  A: [\n" }, { [path]: tables("Old") });
    const outcome = await runWorkflow("pull-request", repository);
    expect(outcome.status).toBe(1);
    expect(outcome.stdout).not.toMatch(/fault of Stackplumb/);
  });

  test("works without a repository around the files", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: tables("Old", "New") });
    const outcome = await runWorkflow("pull-request", repository, {
      checkout: (workspace) => {
        mkdirSync(dirname(join(workspace, path)), { recursive: true });
        writeFileSync(join(workspace, path), tables("Old", "New"));
      },
    });
    expect(verdict(outcome)).toMatch(/^2 new findings, 2 existing, 0 fixed;/);
    expect(onLines()).toHaveLength(2);
  });

  test("judges a merge group, and asks for no pull request", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: tables("Old", "New") });
    const payload = examplePayload("merge_group", "checks_requested");
    Object.assign(payload["merge_group"] as object, { base_sha: repository.base, head_sha: repository.merge });
    const outcome = await runWorkflow("pull-request", repository, { event: "merge_group", payload });
    expect(outcome.status).toBe(1);
    expect(verdict(outcome)).toMatch(/^2 new findings, 2 existing, 0 fixed;/);
    expect(levels(outcome)).toEqual(["error", "warning", "error"]);
    expect([...github.comments, ...github.threads]).toEqual([]);
    expect(requests().every((name) => name === "GET tree" || name === "graphql")).toBe(true);
  });

  test("works on a server of one's own", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: tables("Old", "New") });
    const environment = {
      GITHUB_SERVER_URL: "https://github.acme.example",
      GITHUB_API_URL: `${github.url}/api/v3`,
      GITHUB_GRAPHQL_URL: `${github.url}/api/graphql`,
    };
    await runWorkflow("pull-request", repository, { environment });
    expect(github.comments[0]?.body).toContain(
      `https://github.acme.example/acme/shop/blob/${repository.head}/${path}#L2`,
    );
    expect(github.comments[0]?.body).not.toContain("https://github.com/");
    expect(onLines()).toHaveLength(2);
  });
});

describe("forks-lint.yml and forks-publish.yml", () => {
  /** Both halves, as a fork's pull request sets them off. */
  async function bothHalves(
    repository: PullRequestRepository,
    given: GuidedRun = {},
  ): Promise<readonly [Outcome, Outcome]> {
    github.readOnlyTokens.add("ghs_workflow");
    github.open[0] = { number: 7, head: null, owner: "mallory", branch: "feature", repository: 2 };
    const first = await runWorkflow("forks-lint", repository, { isFork: true, ...given });
    github.readOnlyTokens.clear();
    const report = readFileSync(first.outputs["report"] ?? "", "utf8");
    const second = await runWorkflow("forks-publish", repository, {
      event: "workflow_run",
      payload: workflowRunPayload({ head: repository.head }),
      prepare: (workspace) => {
        mkdirSync(join(workspace, "stackplumb-report"));
        writeFileSync(join(workspace, "stackplumb-report/report.json"), report);
      },
    });
    return [first, second];
  }

  test("comment on a fork's pull request from the run that may, what the run that may not has found", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: tables("Old", "New") });
    const [first, second] = await bothHalves(repository);
    expect(first.status).toBe(1);
    expect(levels(first)).toEqual(["error", "warning", "error"]);
    expect(second.status).toBe(0);
    expect(onLines()).toEqual(["FLT003 infra/app.yaml:9", "MET020 infra/app.yaml:9"]);
    expect(github.comments[0]?.body).toMatch(/1 new error, 1 new warning/);
    expect(requests().length).toBeLessThanOrEqual(12);
  });

  const configured = { [path]: tables("Old"), "stackplumb.yaml": "fail-on: warning\n" };

  test("do not let a fork's configuration relax what the fork is judged by", async () => {
    const repository = pullRequest(configured, {
      [path]: tables("Old", "New"),
      "stackplumb.yaml": "fail-on: never\nrules: {FLT003: off, MET020: off}\n",
    });
    const [first] = await bothHalves(repository);
    expect(first.status).toBe(1);
    expect(verdict(first)).toMatch(/^2 new findings, 2 existing/);
  });

  test("judge by the base's configuration, where the head's means nothing", async () => {
    const repository = pullRequest(configured, { [path]: tables("Old", "New"), "stackplumb.yaml": "rules: [\n" });
    const [first] = await bothHalves(repository);
    expect(verdict(first)).toMatch(/^2 new findings, 2 existing/);
  });

  const ignored = (name: string, text: string): string =>
    text.replace(
      `  ${name}:\n`,
      `  ${name}:\n    Metadata: {Stackplumb: {ignore: [{rule: FLT003, reason: agreed}, {rule: MET020, reason: agreed}]}}\n`,
    );

  test("count exceptions of a template only where the base's template has them", async () => {
    const start = ignored("Agreed", tables("Agreed"));
    const change = ignored("Agreed", ignored("Sneaked", tables("Agreed", "Sneaked")));
    const repository = pullRequest({ [path]: start }, { [path]: change });
    const [first] = await bothHalves(repository);
    expect(first.status).toBe(1);
    expect(verdict(first)).toMatch(/^2 new findings, 0 existing, 0 fixed;/);
    expect(first.summary).toContain("the base's exceptions");
    expect(first.summary).not.toMatch(/FLT003 is not counted for Sneaked/);
  });

  test("count a comment in a template only for the finding that it was for", async () => {
    const mark = (name: string): string => `  ${name}: # stackplumb-ignore FLT003: agreed\n`;
    const start = tables("Agreed", "Old").replace("  Agreed:\n", mark("Agreed"));
    const moved = tables("New", "Agreed", "Old")
      .replace("  New:\n", mark("New"))
      .replace("  Agreed:\n", mark("Agreed"));
    const [first] = await bothHalves(pullRequest({ [path]: start }, { [path]: moved }));
    expect(first.status).toBe(1);
    expect(verdict(first)).toMatch(/^2 new findings, 3 existing, 0 fixed;/);
  });

  test("trust no exception at all where the base is not to be had", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: ignored("New", tables("New")) });
    github.fail("GET tree", { status: 404, message: "Not Found" });
    const [first] = await bothHalves(repository);
    expect(first.status).toBe(1);
  });

  test("say nothing on a pull request that has moved on", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: tables("Old", "New") });
    github.open[0] = { number: 7, head: "9".repeat(40), owner: "mallory", branch: "feature", repository: 2 };
    const first = await runWorkflow("forks-lint", repository, { isFork: true });
    const second = await runWorkflow("forks-publish", repository, {
      event: "workflow_run",
      payload: workflowRunPayload({ head: repository.head }),
      prepare: (workspace) => {
        mkdirSync(join(workspace, "stackplumb-report"));
        cpSync(first.outputs["report"] ?? "", join(workspace, "stackplumb-report/report.json"));
      },
    });
    expect(second.stdout).toContain("Nothing was written");
    expect([...github.comments, ...github.threads]).toEqual([]);
  });

  test("do for Dependabot what they do for forks", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: tables("Old", "New") });
    github.readOnlyTokens.add("ghs_workflow");
    const environment = { GITHUB_ACTOR: "dependabot[bot]" };
    const asked = await runWorkflow("pull-request", repository, { environment });
    expect(asked.status).toBe(1);
    expect(levels(asked)).toEqual(["error", "warning", "notice", "error"]);
    expect(asked.stdout).toMatch(/a run of Dependabot has a token that may only read/);
    expect(asked.summary).toMatch(/1 new error, 1 new warning/);
  });
});

describe("cdk.yml", () => {
  const manifest = JSON.stringify({
    version: "36.0.0",
    artifacts: {
      Shop: {
        type: "aws:cloudformation:stack",
        environment: "aws://unknown-account/unknown-region",
        properties: { templateFile: "Shop.template.json" },
      },
    },
  });

  function assembly(folder: string, names: readonly string[]): void {
    const resources = Object.fromEntries(
      names.map((name) => [
        name,
        {
          Type: "AWS::DynamoDB::Table",
          UpdateReplacePolicy: "Retain",
          Properties: {
            BillingMode: "PAY_PER_REQUEST",
            AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
            KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
          },
        },
      ]),
    );
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "manifest.json"), manifest);
    writeFileSync(join(folder, "Shop.template.json"), JSON.stringify({ Resources: resources }, null, 1));
  }

  test("compares two assemblies beside the repository, and points at nothing that the repository does not have", async () => {
    const repository = pullRequest({ "cdk.json": "{}", "bin/app.ts": "1;\n" }, { "bin/app.ts": "2;\n" });
    const outcome = await runWorkflow("cdk", repository, {
      prepare: (workspace) => {
        assembly(join(workspace, "assemblies/head"), ["Old", "New"]);
        assembly(join(workspace, "assemblies/base"), ["Old", "Mended"]);
      },
    });
    expect(outcome.status).toBe(1);
    expect(verdict(outcome)).toMatch(/^2 new findings, 2 existing, 2 fixed;/);
    expect(onLines()).toEqual([]);
    expect(github.comments).toHaveLength(1);
    for (const text of [github.comments[0]?.body, outcome.summary]) expect(text).not.toMatch(/\/blob\/[^)]*assemblies/);
    expect(outcome.commands.filter(({ properties }) => properties["file"]?.includes("assemblies"))).toEqual([]);
    expect(requests().length).toBeLessThanOrEqual(8);
  });
});

describe("push.yml", () => {
  test("compares with what the branch was before, and leaves SARIF with paths of the repository", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: tables("Old", "New") });
    const payload = {
      ...examplePayload("push"),
      ref: "refs/heads/main",
      before: repository.base,
      after: repository.merge,
    };
    let sarif = "";
    const outcome = await runWorkflow("push", repository, {
      event: "push",
      payload,
      inspect: (workspace) => {
        sarif = readFileSync(join(workspace, "stackplumb.sarif"), "utf8");
      },
    });
    expect(outcome.status).toBe(1);
    expect(verdict(outcome)).toMatch(/^2 new findings, 2 existing, 0 fixed;/);
    const [run] = (JSON.parse(sarif) as { runs: { results: { locations: unknown }[] }[] }).runs;
    expect(run?.results).toHaveLength(4);
    expect(JSON.stringify(run?.results)).toContain(`"uri":"${path}"`);
    expect(github.comments).toEqual([]);
  });

  test("counts everything on a branch that is new", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { [path]: tables("Old") });
    const payload = { ...examplePayload("push"), before: "0".repeat(40) };
    const outcome = await runWorkflow("push", repository, { event: "push", payload });
    expect(outcome.status).toBe(1);
    expect(outcome.summary).toContain("the branch is new");
  });
});

describe("schedule.yml", () => {
  test("counts everything, and misses no base", async () => {
    const repository = pullRequest({ [path]: tables("Old") }, { "README.md": "# Shop\n" });
    const inputs = { "fail-on-no-base": "true" };
    const outcome = await runWorkflow("schedule", repository, { event: "schedule", payload: {}, inputs });
    expect(outcome.status).toBe(1);
    expect(verdict(outcome)).toMatch(/^1 error, 1 warning; judged/);
    const report = JSON.parse(readFileSync(outcome.outputs["report"] ?? "", "utf8")) as Report;
    expect(report.findings).toHaveLength(2);
  });
});

describe("several.yml", () => {
  test("keeps a comment and comments on lines for each environment", async () => {
    const configuration = "environments: {dev: {parameters: {}}, prod: {parameters: {}}}\n";
    const start = { [path]: protectedTable, "stackplumb.yaml": configuration };
    const repository = pullRequest(start, { [path]: unprotectedTable });
    const each = ["dev", "prod"].map((environment) =>
      runWorkflow("several", repository, { values: { "matrix.environment": environment } }),
    );
    for (const outcome of await Promise.all(each)) expect(outcome.status).toBe(1);
    expect(github.comments.map(({ body }) => /Stackplumb `(\w+)`/.exec(body)?.[1]).sort()).toEqual(["dev", "prod"]);
    expect(onLines()).toHaveLength(4);
  });
});

describe("organisation.yml", () => {
  test("holds the repository to a policy that lies beside it", async () => {
    const repository = pullRequest(
      { [path]: protectedTable },
      { [path]: unprotectedTable, "stackplumb.yaml": "rules: {FLT003: off}\n" },
    );
    const outcome = await runWorkflow("organisation", repository, {
      prepare: (workspace) => {
        mkdirSync(join(workspace, "policy"));
        writeFileSync(join(workspace, "policy/stackplumb.yaml"), "locked: [FLT003]\n");
      },
    });
    expect(outcome.status).toBe(1);
    expect(verdict(outcome)).toMatch(/^2 new findings/);
    expect(onLines()).toEqual(["FLT003 infra/app.yaml:2", "MET020 infra/app.yaml:2"]);
  });
});
