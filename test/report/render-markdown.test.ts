import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Finding, Location, Report } from "../../src/lint/report.ts";
import { type MarkdownOptions, renderMarkdown } from "../../src/report/render-markdown.ts";
import { itemsOf } from "../../src/report/render-markdown-findings.ts";
import { readMarkdown } from "./read-markdown.ts";
import { at, finding, report } from "./sample-report.ts";

const forge = "https://github.com/acme/shop/blob/1";
const options: MarkdownOptions = {
  budget: 60_000,
  place: ({ file, startLine }) => ({ path: file, address: `${forge}/${file}#L${startLine}` }),
  label: null,
  elsewhere: "the [job summary](https://github.com/acme/shop/pull/7/checks)",
  unknownFails: false,
};

const hop = { message: "Uploads notifies on s3:ObjectCreated:*", location: at(9, 3) };

function many(count: number, changes: (index: number) => Partial<Finding> = () => ({})): readonly Finding[] {
  return Array.from({ length: count }, (_, i) =>
    finding({ fingerprint: `f${i}`, location: at(i + 1, 3), related: [hop, hop], ...changes(i) }),
  );
}

function summed(findings: readonly Finding[], changes: Partial<Report["summary"]> = {}): Report {
  const whole = report(findings);
  return {
    ...whole,
    summary: { ...whole.summary, infos: findings.filter((f) => f.severity === "info").length, ...changes },
  };
}

