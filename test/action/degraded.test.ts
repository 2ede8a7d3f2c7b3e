/**
 * The built action on a GitHub that is not at its best: what it finds is told all the same, once.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { readFindingMarker } from "../../src/github/finding-marker.ts";
import { stranger } from "../github/loopback/accounts.ts";
import { type Fault, LoopbackGitHub } from "../github/loopback/loopback-github.ts";
import { BuiltAction, type Outcome, type Step } from "./action-run.ts";
import { PullRequestRepository } from "./pull-request-repository.ts";
import { tables } from "./templates.ts";

// Machines that are busy take their time for a process.
jest.setTimeout(60_000);

let action: BuiltAction;
let github: LoopbackGitHub;
let repository: PullRequestRepository;

const path = "infra/app.yaml";
const other = "infra/other.yaml";

beforeAll(async () => {
  action = await BuiltAction.build();
  repository = new PullRequestRepository(
    { [path]: tables("Old"), [other]: tables("Untouched") },
    { [path]: tables("Old", "New") },
  );
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

async function run(step: Partial<Step> = {}): Promise<Outcome> {
  const outcome = await action.run({
    github,
    payload: repository.payload(),
    environment: { GITHUB_SHA: repository.merge },
    checkout: (workspace) => repository.checkOut(workspace),
    ...step,
  });
  expect(outcome.stderr).toBe("");
  expect(outcome.stdout).not.toMatch(/fault of Stackplumb/);
  return outcome;
}

/** Places where each of the two new findings is told to people who look at the pull request, and at the run. */
function homesOf({ commands }: Outcome, { threads, comments } = github): readonly string[] {
  const lines = threads.flatMap(({ comments: [first] }) => {
    const marker = readFindingMarker(first?.body ?? "");
    return marker === undefined || marker.isSettled ? [] : [`line ${marker.ruleId}`];
  });
  const annotations = commands.flatMap(({ properties: { title, line } }) =>
    title === undefined || line !== "9" ? [] : [`annotation ${title.split(" ")[0]}`],
  );
  const [comment = ""] = comments.filter(({ author }) => author !== stranger).map(({ body }) => body);
  const listed = [...comment.matchAll(/<b>`(\w+)`[^\n]*<\/b>\n\n- [^\n]*`New`/g)].map(([, rule]) => `comment ${rule}`);
  return [...lines, ...annotations, ...listed].sort();
}

const onLines = ["line FLT003", "line MET020"];

function warnings({ commands }: Outcome): readonly string[] {
  return commands
    .filter(({ name, properties }) => ["warning", "notice"].includes(name) && properties["title"] === undefined)
    .map(({ message }) => message);
}

describe("without GraphQL", () => {
  beforeEach(() => {
    github.isRestOnly = true;
  });

  test.each(["ghs_workflow", "ghp_person"])("the token %s has the same said, once", async (token) => {
    github.comment(stranger, "Nice.");
    const first = await run({ token });
    expect(first.commands.at(-1)?.message).toMatch(/^2 new findings, 4 existing, 0 fixed;/);
    expect(homesOf(first)).toEqual(onLines);
    const second = await run({ token, run: 11 });
    expect(homesOf(second)).toEqual(onLines);
    expect(github.comments).toHaveLength(2);
  });
});

