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
import { renderSuggestion } from "../../src/report/render-suggestion.ts";
import { active, hostileText, hostileWord } from "./hostile-text.ts";
import { randomReportOf } from "./random-report.ts";
import { readMarkdown } from "./read-markdown.ts";
import { at, finding, report } from "./sample-report.ts";

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
const oneLine = text.map((lines) => lines.replace(/[\r\n]/g, ""));
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
  "table",
  "tableRow",
  "tableCell",
  "code:mermaid",
  "code:suggestion",
]);

/** Every line that a flowchart of ours may have; what is of a template stands between quotation marks, without any. */
const label = String.raw`"(?:<b>|<\/b>|<br\/>|#\d+;|[^"<>#;\[\]{}|\x60&%])*"`;
const flowchart = new RegExp(
  `^(?:${[
    "flowchart (?:LR|TB)",
    String.raw` +subgraph a\d+\[${label}\]`,
    " +direction LR",
    String.raw` +a\d+n\d+(?:\[${label}\]|\(\[${label}\]\)|\(\(${label}\)\))(?::::[a-z]+)?`,
    String.raw` +a\d+n\d+ (?:-->|--x|-\.->)\|${label}\| a\d+n\d+`,
    " +end",
    String.raw` +(?:style a\d+|classDef [a-z]+|linkStyle [\d,]+) [\w:#,. -]+`,
  ].join("|")})$`,
  "u",
);

const tagsOfOurs = /<(?:details(?: open)?|summary|b|br|sub|code|\/(?:details|summary|b|sub|code))>/g;

function expectHarmless(markdown: string): void {
  const seen = readMarkdown(markdown);
  expect(seen.kinds.filter((kind) => !kindsOfOurs.has(kind))).toEqual([]);
  expect(seen.links.filter((address) => !address.startsWith(`${forge}/`))).toEqual([]);
  expect(seen.plainText).not.toMatch(active);
  for (const { language, text } of seen.fences) {
    if (language !== "mermaid") continue;
    expect(text.split("\n").filter((line) => !flowchart.test(line))).toEqual([]);
  }
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
      fc.property(
        randomReport,
        manyHomes,
        text,
        fc.integer({ min: 6000, max: 60_000 }),
        (report, list, noBase, budget) => {
          const byPrint = new Map(report.findings.map(({ fingerprint }, i) => [fingerprint, list[i % 8] ?? "comment"]));
          const comment = renderMarkdown(report, { ...options, budget, homes: byPrint, noBase, label: noBase });
          expectHarmless(comment);
          expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(budget);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("the page does nothing but show it", () => {
    fc.assert(
      fc.property(randomReport, (report) => expectHarmless(renderSummaryPage(report, { ...options, budget: 1e6 }))),
      { numRuns: 100 },
    );
  });

  test("the comments on lines do nothing but show it", () => {
    fc.assert(
      fc.property(randomReport, (report) => {
        const names = new Set(report.findings.map(({ subject }) => subject.logicalId));
        for (const item of itemsOf(report.findings)) {
          expectHarmless(renderInlineComment(item, { place: options.place, names, at: null, suggestion: null }));
        }
        for (const finding of report.findings) {
          expectHarmless(renderSettledComment(finding.ruleId, { how: "fixed" }));
          expectHarmless(renderSettledComment(finding.ruleId, { how: "excused", finding }));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a suggestion is the edit and nothing else, whatever the line holds", () => {
    const safe = report([finding()]);
    const [item] = itemsOf(safe.findings);
    fc.assert(
      fc.property(oneLine, oneLine, text, (key, value, replacement) => {
        const line = `    ${key}: ${value}`;
        const edit = {
          location: { ...at(2, line.length - value.length + 1, line.length + 1) },
          text: replacement,
        };
        const suggestion = renderSuggestion(edit, `Resources:\n${line}\n`);
        if (suggestion === null || item === undefined) return;
        const comment = renderInlineComment(item, {
          place: options.place,
          names: new Set(),
          at: edit.location,
          suggestion,
        });
        expectHarmless(comment);
        expect(readMarkdown(comment).fences).toEqual([{ language: "suggestion", text: `    ${key}: ${replacement}` }]);
      }),
      { numRuns: 1000 },
    );
  });
});
