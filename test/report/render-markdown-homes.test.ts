import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Finding, Report } from "../../src/lint/report.ts";
import { summaryOf } from "../../src/lint/summary.ts";
import { type MarkdownOptions, renderMarkdown, renderSummaryPage } from "../../src/report/render-markdown.ts";
import type { FindingHome } from "../../src/report/render-markdown-homes.ts";
import { at, change, finding, report } from "./sample-report.ts";

const options: MarkdownOptions = {
  budget: 60_000,
  place: ({ file }) => ({ path: file, address: null }),
  label: null,
  elsewhere: "the job summary",
  unknownFails: false,
};

interface Told {
  readonly severity: Finding["severity"];
  readonly isNew: boolean;
  readonly home: FindingHome | undefined;
}

const told: fc.Arbitrary<Told> = fc.record({
  severity: fc.constantFrom("error", "warning", "info"),
  isNew: fc.boolean(),
  home: fc.constantFrom("inline", "annotation", "comment", "summary", "report", undefined),
});

/** Each with a word of its own, by which it is found again. */
function findingsOf(list: readonly Told[], isCompared: boolean): readonly Finding[] {
  return list.map(({ severity, isNew }, i) =>
    finding({
      severity,
      fingerprint: `f${i}`,
      message: `See Message${i}x of it`,
      fix: `Fix ${i % 7}`,
      location: at(i + 1, 1, 2, `file${i % 5}.yaml`),
      subject: { ...finding().subject, logicalId: `Id${i}`, stack: "shop" },
      related: [{ message: "and so on", location: at(i + 1, 3) }],
      change: isCompared ? (isNew ? "new" : "existing") : null,
    }),
  );
}

function reportOf(findings: readonly Finding[], isCompared: boolean, fixed: number): Report {
  const whole = report(findings, {
    change: isCompared
      ? change({ fixed: Array.from({ length: fixed }, (_, i) => finding({ fingerprint: `x${i}`, message: "Gone" })) })
      : null,
  });
  return { ...whole, summary: { ...whole.summary, ...summaryOf(findings, whole.stacks) } };
}

function homesOf(list: readonly Told[]): ReadonlyMap<string, FindingHome> {
  return new Map(list.flatMap(({ home }, i) => (home === undefined ? [] : [[`f${i}`, home] as const])));
}

/** What a pattern's first group says, added up. */
function sum(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].reduce((total, [, number]) => total + Number(number), 0);
}

function messages(text: string): number {
  return new Set([...text.matchAll(/Message(\d+)x/g)].map(([, index]) => index)).size;
}

const counts = /(\d+) (?:new )?(?:error|warning|info)s?\b/g;
const places = /(\d+) (?:is|are) (?:on|an|below|in)/g;

