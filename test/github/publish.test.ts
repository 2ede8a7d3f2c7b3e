import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readMarked } from "../../src/github/comment-marker.ts";
import { readFindingMarker } from "../../src/github/finding-marker.ts";
import type { Finding } from "../../src/lint/report.ts";
import { findingOf, locationAt } from "./findings.ts";
import { person, stranger, workflows } from "./loopback/accounts.ts";
import { LoopbackGitHub } from "./loopback/loopback-github.ts";
import type { StoredThread } from "./loopback/stored.ts";
import { path, prepare, prints, runOn, template } from "./publishing.ts";

let github: LoopbackGitHub;

beforeEach(async () => {
  github = await LoopbackGitHub.start();
  prepare(github);
});

afterEach(async () => {
  await github.stop();
  expect(github.violations).toEqual([]);
});

/** On a line that the diff shows, one that it does not show, and in a file that is not changed. */
const shown = findingAt("shown", 5);
const hidden = findingAt("hidden", 15);
const elsewhere = findingAt("elsewhere", 3, "infra/other.yaml");
const all = [shown, hidden, elsewhere];

function findingAt(fingerprint: string, line: number, file = path, last = line): Finding {
  return findingOf({ fingerprint, location: locationAt(file, line, last) });
}

/** What is written about findings on lines, thread by thread. */
function threads(): readonly string[] {
  return github.threads.map(({ path: at, lines, comments: [first], isResolved }) => {
    const marker = readFindingMarker(first?.body ?? "");
    const state = [
      marker?.isSettled ? "settled" : "open",
      ...(first?.isMinimized ? ["minimised"] : []),
      ...(isResolved ? ["resolved"] : []),
    ];
    const where = lines === null ? "gone" : lines.first === lines.last ? lines.last : `${lines.first}-${lines.last}`;
    return `${marker?.fingerprint} ${at}:${where} ${state.join(" ")}`;
  });
}

function texts(): readonly string[] {
  return github.comments.map(({ body }) => readMarked(body)?.text ?? body);
}

function count(operation: string): number {
  return github.operations.filter((each) => each === operation).length;
}

/** All requests since the last call. */
function requests(): readonly string[] {
  return github.seen.splice(0).map(({ operation }) => operation);
}

async function onLines(...findings: readonly Finding[]): Promise<StoredThread> {
  await runOn(github, { findings });
  requests();
  const [thread] = github.threads;
  if (thread === undefined) throw new Error("no comment was written");
  return thread;
}

