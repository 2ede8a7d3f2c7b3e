import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Diff, LineRange } from "../../src/github/diff-hunks.ts";
import { type Allowed, findHomes, levelOf, linesOf, type StandingFinding } from "../../src/github/find-homes.ts";
import type { Finding } from "../../src/lint/report.ts";
import { findingOf, locationAt } from "./findings.ts";

const diff: Diff = {
  hunks: new Map([["infra/app.yaml", [{ first: 1, last: 20 }]]]),
};

const all: Allowed = {
  isPullRequest: true,
  diff,
  inline: 30,
  annotations: { error: 9, warning: 9, notice: 9 },
  comment: true,
  summary: true,
  present: new Set(),
};

function at(
  print: string,
  first: number,
  rest: { path?: string; last?: number; edit?: LineRange; isVerified?: boolean; finding?: Partial<Finding> } = {},
): StandingFinding {
  const { path = "infra/app.yaml", last = first, edit = null, isVerified = true } = rest;
  return {
    finding: findingOf({ fingerprint: print, location: locationAt(path, first, last), ...rest.finding }),
    at: { path, lines: { first, last }, edit, isVerified },
  };
}

function homesOf(findings: readonly StandingFinding[], allowed: Partial<Allowed> = {}): Record<string, string> {
  return Object.fromEntries(findHomes(findings, { ...all, ...allowed }).homes);
}

describe("a finding's home", () => {
  test("is a line of the diff where it stands on one, and the judged file is the commit's", () => {
    expect(homesOf([at("a", 2), at("b", 2, { isVerified: false }), at("c", 21)])).toEqual({
      a: "inline",
      b: "annotation",
      c: "annotation",
    });
  });

  test("is the comment where its file is not in the diff, or no line can be named", () => {
    const nowhere = { finding: findingOf({ fingerprint: "b" }), at: null };
    expect(homesOf([at("a", 2, { path: "other.yaml" }), nowhere])).toEqual({ a: "comment", b: "comment" });
  });

  test("is an annotation wherever it stands when there is no pull request", () => {
    const elsewhere = at("a", 2, { path: "other.yaml" });
    expect(homesOf([elsewhere], { isPullRequest: false, diff: null, inline: 0, comment: false })).toEqual({
      a: "annotation",
    });
  });

  test("is the comment while the diff is not known, and an annotation when no comment may be written either", () => {
    expect(homesOf([at("a", 2)], { diff: null })).toEqual({ a: "comment" });
    expect(homesOf([at("a", 2)], { diff: null, comment: false })).toEqual({ a: "annotation" });
  });

  test("is the report when nothing else may be written", () => {
    const nothing = { inline: 0, annotations: { error: 0, warning: 0, notice: 0 }, comment: false };
    expect(homesOf([at("a", 2)], nothing)).toEqual({ a: "summary" });
    expect(homesOf([at("a", 2)], { ...nothing, summary: false })).toEqual({ a: "report" });
  });

  test("is the line where an earlier run put it, wherever that line is by now", () => {
    const { homes, inline } = findHomes([at("a", 400)], { ...all, present: new Set(["a"]) });
    expect(homes.get("a")).toBe("inline");
    expect(inline).toEqual([]);
  });

  test("on lines is for the gravest, next to those that are there", () => {
    const warning = (print: string): StandingFinding => at(print, 2, { finding: { severity: "warning" } });
    const findings = [warning("a"), warning("b"), at("c", 3), at("d", 4)];
    expect(homesOf(findings, { inline: 2, present: new Set(["b"]) })).toEqual({
      c: "inline",
      d: "inline",
      a: "annotation",
      b: "inline",
    });
  });

  test("among annotations is for as many of a level as GitHub takes", () => {
    const findings = Array.from({ length: 5 }, (_, i) => at(`f${i}`, 100 + i));
    const homes = homesOf(findings, { annotations: { error: 2, warning: 9, notice: 9 } });
    expect(Object.values(homes)).toEqual(["annotation", "annotation", "comment", "comment", "comment"]);
  });
});