describe("one thing that goes wrong", () => {
  const faults: readonly (readonly [string, Fault])[] = [
    ["POST reviews", { status: 502 }],
    ["POST reviews", { status: 502, afterwards: true }],
    ["POST reviews", { broken: true }],
    ["POST comments", { status: 502 }],
    ["POST comments", { status: 502, afterwards: true }],
    ["POST comments", { broken: true, afterwards: true }],
    ["POST comments", { cut: true }],
    ["POST comments", { status: 403, headers: { "retry-after": "1" }, message: "secondary rate limit" }],
    ["POST reviews", { status: 429, headers: { "retry-after": "1" } }],
    ["graphql", { status: 502 }],
    ["graphql", { cut: true }],
    ["GET tree", { status: 500 }],
    ["GET files", { status: 503 }],
  ];

  // Most of these wait before they try again, so they do it together.
  test("costs nothing, whatever it is", async () => {
    const told = faults.map(async ([operation, fault]) => {
      const one = await LoopbackGitHub.start();
      repository.tell(one);
      one.fail(operation, fault);
      const outcome = await run({ github: one });
      await one.stop();
      const { comments, reviews, violations } = one;
      const verdict = outcome.commands.at(-1)?.message.slice(0, 35);
      const written = { homes: homesOf(outcome, one), comments: comments.length, reviews: reviews.length };
      return { operation, fault, ...written, verdict, said: [...violations, ...warnings(outcome)] };
    });
    const verdict = "2 new findings, 4 existing, 0 fixed";
    const whole = { homes: onLines, comments: 1, reviews: 1, verdict, said: [] };
    expect(await Promise.all(told)).toEqual(faults.map(([operation, fault]) => ({ operation, fault, ...whole })));
  });

  test("a diff that is too large is no reason to be silent", async () => {
    github.fail("GET files", { status: 406, message: "Sorry, the diff exceeded the maximum number of lines" });
    const outcome = await run();
    expect(homesOf(outcome)).toEqual(["comment FLT003", "comment MET020"]);
    expect(github.comments).toHaveLength(1);
  });

  test("a file without a patch has its findings told elsewhere", async () => {
    github.diff.set(path, { status: "modified" });
    const outcome = await run();
    expect(homesOf(outcome)).toHaveLength(2);
    expect(github.threads).toEqual([]);
  });

  test.each([
    ["POST reviews", /review was not written.*pull-requests: write/],
    ["POST comments", /comment was not written.*pull-requests: write/],
  ])("a token that may not %s gets one line about it, and each finding one home", async (operation, line) => {
    const refused = { status: 403, message: "Resource not accessible by integration" };
    github.fail(operation, refused, refused, refused);
    const outcome = await run();
    expect(outcome.status).toBe(1);
    expect(homesOf(outcome)).toHaveLength(2);
    expect(new Set(homesOf(outcome).map((home) => home.split(" ")[1])).size).toBe(2);
    expect(warnings(outcome)).toEqual([expect.stringMatching(line)]);
  });

  test("a head that moves between looking and writing gets nothing written", async () => {
    github.before("POST reviews", () => {
      github.head = "9".repeat(40);
      github.trees.set("9".repeat(40), new Map());
    });
    const outcome = await run();
    expect(outcome.status).toBe(1);
    expect(github.comments).toEqual([]);
  });

  test("a comment that is deleted before it is edited is written again", async () => {
    await run();
    github.before("PATCH comment", () => github.comments.splice(0));
    const outcome = await run({ inputs: { rules: "FLT003" }, run: 12 });
    expect(outcome.status).toBe(1);
    expect(github.seen.filter(({ operation }) => operation === "PATCH comment")).toEqual([
      { operation: "PATCH comment", status: 404 },
    ]);
    expect(github.comments).toHaveLength(1);
  });
});

describe("whatever goes wrong, in any order", () => {
  const operations = ["POST reviews", "POST comments", "graphql", "GET files", "GET tree", "PATCH comment"];
  const faults: readonly Fault[] = [
    { status: 502 },
    { status: 502, afterwards: true },
    { broken: true },
    { cut: true },
    { status: 403, message: "Resource not accessible by integration" },
    { status: 404, message: "Not Found" },
    { status: 422, message: "Validation Failed" },
    { status: 429, headers: { "retry-after": "1" } },
    { status: 403, headers: { "retry-after": "3600" }, message: "You have exceeded a secondary rate limit" },
  ];
  /** A generator of its own: the same on every machine. https://en.wikipedia.org/wiki/Linear_congruential_generator */
  const random = (seed: number) => {
    let state = seed;
    return (below: number): number => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
      return Math.floor((state / 2 ** 32) * below);
    };
  };

  async function runInto(seed: number): Promise<readonly string[]> {
    const pick = random(seed * 7919 + 1);
    const one = await LoopbackGitHub.start();
    repository.tell(one);
    for (let count = 1 + pick(4); count > 0; count--) {
      const fault = faults[pick(faults.length)] ?? {};
      one.fail(operations[pick(operations.length)] ?? "", ...Array.from({ length: 1 + pick(3) }, () => fault));
    }
    const first = run({ github: one, run: 10 });
    const second = pick(2) === 0 ? run({ github: one, run: 11 }) : first.then(() => run({ github: one, run: 11 }));
    const outcomes = await Promise.all([first, second]);
    const wrong: string[] = [];
    for (const outcome of outcomes) {
      if (outcome.status !== 1) wrong.push("green");
      const told = new Set(homesOf(outcome, one).map((home) => home.split(" ")[1]));
      const isListed = (rule: string): boolean => told.has(rule) || outcome.summary.includes(rule);
      for (const rule of ["FLT003", "MET020"]) if (!isListed(rule)) wrong.push(`${rule} is lost`);
      if (warnings(outcome).length > 3) wrong.push(`many lines: ${warnings(outcome).join(" | ")}`);
    }
    // Whatever was left behind, a run on which nothing goes wrong sets right.
    one.heal();
    const last = await run({ github: one, run: 12 });
    const homes = homesOf(last, one);
    if (homes.join() !== onLines.join()) wrong.push(`homes at last: ${homes.join()}`);
    if (one.comments.length !== 1) wrong.push(`${one.comments.length} comments at last`);
    if (warnings(last).length > 0) wrong.push(...warnings(last));
    await one.stop();
    return [...wrong, ...one.violations];
  }

  test("no finding is lost, none is told twice at last, and no run is green", async () => {
    const seeds = Array.from({ length: 5 }, (_, i) => i);
    expect(await Promise.all(seeds.map(runInto))).toEqual(seeds.map(() => []));
  });
});