describe("a pull request with findings", () => {
  test("gets each told once: on its line, as an annotation, or in the comment", async () => {
    github.files.set("infra/other.yaml", "0".repeat(40));
    const { homes, lines } = await runOn(github, { findings: all });
    expect(Object.fromEntries(homes)).toEqual({ shown: "inline", hidden: "annotation", elsewhere: "comment" });
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
    expect(texts()).toEqual(["here: elsewhere"]);
    expect(github.threads[0]?.comments[0]?.author).toBe(workflows);
    expect(lines).toEqual([
      { level: "info", text: "1 comment on lines of the diff written." },
      { level: "info", text: "The comment was written." },
    ]);
  });

  test("has the marker before everything else, and the text as Markdown of ours", async () => {
    const thread = await onLines(shown);
    expect(thread.comments[0]?.body).toMatch(
      /^<!-- stackplumb-finding key=ci print=shown rule=FLT003 open=[0-9a-f]{16} -->\n\u274c/,
    );
    expect(github.reviews).toEqual(["Stackplumb: 1 finding on lines of this pull request."]);
  });

  test("gets comments on several lines where one hunk has them, and never on a range of one line", async () => {
    await runOn(github, { findings: [findingAt("a", 2, path, 4), findingAt("b", 8, path, 12), findingAt("c", 6)] });
    expect(threads().toSorted()).toEqual([
      "a infra/app.yaml:2-4 open",
      "b infra/app.yaml:8 open",
      "c infra/app.yaml:6 open",
    ]);
  });

  test("gets a suggestion where the fix is an edit of just the lines that are commented", async () => {
    const location = { file: path, startLine: 5, startColumn: 9, endLine: 5, endColumn: 15 };
    const { comments } = await onLines({ ...findingAt("a", 2), edit: { location, text: "Retain" } });
    expect(threads()).toEqual(["a infra/app.yaml:5 open"]);
    expect(comments[0]?.body).toContain("\n```suggestion\n  Key5: Retain\n```\n");
  });

  test("gets no suggestion where not all of the lines that it would replace are commented", async () => {
    const location = { file: path, startLine: 10, startColumn: 10, endLine: 12, endColumn: 17 };
    const { comments } = await onLines({ ...findingAt("a", 10), edit: { location, text: "Retain" } });
    expect(threads()).toEqual(["a infra/app.yaml:10 open"]);
    expect(comments[0]?.body).not.toContain("suggestion");
  });

  test("gets no more than thirty comments on lines, for the gravest", async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      ...findingAt(`f${i}`, 1 + (i % 10)),
      severity: i < 20 ? ("warning" as const) : ("error" as const),
    }));
    const { homes } = await runOn(github, { findings: many });
    expect(github.threads).toHaveLength(30);
    expect(prints(homes, "inline").filter((print) => Number(print.slice(1)) >= 20)).toHaveLength(20);
    expect(prints(homes, "annotation")).toHaveLength(9);
    expect(prints(homes, "comment")).toHaveLength(1);
    await runOn(github, { findings: [...many, findingAt("new", 1)], run: 11 });
    expect(github.threads).toHaveLength(30);
  });

  test("is told in the comment what stands in files that a merge commit has changed", async () => {
    const { homes } = await runOn(github, { findings: all, files: { [path]: `# main\n${template}` } });
    expect(github.threads).toEqual([]);
    expect(prints(homes, "comment")).toEqual(["elsewhere", "hidden", "shown"]);
  });

  test("tells only what the change brings, where there is a base", async () => {
    const change = { base: { commit: null, name: "main" }, counts: { new: 1, existing: 1, fixed: 0 }, fixed: [] };
    const report = { change: { ...change, exceptions: [], requirements: [], losses: [] } };
    const old = { ...findingAt("old", 6), change: "existing" as const };
    const { homes } = await runOn(github, { findings: [shown, old], report });
    expect([...homes.keys()]).toEqual(["shown"]);
    expect((await runOn(github, { findings: [shown, old], report, wishes: { onlyNew: false } })).homes.size).toBe(2);
  });

  test("is known again by keys and fingerprints of any length", async () => {
    const long = { ...shown, fingerprint: `${"x".repeat(500)}\ud800` };
    const other = { ...findingAt("other", 6), fingerprint: `${"x".repeat(500)}\udfff` };
    const key = `${"w".repeat(300)}/a`;
    await runOn(github, { findings: [long, other, elsewhere], wishes: { key } });
    await runOn(github, { findings: [long, other, elsewhere], wishes: { key }, run: 11 });
    expect([github.threads.length, github.comments.length]).toEqual([2, 1]);
    await runOn(github, { findings: [long, elsewhere], wishes: { key: `${key}b` }, run: 12 });
    await runOn(github, { findings: [other, elsewhere], wishes: { key }, run: 13 });
    expect(threads().map((text) => text.split(" ").slice(2).join(" "))).toEqual(["settled minimised", "open", "open"]);
    expect(github.comments).toHaveLength(2);
  });

  test("keeps comments of two steps apart by their keys", async () => {
    await runOn(github, { findings: [shown] });
    await runOn(github, { findings: [shown], wishes: { key: "other", label: "other" } });
    expect(github.threads).toHaveLength(2);
    await runOn(github, { run: 11 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 settled minimised", "shown infra/app.yaml:5 open"]);
    expect(github.reviews[1]).toBe("Stackplumb `other`: 1 finding on lines of this pull request.");
  });
});