describe("the lines of a comment", () => {
  const placeOf = (finding: StandingFinding): unknown => {
    const [place] = findHomes([finding], all).inline;
    return place && { lines: place.lines, isOfEdit: place.isOfEdit };
  };

  test("are all lines of the finding where one hunk has them", () => {
    expect(placeOf(at("a", 2, { last: 5 }))).toEqual({ lines: { first: 2, last: 5 }, isOfEdit: false });
  });

  test("are the first where the hunk ends before the finding does", () => {
    expect(placeOf(at("a", 18, { last: 25 }))).toEqual({ lines: { first: 18, last: 18 }, isOfEdit: false });
  });

  test("are those of the edit where the diff has them", () => {
    const edit = { first: 7, last: 8 };
    expect(placeOf(at("a", 2, { edit }))).toEqual({ lines: edit, isOfEdit: true });
    expect(placeOf(at("a", 2, { edit: { first: 30, last: 30 } }))).toEqual({
      lines: { first: 2, last: 2 },
      isOfEdit: false,
    });
  });

  test("end before a line of which the finding has no character", () => {
    expect(linesOf({ file: "a", startLine: 2, startColumn: 1, endLine: 5, endColumn: 1 })).toEqual({
      first: 2,
      last: 4,
    });
    expect(linesOf(locationAt("a", 2, 5))).toEqual({ first: 2, last: 5 });
    expect(linesOf({ file: "a", startLine: 2, startColumn: 1, endLine: 2, endColumn: 1 })).toEqual({
      first: 2,
      last: 2,
    });
  });
});

describe("for any findings, any diff and any permissions", () => {
  const paths = fc.constantFrom("a.yaml", "b.yaml", "__proto__");
  const range = fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 5 }))
    .map(([first, more]) => ({ first, last: first + more }));
  const standing: fc.Arbitrary<StandingFinding> = fc
    .record({
      print: fc.integer({ min: 0, max: 60 }).map(String),
      severity: fc.constantFrom("error" as const, "warning" as const, "info" as const),
      path: paths,
      lines: range,
      edit: fc.option(range),
      isVerified: fc.boolean(),
      isPlaced: fc.boolean(),
    })
    .map(({ print, severity, path, lines, edit, isVerified, isPlaced }) => ({
      finding: findingOf({ fingerprint: print, severity, location: locationAt(path, lines.first, lines.last) }),
      at: isPlaced ? { path, lines, edit, isVerified } : null,
    }));
  const findings = fc.uniqueArray(standing, { selector: ({ finding }) => finding.fingerprint, maxLength: 60 });
  const anyDiff: fc.Arbitrary<Diff | null> = fc.option(
    fc.array(fc.tuple(paths, fc.array(range, { maxLength: 3 }))).map((entries) => ({ hunks: new Map(entries) })),
  );
  const few = fc.integer({ min: 0, max: 9 });
  const allowed: fc.Arbitrary<Allowed> = fc.record({
    isPullRequest: fc.boolean(),
    diff: anyDiff,
    inline: fc.integer({ min: 0, max: 30 }),
    annotations: fc.record({ error: few, warning: few, notice: few }),
    comment: fc.boolean(),
    summary: fc.boolean(),
    present: fc.array(fc.integer({ min: 0, max: 80 }).map(String)).map((prints) => new Set(prints)),
  });

  test("each finding has exactly one home, and the counts add up", () => {
    fc.assert(
      fc.property(findings, allowed, (given, may) => {
        const { homes, inline } = findHomes(given, may);
        expect([...homes.keys()].sort()).toEqual(given.map(({ finding }) => finding.fingerprint).sort());
        const count = (home: string): number => [...homes.values()].filter((each) => each === home).length;
        const total = ["inline", "annotation", "comment", "summary", "report"].reduce(
          (sum, home) => sum + count(home),
          0,
        );
        expect(total).toBe(given.length);
        const present = given.filter(({ finding }) => may.present.has(finding.fingerprint));
        expect(inline.length + present.length).toBe(count("inline"));
      }),
    );
  });

  test("no home has more than it may have, or what it may not have", () => {
    fc.assert(
      fc.property(findings, allowed, (given, may) => {
        const { homes, inline } = findHomes(given, may);
        expect(inline.length).toBeLessThanOrEqual(may.inline);
        for (const { path, lines, finding } of inline) {
          expect(may.diff?.hunks.get(path)?.some((hunk) => hunk.first <= lines.first && lines.last <= hunk.last)).toBe(
            true,
          );
          expect(given.find((each) => each.finding === finding)?.at?.isVerified).toBe(true);
          expect(may.present.has(finding.fingerprint)).toBe(false);
        }
        const annotated = given.filter(({ finding }) => homes.get(finding.fingerprint) === "annotation");
        for (const level of ["error", "warning", "notice"] as const) {
          const ofLevel = annotated.filter(({ finding }) => levelOf(finding) === level);
          expect(ofLevel.length).toBeLessThanOrEqual(may.annotations[level]);
        }
        if (!may.comment) expect([...homes.values()]).not.toContain("comment");
        if (!may.summary) expect([...homes.values()]).not.toContain("summary");
      }),
    );
  });

  test("the order of the findings changes nothing", () => {
    fc.assert(
      fc.property(findings, allowed, (given, may) => {
        const forth = findHomes(given, may);
        const back = findHomes([...given].reverse(), may);
        expect(new Map([...back.homes].sort())).toEqual(new Map([...forth.homes].sort()));
        expect(back.inline).toEqual(forth.inline);
      }),
    );
  });
});
