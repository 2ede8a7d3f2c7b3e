/**
 * Whole documents of whole reports of which every text is hostile, as a parser of GitHub's dialect reads them.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Report } from "../../src/lint/report.ts";
import { renderInlineComment, renderSettledComment } from "../../src/report/render-inline-comment.ts";
import { renderMarkdown, renderSummaryPage } from "../../src/report/render-markdown.ts";
import { itemsOf } from "../../src/report/render-markdown-findings.ts";
import type { FindingHome } from "../../src/report/render-markdown-homes.ts";
import { active, hostileText, hostileWord } from "./hostile-text.ts";
import { randomReportOf } from "./random-report.ts";
import { readMarkdown } from "./read-markdown.ts";

const forge = "https://forge.test/acme/shop";
const options = {
  budget: 60_000,
  place: ({ file }: { readonly file: string }) => ({ path: file, address: `${forge}/x` }),
  label: "key",
  elsewhere: `the [job summary](${forge}/summary)`,
  unknownFails: true,
};

const homes = fc.constantFrom<FindingHome>("inline", "annotation", "comment", "summary", "report");

/** As many as a report has, and then some; by their order. */
const manyHomes = fc.array(homes, { minLength: 8, maxLength: 8 });

const text = fc.oneof(hostileWord, hostileText);
const randomReport = randomReportOf(text).map(telling);

/** A report of which most is shown: what nobody sees proves nothing. */
function telling(report: Report): Report {
  const findings = report.findings.map((finding, i) => ({
    ...finding,
    fingerprint: `f${i}`,
    status: i < 3 ? ("active" as const) : finding.status,
    verdict: i < 3 ? ("fail" as const) : finding.verdict,
    causedBy: i === 1 ? "f0" : finding.causedBy,
  }));
  return { ...report, findings, architectures: report.architectures.map((one) => ({ ...one, enforced: true })) };
}

const kindsOfOurs = new Set([
  "root",
  "heading",
  "paragraph",
  "strong",
  "list",
  "listItem",
  "link",
  "html",
  "code:mermaid",
  "code:suggestion",
]);

const tagsOfOurs = /<(?:details(?: open)?|summary|b|br|sub|code|\/(?:details|summary|b|sub|code))>/g;

function expectHarmless(markdown: string): void {
  const seen = readMarkdown(markdown);
  expect(seen.kinds.filter((kind) => !kindsOfOurs.has(kind))).toEqual([]);
  expect(seen.links.filter((address) => !address.startsWith(`${forge}/`))).toEqual([]);
  expect(seen.plainText).not.toMatch(active);
  const html = seen.html.join("\n");
  // What stands in code of ours is shown as it is; all else in HTML is ours.
  expect(html.replace(/<code>[^<]*<\/code>/g, "").replace(tagsOfOurs, "")).not.toMatch(active);
  expect(html.replace(tagsOfOurs, "")).not.toContain("<");
  for (const tag of ["details", "summary", "b", "sub", "code"]) {
    expect(html.split(`</${tag}>`)).toHaveLength(html.split(new RegExp(`<${tag}(?: open)?>`)).length);
  }
}

describe("of a report in which every text is hostile", () => {
  test("the comment does nothing but show it", () => {
    fc.assert(
      fc.property(randomReport, manyHomes, text, (report, list, noBase) => {
        const byPrint = new Map(report.findings.map(({ fingerprint }, i) => [fingerprint, list[i % 8] ?? "comment"]));
        expectHarmless(renderMarkdown(report, { ...options, homes: byPrint, noBase, label: noBase }));
      }),
      { numRuns: 300 },
    );
  });

  test("the page does nothing but show it", () => {
    fc.assert(
      fc.property(randomReport, (report) => expectHarmless(renderSummaryPage(report, { ...options, budget: 1e6 }))),
      { numRuns: 300 },
    );
  });

  test("the comments on lines do nothing but show it", () => {
    fc.assert(
      fc.property(randomReport, (report) => {
        const names = new Set(report.findings.map(({ subject }) => subject.logicalId));
        for (const item of itemsOf(report.findings)) {
          expectHarmless(renderInlineComment(item, { place: options.place, names, suggestion: null }));
        }
        for (const finding of report.findings) {
          expectHarmless(renderSettledComment(finding.ruleId, { how: "fixed" }));
          expectHarmless(renderSettledComment(finding.ruleId, { how: "excused", finding }));
        }
      }),
      { numRuns: 200 },
    );
  });
});