describe("the Markdown of a report", () => {
  test("says first what was found and how much was judged", () => {
    const lines = renderMarkdown(summed([finding()], { unknown: 3, suppressed: 1 }), options).split("\n");
    expect(lines[0]).toBe("### \u274c Stackplumb: 1 error");
    expect(lines[2]).toBe(
      "Judged 9 of 10 resources in 1 stack. 3 checks could not be decided. 1 finding is suppressed.",
    );
  });

  test("tells a finding with its place, evidence, circumstances and fix", () => {
    const one = finding({ guard: "IsProd=false", assumed: ["parameter Count"], related: [hop], basis: "heuristic" });
    const text = renderMarkdown(report([one]), options);
    expect(text).toContain(
      "- [`shop.yaml:3`](https://github.com/acme/shop/blob/1/shop.yaml#L3) `Uploads` notifies Resize, but nothing lets `s3.amazonaws.com` invoke it (when `IsProd=false`; by the default of parameter `Count`; heuristic, not proven)",
    );
    expect(text).toContain(
      "  1. [`shop.yaml:9`](https://github.com/acme/shop/blob/1/shop.yaml#L9) `Uploads` notifies on `s3:ObjectCreated:*`",
    );
    expect(text).toContain("**Fix:** Add an `AWS::Lambda::Permission`.");
  });

  test("says what findings have in common once", () => {
    const text = renderMarkdown(report(many(5)), options);
    expect(text.match(/\*\*Fix:/g)).toHaveLength(1);
    expect(text.match(/notification without permission/g)).toHaveLength(1);
    expect(text.match(/#### `shop\.yaml`/g)).toHaveLength(1);
  });

  test("puts consequences under what they follow from, over several steps", () => {
    const chain = [
      finding({ fingerprint: "root" }),
      finding({ fingerprint: "next", causedBy: "root", message: "second" }),
      finding({ fingerprint: "last", causedBy: "next", message: "third" }),
    ];
    const text = renderMarkdown(report(chain), options);
    expect(text).toContain("<summary>2 consequences</summary>");
    expect(itemsOf(chain)).toEqual([{ finding: chain[0], consequences: [chain[1], chain[2]] }]);
  });

  test("never loses a finding whose cause is missing or which follows from itself", () => {
    const odd = [
      finding({ fingerprint: "a", causedBy: "nowhere" }),
      finding({ fingerprint: "b", causedBy: "c" }),
      finding({ fingerprint: "c", causedBy: "b" }),
    ];
    expect(itemsOf(odd).map((item) => item.finding)).toEqual(odd);
  });

  test("puts the gravest file first, and a CDK finding on its line of code", () => {
    const findings = [
      finding({
        severity: "warning",
        fingerprint: "w",
        location: at(1, 1, 2, "a.yaml"),
        subject: { ...finding().subject, stack: "a.yaml" },
      }),
      finding({
        subject: { ...finding().subject, stack: "ShopStack" },
        location: at(1, 1, 2, "cdk.out/ShopStack.template.json"),
        codeLocation: at(42, 1, 2, "lib/shop.ts"),
      }),
    ];
    const text = renderMarkdown(report(findings), options);
    expect(text.indexOf("#### `ShopStack`\n")).toBeGreaterThan(0);
    expect(text.indexOf("#### `ShopStack`")).toBeLessThan(text.indexOf("#### `a.yaml`"));
    expect(text).toContain("[`lib/shop.ts:42`]");
  });

  test("links nothing where no address can be trusted", () => {
    const place = ({ file }: Location) => ({ path: file, address: null });
    expect(readMarkdown(renderMarkdown(report(many(3)), { ...options, place })).links).toEqual([]);
  });

  test("is all clear only when nothing is wrong", () => {
    expect(renderMarkdown(report([]), options)).toMatch(/^### \u2705 Stackplumb: all clear\n/);
    const diagnostics = [
      { code: "yaml-syntax", severity: "error", message: "bad indentation", location: at(2, 1) },
    ] as const;
    expect(renderMarkdown(report([], { diagnostics }), options)).toMatch(
      /^### \u274c Stackplumb could not judge everything\n/,
    );
    expect(renderMarkdown(report([], { stacks: [] }), options)).toMatch(
      /^### \u2139\ufe0f Stackplumb found no template/,
    );
    const undecided = summed([], { unknown: 2 });
    expect(renderMarkdown(undecided, { ...options, unknownFails: true })).toMatch(
      /^### \u274c Stackplumb: 2 unknown\n/,
    );
    expect(renderMarkdown(undecided, options)).toMatch(/all clear/);
  });

  test("tells several comments apart by their label", () => {
    expect(renderMarkdown(report([]), { ...options, label: "prod" })).toMatch(
      /^### \u2705 Stackplumb `prod`: all clear/,
    );
  });

  test("groups what cannot be decided, what is not modelled and notes, folded", () => {
    const whole = report([finding()], {
      unknowns: [
        {
          reason: "parameter SubnetIds has no value",
          settle: "--parameter SubnetIds=...",
          checks: 14,
          rules: ["MAZ002"],
        },
      ],
      diagnostics: [
        { code: "merge-key", severity: "info", message: "merge keys are not documented", location: at(4, 1) },
      ],
    });
    const text = renderMarkdown(whole, options);
    expect(text).toContain("<summary>1 reason why checks could not be decided</summary>");
    expect(text).toContain("; to settle it: `--parameter SubnetIds=...` (14 checks of `MAZ002`)");
    expect(text).toContain("<summary>1 resource of types that are not modelled</summary>");
    expect(text).toContain("<summary>1 note on the templates</summary>");
  });
});

describe("the budget", () => {
  const severities = ["error", "warning", "info"] as const;

  test("keeps every finding and gives up evidence first, from the least severe on", () => {
    const text = renderMarkdown(summed(many(200, (i) => ({ severity: severities[i % 3] ?? "error" }))), options);
    expect(bulletsOf(text)).toBe(200);
    expect(text).toContain("More evidence is in the [job summary]");
    expect(text).toMatch(/<summary>2 steps of evidence/);
  });

  test("then leaves out whole findings, the least severe first, and counts them", () => {
    const text = renderMarkdown(summed(many(900, (i) => ({ severity: i % 3 === 0 ? "error" : "warning" }))), options);
    const left = Number(/\*\*(\d+) warnings did not fit here\.\*\*/.exec(text)?.[1]);
    expect(left).toBeGreaterThan(0);
    expect(bulletsOf(text) + left).toBe(900);
  });

  test("has room for a finding, however much there is of everything", () => {
    const long = "\u6f22".repeat(5000);
    const hops = Array.from({ length: 50 }, () => ({ message: long, location: at(1, 1, 2, long) }));
    const crowd = Array.from({ length: 50 }, (_, i) => i);
    const place = ({ file }: Location) => ({ path: file, address: `${forge}/${"a".repeat(1400)}` });
    const whole = report(
      crowd.map((i) =>
        finding({
          fingerprint: `f${i}`,
          causedBy: i === 0 ? null : "f0",
          message: long,
          fix: long,
          guard: long,
          related: hops,
          subject: { ...finding().subject, stack: long },
          location: at(1, 1, 2, long),
        }),
      ),
      {
        diagnostics: crowd.map((i) => ({
          code: "x",
          severity: i % 2 === 0 ? "error" : "warning",
          message: long,
          location: at(i, 1, 2, long),
        })),
        unknowns: crowd.map(() => ({ reason: long, settle: long, checks: 1, rules: crowd.map(() => long) })),
        notModelled: crowd.map((i) => ({ type: `AWS::${i}::${long}`, count: 2 })),
      },
    );
    const text = renderMarkdown(whole, { ...options, place, label: long, budget: 60_000 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(text).toContain("**Fix:**");
    expect(text).toMatch(/^ {2}- and \d+ more$/m);
  });

  test("holds for whatever a report is made of, with everything closed and every finding counted", () => {
    const word = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom(
        "</details>",
        "```",
        "<!--",
        "\u202e".repeat(2000),
        "`".repeat(500),
        "x".repeat(5000),
        "\u6f22".repeat(5000),
        "\n\n# x",
      ),
    );
    const anything = fc.record({
      ruleId: fc.oneof(fc.constantFrom("MET002", "MAZ003"), word),
      ruleName: word,
      severity: fc.constantFrom(...severities),
      message: word,
      guard: fc.option(word),
      assumed: fc.array(word, { maxLength: 3 }),
      fix: fc.oneof(fc.constant("Do it."), word),
      location: fc.record({ file: word, startLine: fc.nat() }).map(({ file, startLine }) => at(startLine, 1, 2, file)),
      related: fc.array(
        word.map((message) => ({ message, location: at(1, 1, 2, message) })),
        { maxLength: 30 },
      ),
      subject: fc.record({
        stack: word,
        logicalId: word,
        type: word,
        constructPath: fc.constant(null),
        property: fc.constant(null),
      }),
      causedBy: fc.option(fc.nat({ max: 40 }).map((n) => `f${n}`)),
    });
    const budget = 60_000;
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), fc.array(word, { maxLength: 40 }), (parts, words) => {
        const findings = parts.map((part, i) => finding({ ...part, fingerprint: `f${i}` }));
        const whole = report(findings, {
          diagnostics: words.map((message) => ({
            code: message,
            severity: "error",
            message,
            location: at(1, 1, 2, message),
          })),
          unknowns: words.map((reason) => ({ reason, settle: reason, checks: 1, rules: [reason] })),
          notModelled: words.map((type) => ({ type, count: 2 })),
        });
        const place = ({ file }: Location) => ({ path: file, address: null });
        const text = renderMarkdown(whole, { ...options, place, budget });
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget);
        const seen = readMarkdown(text);
        const html = seen.html.join("");
        expect(count(html, /<details/g)).toBe(count(html, /<\/details>/g));
        expect(html.replace(/<\/?(?:details|summary|sub|b|br|code)( open)?>/g, "")).not.toMatch(/</);
        expect(seen.links.filter((address) => !address.startsWith("https://github.com/acme/shop/"))).toEqual([]);
        expect(seen.plainText).not.toMatch(/[@#<>|`]/);
      }),
      { numRuns: 60 },
    );
  });
});

/** Findings that the text lists. */
function bulletsOf(text: string): number {
  return count(text, /^- \[`shop\.yaml:/gm);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