describe("requests", () => {
  test("are five for a pull request with findings, and two when nothing has changed", async () => {
    await runOn(github, { findings: all });
    expect(requests().toSorted()).toEqual(["GET files", "POST comments", "POST reviews", "graphql", "graphql"]);
    await runOn(github, { findings: all, run: 11 });
    expect(requests().toSorted()).toEqual(["GET files", "graphql"]);
  });

  test("are five when some are new and some are fixed", async () => {
    await runOn(github, { findings: all });
    requests();
    await runOn(github, { findings: [findingAt("new", 6), elsewhere, findingAt("more", 1, "x.yaml")], run: 11 });
    expect(requests().toSorted()).toEqual([
      "GET files",
      "PATCH comment",
      "POST reviews",
      "graphql",
      "graphql",
      "graphql mutation",
    ]);
  });

  test("are one for a clean pull request, and two more when it has become clean", async () => {
    await runOn(github);
    expect(requests()).toEqual(["graphql"]);
    await runOn(github, { findings: [elsewhere] });
    requests();
    await runOn(github, { run: 11 });
    expect(requests()).toEqual(["graphql", "graphql", "PATCH comment"]);
  });

  test("are one without a pull request, and none without anything to point at", async () => {
    const { homes } = await runOn(github, { findings: all, event: "push" });
    expect(requests()).toEqual(["GET tree"]);
    expect(prints(homes, "annotation")).toEqual(["elsewhere", "hidden", "shown"]);
    await runOn(github, { event: "push" });
    expect(requests()).toEqual([]);
  });

  test("ask for the whole commit where a report points at very many files", async () => {
    const many = Array.from({ length: 120 }, (_, i) => findingAt(`f${i}`, 1, `stacks/${i}.yaml`));
    await runOn(github, { findings: [shown, ...many] });
    expect(requests()).toContain("GET tree");
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
  });

  test("get all pages of a long diff, and of a long conversation", async () => {
    for (let i = 0; i < 250; i++) github.diff.set(`a/${i}.txt`, { status: "added", patch: "@@ -0,0 +1 @@\n+a" });
    const { diff } = github;
    const app = diff.get(path);
    diff.delete(path);
    if (app !== undefined) diff.set(path, app);
    for (let i = 0; i < 120; i++) github.thread(stranger, path, { first: 5, last: 5 }, `chatter ${i}`);
    await runOn(github, { findings: [shown] });
    expect(count("GET files")).toBe(3);
    await runOn(github, { findings: [shown], run: 11 });
    expect(github.threads).toHaveLength(121);
  });
});

