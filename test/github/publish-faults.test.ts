/**
 * Whatever goes wrong, and whoever runs at the same time: nothing is lost, nothing is doubled.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readMarked } from "../../src/github/comment-marker.ts";
import { readFindingMarker } from "../../src/github/finding-marker.ts";
import type { Published } from "../../src/github/publish.ts";
import { findingOf, locationAt } from "./findings.ts";
import { type Fault, LoopbackGitHub } from "./loopback/loopback-github.ts";
import { path, prepare, prints, runOn } from "./publishing.ts";

const places = fc.record({
  print: fc.integer({ min: 0, max: 12 }).map((n) => `f${n}`),
  line: fc.integer({ min: 1, max: 20 }),
  file: fc.constantFrom(path, path, "infra/other.yaml"),
});
const findings = fc
  .uniqueArray(places, { selector: ({ print }) => print, maxLength: 8 })
  .map((list) =>
    list.map(({ print, line, file }) => findingOf({ fingerprint: print, location: locationAt(file, line) })),
  );
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ status: fc.constantFrom(500, 502, 503), afterwards: fc.boolean() }),
  fc.record({ broken: fc.constant(true), afterwards: fc.boolean() }),
  fc.constant({ cut: true }),
  fc.constant({ status: 403, headers: { "retry-after": "1" }, message: "secondary rate limit" }),
  fc.constant({ status: 403, message: "Resource not accessible by integration" }),
  fc.constant({ status: 422, message: "Validation failed" }),
  fc.constant({ status: 404, message: "Not Found" }),
);
const operation = fc.constantFrom(
  ...["graphql", "graphql mutation", "GET files", "POST reviews", "POST comments", "PATCH comment"],
);
const faults = fc.array(fc.tuple(operation, fault), { maxLength: 5 });

/** Fingerprints of open comments on lines, with repetitions. */
function openThreads(github: LoopbackGitHub): readonly string[] {
  return github.threads
    .flatMap(({ comments: [first] }) => {
      const marker = readFindingMarker(first?.body ?? "");
      return marker === undefined || marker.isSettled ? [] : [marker.fingerprint];
    })
    .sort();
}

function check(github: LoopbackGitHub, told: readonly string[], { homes, lines }: Published): void {
  expect([...homes.keys()].sort()).toEqual([...told].sort());
  expect(openThreads(github)).toEqual(expect.arrayContaining([...prints(homes, "inline")]));
  const here = prints(homes, "comment");
  const texts = github.comments.map(({ body }) => readMarked(body)?.text.split(" ") ?? []);
  if (here.length > 0) expect(texts.some((words) => here.every((print) => words.includes(print)))).toBe(true);
  for (const { text } of lines) expect(text).not.toMatch(/fault of Stackplumb/);
}

describe("whatever GitHub answers", () => {
  test("each finding stands where its home is, and a run without trouble puts everything right", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(findings, faults), { minLength: 1, maxLength: 3 }), async (runs) => {
        const github = await LoopbackGitHub.start();
        try {
          prepare(github);
          for (const [index, [given, wrong]] of runs.entries()) {
            for (const [name, what] of wrong) github.fail(name, what);
            const published = await runOn(github, { findings: given, run: 10 + index });
            check(
              github,
              given.map(({ fingerprint }) => fingerprint),
              published,
            );
            github.heal();
          }
          const [last] = runs.at(-1) ?? [[]];
          await runOn(github, { findings: last, run: 50 });
          const final = await runOn(github, { findings: last, run: 51 });
          expect(openThreads(github)).toEqual(prints(final.homes, "inline"));
          expect(github.comments.length).toBeLessThanOrEqual(1);
          expect(github.violations).toEqual([]);
        } finally {
          await github.stop();
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test("runs at the same time end with one comment, and one on each line", async () => {
    await fc.assert(
      fc.asyncProperty(findings, findings, faults, async (first, second, wrong) => {
        const github = await LoopbackGitHub.start();
        try {
          prepare(github);
          for (const [name, what] of wrong) github.fail(name, what);
          await Promise.all([
            runOn(github, { findings: first, run: 10 }),
            runOn(github, { findings: second, run: 11 }),
          ]);
          github.heal();
          const final = await runOn(github, { findings: second, run: 12 });
          expect(openThreads(github)).toEqual(prints(final.homes, "inline"));
          expect(github.comments.length).toBeLessThanOrEqual(1);
        } finally {
          await github.stop();
        }
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