describe("the numbers of a comment", () => {
  test("add up, whatever there is, wherever it is told, and however little room there is", () => {
    const budget = fc.oneof(fc.integer({ min: 4000, max: 60_000 }), fc.integer({ min: 4000, max: 9000 }));
    fc.assert(
      fc.property(
        fc.array(told, { maxLength: 150, size: "max" }),
        fc.boolean(),
        fc.boolean(),
        fc.nat({ max: 30 }),
        budget,
        (list, isCompared, onlyNew, fixed, room) => {
          const whole = reportOf(findingsOf(list, isCompared), isCompared, fixed);
          const homes = homesOf(list);
          const text = renderMarkdown(whole, { ...options, budget: room, homes, onlyNew });
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(room);

          const deciding = isCompared && onlyNew ? list.filter(({ isNew }) => isNew) : list;
          const [headline = "", , first = ""] = text.split("\n");
          expect(sum(headline, counts)).toBe(deciding.length);
          if (isCompared) {
            const known = sum(first, /(\d+) (?:new|existing)\b/g);
            expect(known).toBe(list.length);
            expect(sum(first, /(\d+) fixed\b/g)).toBe(fixed);
          }

          const here = deciding.filter(({ home = "comment" }) => home === "comment").length;
          const shown = messages(text.replace(/<summary>\d+ findings? w.*?<\/details>/s, ""));
          const left = sum(text, /\*\*(\d+) \w+ did not fit here/g);
          expect(shown + left).toBe(here);

          const where = /^(?:Of the|The) (\d+) (?:new )?findings?,? .*$/m.exec(text);
          if (here === deciding.length) expect(where).toBeNull();
          else if (deciding.length > 1) {
            expect(Number(where?.[1])).toBe(deciding.length);
            const each = sum(where?.[0] ?? "", places);
            expect(where?.[0].startsWith("The") ? deciding.length : each).toBe(deciding.length);
            expect(sum(where?.[0] ?? "", /(\d+) (?:is|are) below/g)).toBe(shown);
          }

          const existing = list.length - deciding.length;
          const part = /(\d+) findings? w(?:as|ere) there before/.exec(text);
          expect(Number(part?.[1] ?? 0)).toBe(existing);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("of what was there before: the lines and the rest are as many as are said", () => {
    const list = Array.from({ length: 130 }, () => ({ severity: "info" as const, isNew: false, home: undefined }));
    const text = renderMarkdown(reportOf(findingsOf(list, true), true, 0), options);
    expect(text).toContain("<summary>130 findings were there before</summary>");
    expect(text.match(/^- \S+ `file\d\.yaml:\d+` `MET002` notification without permission: `Id\d+`$/gm)).toHaveLength(
      100,
    );
    expect(text).toContain("- and 30 more in the job summary");
  });

  test("of a page count everything, wherever else it is told", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 100, size: "max" }), fc.boolean(), (list, isCompared) => {
        const whole = reportOf(findingsOf(list, isCompared), isCompared, 0);
        expect(messages(renderSummaryPage(whole, { ...options, budget: 1e6 }))).toBe(list.length);
        const short = renderSummaryPage(whole, { ...options, budget: 6000 });
        expect(messages(short) + sum(short, /\*\*(\d+) \w+ did not fit here/g)).toBe(list.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("where findings are told", () => {
  const severities = ["error", "warning", "info"] as const;
  const three = severities.map((severity) => ({ severity, isNew: true, home: undefined }));
  const whole = reportOf(findingsOf(three, true), true, 0);
  const tell = (...homes: readonly FindingHome[]): string =>
    renderMarkdown(whole, { ...options, homes: new Map(homes.map((home, i) => [`f${i}`, home])) });

  test("is not said of what is told here", () => {
    expect(tell("comment", "comment", "comment")).not.toContain("below");
  });

  test("is said in one sentence", () => {
    expect(tell("inline", "annotation", "comment")).toContain(
      "Of the 3 new findings, 1 is on a line of the diff, 1 is an annotation and 1 is below.",
    );
    expect(tell("inline", "inline", "summary")).toContain(
      "Of the 3 new findings, 2 are on lines of the diff and 1 is in the job summary.",
    );
    expect(tell("inline", "inline", "inline")).toContain("The 3 new findings are on lines of the diff.");
  });

  test("leaves a finding to its home: its message is not told twice", () => {
    expect(messages(tell("inline", "annotation", "comment"))).toBe(1);
    expect(tell("inline", "inline", "inline")).not.toContain("**Fix:**");
    expect(tell("inline", "annotation", "comment").match(/^- \S+ `MET002`.*$/gm)).toEqual([
      "- \u274c `MET002` notification without permission: `file0.yaml:1`",
      "- \u26a0\ufe0f `MET002` notification without permission: `file1.yaml:2`",
    ]);
    const many = Array.from({ length: 9 }, () => ({ severity: "error" as const, isNew: true, home: undefined }));
    const homes = new Map(many.map((_, i) => [`f${i}`, "inline" as const]));
    expect(renderMarkdown(reportOf(findingsOf(many, true), true, 0), { ...options, homes })).toContain(
      "- \u274c `MET002` notification without permission: `file0.yaml:1`, `file1.yaml:2`, `file2.yaml:3` and 6 more",
    );
  });
});