describe("a comment on a line", () => {
  test("is not written again when its line shifts, or when GitHub does not find it any more", async () => {
    const thread = await onLines(shown);
    await runOn(github, { findings: [findingAt("shown", 9)], run: 11 });
    thread.lines = null;
    const { homes } = await runOn(github, { findings: [findingAt("shown", 15)], run: 12 });
    expect(threads()).toEqual(["shown infra/app.yaml:gone open"]);
    expect(homes.get("shown")).toBe("inline");
    expect(requests()).not.toContain("graphql mutation");
  });

  test("is edited when what it says has changed", async () => {
    await onLines(shown);
    await runOn(github, { findings: [{ ...shown, message: "Orders is lost with the stack" }], run: 11 });
    expect(github.threads[0]?.comments[0]?.body).toContain("is lost with the stack");
    expect(count("POST reviews")).toBe(0);
  });

  test("says so and is minimised when its finding is fixed; the thread is resolved if the token may", async () => {
    await onLines(shown);
    await runOn(github, { run: 11 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 settled minimised"]);
    expect(github.threads[0]?.comments[0]?.body).toMatch(/\n\u2705 \*\*Fixed:\*\* `FLT003`/);
    requests();
    await runOn(github, { run: 12 });
    expect(requests()).toEqual(["graphql"]);
  });

  test("has its thread resolved, and opened again, by a token that may", async () => {
    github.resolvingTokens.add("ghs_workflow");
    await onLines(shown);
    await runOn(github, { run: 11 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 settled minimised resolved"]);
    await runOn(github, { findings: [shown], run: 12 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
    expect(github.threads[0]?.comments[0]?.body).toContain("are deleted with the stack");
  });

  test("is written anew when its finding comes back where GitHub does not show it any more", async () => {
    const thread = await onLines(shown);
    await runOn(github, { run: 11 });
    thread.lines = null;
    await runOn(github, { findings: [findingAt("shown", 7)], run: 12 });
    expect(threads()).toEqual(["shown infra/app.yaml:gone settled minimised", "shown infra/app.yaml:7 open"]);
    await runOn(github, { run: 13 });
    expect(threads()[1]).toBe("shown infra/app.yaml:7 settled minimised");
  });

  test("is left alone once somebody has answered, whatever becomes of the finding", async () => {
    const thread = await onLines(shown);
    github.answer(thread, person, "why?");
    const before = structuredClone(thread);
    await runOn(github, { findings: [{ ...shown, message: "another" }], run: 11 });
    await runOn(github, { run: 12 });
    expect(github.threads).toEqual([before]);
  });

  test("stays as it is where not everything could be read, or the finding is only not known any more", async () => {
    await onLines(shown);
    const error = { code: "unreadable", severity: "error" as const, message: "no", location: null };
    await runOn(github, { report: { diagnostics: [error] }, run: 11 });
    await runOn(github, { findings: [{ ...shown, verdict: "unknown" }], run: 12 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
  });

  test("says who has excused its finding, not that it is fixed", async () => {
    await onLines(shown);
    const exception = { reason: "accepted by @team", owner: null, until: null, location: shown.location };
    await runOn(github, { findings: [{ ...shown, status: "suppressed", exception }], run: 11 });
    const body = github.threads[0]?.comments[0]?.body ?? "";
    expect(body).toContain(
      "**Not counted any more:** the finding of `FLT003` is suppressed. The reason given: accepted by `@team`",
    );
  });

  test.each([
    ["a stranger's", stranger],
    ["a member's", person],
  ])("is never %s, though the marker is pasted there", async (_, author) => {
    const { comments } = await onLines(shown);
    const pasted = comments[0]?.body ?? "";
    github.threads.splice(0);
    github.thread(author, path, { first: 5, last: 5 }, pasted);
    await runOn(github, { findings: [shown], run: 11 });
    expect(github.threads.map((thread) => thread.comments[0]?.author)).toEqual([author, workflows]);
    await runOn(github, { run: 12 });
    expect(github.threads[0]?.comments[0]?.body).toBe(pasted);
  });
});

describe("a review that GitHub does not take", () => {
  test("because a line is not in the diff after all loses no finding, and says so", async () => {
    github.before("POST reviews", () => github.diff.set(path, { status: "modified", patch: "@@ -1 +1 @@\n-a\n+b" }));
    const { homes, lines } = await runOn(github, { findings: all });
    expect(Object.fromEntries(homes)).toEqual({ shown: "annotation", hidden: "annotation", elsewhere: "comment" });
    expect(texts()).toEqual(["here: elsewhere"]);
    expect(lines).toContainEqual({
      level: "warning",
      text: expect.stringMatching(
        /^The review was not written: GitHub rejected it \(422 .*Line could not be resolved.*\)\. What/,
      ),
    });
    expect(count("POST reviews")).toBe(1);
  });

  test("because the pull request has moved on leaves the comment to the newer run, too", async () => {
    github.before("POST reviews", () => {
      github.head = "3".repeat(40);
      github.diff.clear();
    });
    const { homes, lines } = await runOn(github, { findings: all });
    expect([github.comments, github.threads]).toEqual([[], []]);
    expect(prints(homes, "annotation")).toEqual(["elsewhere", "hidden", "shown"]);
    expect(lines.map(({ level }) => level)).toEqual(["warning", "info"]);
  });

  test.each([
    ["a 502", { status: 502 }],
    ["a broken connection", { broken: true }],
    ["half an answer", { cut: true }],
  ])("is not written twice when it was written before %s", async (_, fault) => {
    github.fail("POST reviews", { afterwards: true, ...fault });
    const { homes } = await runOn(github, { findings: all });
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
    expect(count("POST reviews")).toBe(1);
    expect(homes.get("shown")).toBe("inline");
  });

  test("at first is written after looking again", async () => {
    github.fail("POST reviews", { status: 502 }, { broken: true });
    expect((await runOn(github, { findings: all })).homes.get("shown")).toBe("inline");
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
  });

  test("at all leaves its findings to the other homes", async () => {
    github.fail("POST reviews", ...Array.from({ length: 9 }, () => ({ status: 500 })));
    const { homes, lines } = await runOn(github, { findings: all });
    expect(homes.get("shown")).toBe("annotation");
    expect(lines.filter(({ level }) => level === "warning")).toHaveLength(1);
    expect(count("POST reviews")).toBe(3);
  });

  test("for coming too fast is written after the wait that GitHub asks for", async () => {
    github.fail("POST reviews", { status: 403, headers: { "retry-after": "7" }, message: "secondary rate limit" });
    await runOn(github, { findings: all });
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
  });
});

describe("what cannot be had", () => {
  test.each([
    ["too large a diff", { status: 406, message: "Sorry, the diff exceeded the maximum number of files (300)." }],
    ["a diff that takes too long", { status: 422 }],
  ])("of %s costs the comments on lines, and no finding", async (_, fault) => {
    github.fail("GET files", fault);
    const { homes } = await runOn(github, { findings: all });
    expect(prints(homes, "comment")).toEqual(["elsewhere", "hidden", "shown"]);
    expect(github.threads).toEqual([]);
  });

  test("of a file without a patch are its lines, not its annotations", async () => {
    github.diff.set(path, { status: "modified" });
    const { homes } = await runOn(github, { findings: all });
    expect(Object.fromEntries(homes)).toEqual({ shown: "annotation", hidden: "annotation", elsewhere: "comment" });
  });

  test("of a commit that GitHub does not have here are the lines of its files, not the annotations", async () => {
    github.lacksCommits = true;
    const { homes } = await runOn(github, { findings: all });
    expect(Object.fromEntries(homes)).toEqual({ shown: "annotation", hidden: "annotation", elsewhere: "comment" });
  });

  test("by a token that may only read costs one line, and no finding", async () => {
    github.readOnlyTokens.add("ghs_workflow");
    const { homes, lines } = await runOn(github, { findings: all });
    expect(prints(homes, "annotation")).toEqual(["elsewhere", "hidden", "shown"]);
    expect(lines).toEqual([{ level: "warning", text: expect.stringMatching(/pull-requests: write/) }]);
    expect(github.comments).toEqual([]);
  });

  test("on a pull request from a fork is nobody's mistake", async () => {
    github.readOnlyTokens.add("ghs_workflow");
    const { lines } = await runOn(github, { findings: all, isFork: true });
    expect(lines).toEqual([{ level: "notice", text: expect.stringMatching(/^No comment: .*fork.*mode: publish/) }]);
  });

  test("from a GitHub that is down costs one line, and no finding", async () => {
    github.isDown = true;
    const { homes, lines } = await runOn(github, { findings: all });
    expect(prints(homes, "annotation")).toEqual(["elsewhere", "hidden", "shown"]);
    expect(lines).toEqual([{ level: "warning", text: expect.stringMatching(/^The comment was not written/) }]);
  });

  test("of changes of comments leaves their findings to other homes", async () => {
    await onLines(shown);
    await runOn(github, { run: 11 });
    github.readOnlyTokens.add("ghs_workflow");
    const { homes } = await runOn(github, { findings: [shown], run: 12 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 settled minimised"]);
    expect(homes.get("shown")).toBe("annotation");
  });
});

describe("runs that overlap", () => {
  test("write nothing for a commit that is no longer the head", async () => {
    github.trees.set("2".repeat(40), new Map(github.files));
    const { homes, lines } = await runOn(github, { findings: all, head: "2".repeat(40) });
    expect([github.comments, github.threads]).toEqual([[], []]);
    expect(lines).toEqual([{ level: "info", text: expect.stringMatching(/newer run/) }]);
    expect(homes.size).toBe(3);
  });

  test("end with one comment a line, though both have written theirs at once", async () => {
    const [first, second] = await Promise.all([
      runOn(github, { findings: all, run: 10 }),
      runOn(github, { findings: all, run: 11 }),
    ]);
    await runOn(github, { findings: all, run: 12 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
    expect(github.comments).toHaveLength(1);
    expect([first.homes.get("shown"), second.homes.get("shown")]).toEqual(["inline", "inline"]);
  });

  test("remove the later of two comments on one finding, unless somebody has answered it", async () => {
    const { comments } = await onLines(shown);
    const body = comments[0]?.body ?? "";
    const answered = github.thread(workflows, path, { first: 6, last: 6 }, body);
    github.answer(answered, person, "I see");
    github.before("POST comments", () => github.thread(workflows, path, { first: 5, last: 5 }, body));
    github.comments.splice(0);
    await runOn(github, { findings: [shown, findingAt("new", 7)], run: 11 });
    expect(threads()).toEqual([
      "shown infra/app.yaml:5 open",
      "shown infra/app.yaml:6 open",
      "new infra/app.yaml:7 open",
    ]);
  });
});

describe("an older server", () => {
  beforeEach(() => {
    github.isOld = true;
  });

  test("is asked by lists instead, and has the same said once", async () => {
    const first = await runOn(github, { findings: all });
    expect(Object.fromEntries(first.homes)).toEqual({ shown: "inline", hidden: "annotation", elsewhere: "comment" });
    await runOn(github, { findings: all, run: 11 });
    await runOn(github, { findings: [elsewhere], run: 12 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 settled minimised"]);
    expect(github.comments).toHaveLength(1);
    expect(count("POST reviews")).toBe(1);
  });

  test("has comments edited otherwise where GraphQL does not do it", async () => {
    await onLines(shown);
    github.cannotMutate = true;
    const { lines } = await runOn(github, { run: 11 });
    expect(github.threads[0]?.comments[0]?.body).toContain("**Fixed:**");
    expect(lines[0]).toEqual({
      level: "warning",
      text: expect.stringMatching(/^The update of older comments on lines was not written/),
    });
  });

  test("has threads with answers left alone", async () => {
    const thread = await onLines(shown);
    github.answer(thread, person, "why?");
    await runOn(github, { run: 11 });
    expect(threads()).toEqual(["shown infra/app.yaml:5 open"]);
  });
});

describe("wishes", () => {
  test("no comment and no review: the commit's files are all that is asked for", async () => {
    const { homes } = await runOn(github, { findings: all, wishes: { comment: "never", review: false } });
    expect(requests()).toEqual(["GET tree"]);
    expect(prints(homes, "annotation")).toEqual(["elsewhere", "hidden", "shown"]);
  });

  test("a review without a comment", async () => {
    const { homes } = await runOn(github, { findings: all, wishes: { comment: "never" } });
    expect(Object.fromEntries(homes)).toEqual({ shown: "inline", hidden: "annotation", elsewhere: "annotation" });
    expect(github.comments).toEqual([]);
  });

  test("a comment without a review", async () => {
    await runOn(github, { findings: all, wishes: { review: false } });
    expect(github.threads).toEqual([]);
    expect(texts()).toEqual(["here: elsewhere"]);
  });

  test("no annotations, where nobody would see them", async () => {
    const { homes } = await runOn(github, { findings: all, wishes: { annotate: false } });
    expect(Object.fromEntries(homes)).toEqual({ shown: "inline", hidden: "comment", elsewhere: "comment" });
    const silent = await runOn(github, { findings: all, wishes: { annotate: false, comment: "never", key: "x" } });
    expect(Object.fromEntries(silent.homes)).toEqual({ shown: "inline", hidden: "summary", elsewhere: "summary" });
  });

  test("without a token and without a runner everything is annotated", async () => {
    const { homes } = await runOn(github, { findings: all, wishes: { github: null, context: null } });
    expect(prints(homes, "annotation")).toEqual(["elsewhere", "hidden", "shown"]);
    expect(requests()).toEqual([]);
  });

  test("a fault of ours costs the comment, and no finding", async () => {
    const renderComment = (): never => {
      throw new Error("oops\n::error::x");
    };
    const { homes, lines } = await runOn(github, { findings: all, wishes: { renderComment } });
    expect(homes.size).toBe(3);
    expect(lines.at(-1)).toEqual({
      level: "warning",
      text: expect.stringMatching(/fault of Stackplumb: oops ::error/),
    });
  });
});
