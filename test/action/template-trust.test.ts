/**
 * Exceptions that stand in templates, where the base's count: a pull request from a fork, judged in this process.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { judgeWorkspace } from "../../src/action/judge-workspace.ts";
import { readInputs } from "../../src/action/read-inputs.ts";
import { openWorkspace } from "../../src/action/workspace.ts";
import { runContext } from "../../src/github/run-context.ts";
import type { Report } from "../../src/lint/report.ts";
import { type Files, PullRequestRepository } from "./pull-request-repository.ts";

jest.setTimeout(60_000);

const made: (() => void)[] = [];

afterEach(() => {
  for (const remove of made.splice(0)) remove();
});

const architecture = `kind: Architecture
name: shop
title: A shop
version: 1.0
components:
  meta: {title: what is sold, role: nosql}
  log: {title: what happened, role: nosql, where: {tag: {part: log}}}
qualities:
  - {on: meta, require: FLT003}
`;

/** @param own of the template's metadata. @param tables what the metadata of each has of ours; empty for nothing */
function template(own: string, tables: Readonly<Record<string, string>>): string {
  const metadata = (ours: string): string => (ours === "" ? "" : `Metadata: {Stackplumb: ${ours}}\n`);
  const written = Object.entries(tables).map(
    ([name, ours]) => `  ${name}:\n    Type: AWS::DynamoDB::Table\n${ours === "" ? "" : `    ${metadata(ours)}`}`,
  );
  return `${metadata(own)}Resources:\n${written.join("")}`;
}

const always = { "stackplumb.yaml": "architectures: ./shop.arch.yaml\n", "shop.arch.yaml": architecture };

async function judged(base: string, head: Files, isFork = true): Promise<Report> {
  const repository = new PullRequestRepository({ ...always, "a.yaml": base }, head);
  const folder = mkdtempSync(join(tmpdir(), "trust-"));
  made.push(
    () => repository.remove(),
    () => rmSync(folder, { recursive: true, force: true }),
  );
  repository.checkOut(folder, "history");
  const payload = repository.payload({ isFork });
  const environment = {
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_EVENT_NAME: "pull_request",
    GITHUB_SHA: repository.merge,
  };
  const context = runContext(environment, payload);
  const { inputs } = readInputs(() => "");
  const { report, noBase } = await judgeWorkspace(inputs, openWorkspace(folder, ""), {
    ...{ context, payload, github: null, today: "2026-11-22" },
  });
  expect(noBase).toBeNull();
  return report;
}

const refusals = ({ diagnostics }: Report): readonly string[] =>
  diagnostics.filter(({ message }) => message.includes("only the base's exceptions")).map(({ message }) => message);
const inForce = ({ exceptions }: Report): readonly string[] =>
  exceptions.map(({ kind, subject }) => `${kind} ${subject}`);
const statusOf = ({ architectures }: Report, asked: string): string | undefined =>
  architectures.flatMap(({ requirements }) => requirements).find(({ address }) => address === asked)?.status;

const relax = (until = "2027-01-31"): string =>
  `{relax: [{requirement: component.log, to: "off", reason: later, owner: web, until: ${until}}]}`;

describe("a relaxation in a template of a fork", () => {
  test("does not count where the base has none, and is told", async () => {
    const report = await judged(template("", { Orders: "" }), { "a.yaml": template(relax(), { Orders: "" }) });
    expect(statusOf(report, "component.log")).toBe("missing");
    expect(refusals(report)).toEqual([expect.stringMatching(/^component\.log is relaxed here, which does not count/)]);
    expect(inForce(report)).toEqual([]);
  });

  test("counts where the base has the same, also in a template that is renamed", async () => {
    const base = template(relax(), { Orders: "", Users: "" });
    const same = await judged(base, { "a.yaml": `${base}# a note\n` });
    const moved = await judged(base, { "a.yaml": null, "b.yaml": base });
    for (const report of [same, moved]) {
      expect(statusOf(report, "component.log")).not.toBe("missing");
      expect(refusals(report)).toEqual([]);
      expect(inForce(report)).toEqual(["relax component.log"]);
    }
  });

  test("lasts no longer than the base's", async () => {
    const base = template(relax("2026-12-31"), { Orders: "" });
    const longer = await judged(base, { "a.yaml": template(relax("2027-12-31"), { Orders: "" }) });
    expect(refusals(longer)).toHaveLength(1);
    const shorter = await judged(base, { "a.yaml": template(relax("2026-12-01"), { Orders: "" }) });
    expect(refusals(shorter)).toEqual([]);
    expect(inForce(shorter)).toEqual(["relax component.log"]);
  });
});

describe("a pin in a template of a fork", () => {
  test("does not count where the base has none, and is told", async () => {
    const report = await judged(template("", { Orders: "" }), {
      "a.yaml": template("", { Orders: "{component: log}" }),
    });
    expect(statusOf(report, "component.log")).toBe("missing");
    expect(refusals(report)).toEqual([expect.stringMatching(/^Orders is said to be log here, which does not count/)]);
    expect(inForce(report)).toEqual([]);
  });

  test("counts where the base has the same", async () => {
    const base = template("", { Orders: "", Events: "{component: log}" });
    const report = await judged(base, { "a.yaml": `${base}# a note\n` });
    expect(statusOf(report, "component.log")).toBe("present");
    expect(inForce(report)).toEqual(["pin log"]);
  });
});

describe("a template of the repository's own pull request", () => {
  test("says itself what counts, and that it is added is told", async () => {
    const report = await judged(template("", { Orders: "" }), { "a.yaml": template(relax(), { Orders: "" }) }, false);
    expect(statusOf(report, "component.log")).not.toBe("missing");
    expect(refusals(report)).toEqual([]);
    expect(report.change?.exceptions.map(({ subject }) => subject)).toEqual(["component.log"]);
  });
});
