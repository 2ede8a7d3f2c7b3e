/**
 * One run that publishes a report to the tests' GitHub.
 */
import { blobId } from "../../src/github/commit-files.ts";
import { connect } from "../../src/github/connect.ts";
import { type Published, type PublishWishes, publish } from "../../src/github/publish.ts";
import { RequestPolicy } from "../../src/github/request-policy.ts";
import type { RunContext } from "../../src/github/run-context.ts";
import type { Finding, Report } from "../../src/lint/report.ts";
import type { LoopbackGitHub } from "./loopback/loopback-github.ts";

export interface Run {
  readonly findings?: readonly Finding[];
  readonly report?: Partial<Report>;
  /** Text by path, of the checkout. */
  readonly files?: Readonly<Record<string, string>>;
  readonly wishes?: Partial<PublishWishes>;
  readonly run?: number;
  readonly head?: string;
  readonly token?: string;
  readonly isFork?: boolean;
  readonly event?: "push";
}

/** Twenty lines, the first ten of which a diff shows. */
export const template = Array.from({ length: 20 }, (_, i) => `  Key${i + 1}: value${i + 1}\n`).join("");
export const shownPatch = `@@ -1,9 +1,10 @@\n${template
  .split("\n")
  .slice(0, 10)
  .map((line, i) => (i === 4 ? "+" : " ") + line)
  .join("\n")}`;

export const path = "infra/app.yaml";

/** The commit has the file, and the pull request changes it. */
export function prepare(github: LoopbackGitHub): void {
  github.files.set(path, blobId(Buffer.from(template), "sha1"));
  github.diff.set(path, { status: "modified", patch: shownPatch });
}

export function reportOf(findings: readonly Finding[], rest: Partial<Report> = {}): Report {
  return {
    version: 1,
    tool: { name: "stackplumb", version: "0.0.0" },
    summary: {
      ...{ errors: findings.length, warnings: 0, infos: 0, unknown: 0, suppressed: 0, baselined: 0 },
      ...{ resources: 1, stacks: 1, judged: 1, consequences: 0 },
    },
    stacks: [{ name: "shop", file: path, sha256: "0", resources: 1, judged: 1 }],
    notModelled: [],
    asOf: "2026-11-23",
    findings,
    unknowns: [],
    architectures: [],
    exceptions: [],
    change: null,
    diagnostics: [],
    ...rest,
  } as Report;
}

/** @returns what came of it, and every line that was waited for */
export async function runOn(github: LoopbackGitHub, given: Run = {}): Promise<Published> {
  const { findings = [], files = { [path]: template }, head = github.head, run = 10 } = given;
  const policy = new RequestPolicy({ now: () => 0, sleep: async () => {} });
  const context: RunContext = {
    ...{ event: given.event ?? "pull_request", owner: "acme", repo: "shop", serverUrl: "https://github.com" },
    ...{ apiUrl: github.url, graphqlUrl: `${github.url}/graphql`, commit: head, run, attempt: 1 },
    ...{ step: "CI/lint", actor: "octocat" },
    pullRequest: given.event === "push" ? null : { number: 7, head, isFork: given.isFork ?? false },
  } as RunContext;
  return publish(reportOf(findings, given.report), {
    github: connect({ token: given.token ?? "ghs_workflow", ...context }, policy),
    context,
    checkout: {
      repositoryPath: (file) => file,
      readBytes: (file) => (Object.hasOwn(files, file) ? Buffer.from(files[file] ?? "") : null),
    },
    ...{
      key: "ci",
      label: null,
      comment: "on-findings",
      review: true,
      annotate: true,
      onlyNew: true,
      unknownFails: false,
    },
    renderComment: ({ homes }) => `here: ${prints(homes, "comment").join(" ")}`,
    pause: (milliseconds) => policy.pause(milliseconds),
    ...given.wishes,
  });
}

export function prints(homes: Published["homes"], home: string): readonly string[] {
  return [...homes].flatMap(([print, at]) => (at === home ? [print] : [])).sort();
}
