import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import fc from "fast-check";
import { lint } from "../../src/index.ts";
import type { Report } from "../../src/lint/report.ts";
import { type Fields, field, record, type Shape, text } from "../../src/report/data-shape.ts";
import { fleetOf } from "../../src/report/fleet.ts";
import { maximalReport, readReport } from "../../src/report/read-report.ts";
import { renderFleetText } from "../../src/report/render-fleet.ts";
import { renderJson } from "../../src/report/render-json.ts";
import { outputFormats, renderOutput } from "../../src/report/render-output.ts";
import { reportShape } from "../../src/report/report-shape.ts";
import { reportSchema } from "../../tools/report-schema.ts";
import { randomReport } from "./random-report.ts";
import { finding, plain, report } from "./sample-report.ts";

const schema = JSON.parse(reportSchema().get("schemas/report.json") ?? "");
const isReport = new Ajv({ allErrors: true }).compile(schema);

/** The report's data with something changed; what is there is known only to the test. */
function changed(change: (data: Record<string, unknown>) => void, of: Report = report([finding()])): string {
  const data: Record<string, unknown> = JSON.parse(renderJson(of));
  change(data);
  return JSON.stringify(data);
}

describe("a report that is read", () => {
  test.each(["fixtures/templates/shop.yaml", "fixtures/templates/shop-conforming.yaml", "fixtures/cdk/cdk.out"])(
    "of %s is the one that was written, and is one by the schema",
    (path) => {
      const written = lint([path], { root: process.cwd(), asOf: "2026-11-22", allVerdicts: true });
      expect(readReport(renderJson(written))).toEqual({ report: written, problems: [] });
      isReport(JSON.parse(renderJson(written)));
      expect(isReport.errors ?? []).toEqual([]);
    },
  );

  test("is the one that was written, whatever it says, and is one by the schema", () => {
    fc.assert(
      fc.property(randomReport, (written) => {
        expect(readReport(renderJson(written))).toEqual({ report: JSON.parse(renderJson(written)), problems: [] });
        expect(isReport(JSON.parse(renderJson(written)))).toBe(true);
      }),
    );
  });

  test("may have fields that a newer release adds, which are passed over", () => {
    const newer = changed((data) => {
      data["mood"] = { good: true };
      Object.assign((data["findings"] as object[])[0] ?? {}, { weight: 3, __proto__: null });
    });
    expect(readReport(newer)).toEqual({ report: report([finding()]), problems: [] });
    expect(isReport(JSON.parse(newer))).toBe(true);
  });

  test("gives nothing to the prototype of what is made of it", () => {
    const text = renderJson(report([finding()])).replace("{", '{"__proto__": {"polluted": true},');
    const { report: read } = readReport(text);
    expect(Object.keys(read ?? {})).not.toContain("__proto__");
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });
});

describe("what is no report", () => {
  test.each<[string, (data: Record<string, unknown>) => void, string]>([
    [
      "another version",
      (data) => (data["version"] = 2),
      "it is of version 2, and this release reads version 1; use a newer one",
    ],
    ["another tool", (data) => (data["tool"] = { name: "other", version: "1" }), "tool.name must be stackplumb"],
    ["a field that is missing", (data) => delete data["asOf"], "asOf is missing"],
    ["a day that does not exist", (data) => (data["asOf"] = "2026-02-30"), "asOf must be a day as YYYY-MM-DD"],
    [
      "a number for a text",
      (data) => Object.assign((data["findings"] as object[])[0] ?? {}, { fix: 3 }),
      "findings[0].fix must be a text",
    ],
    [
      "a severity that there is not",
      (data) => Object.assign((data["findings"] as object[])[0] ?? {}, { severity: "fatal" }),
      "findings[0].severity must be error, warning or info",
    ],
    [
      "a line 0",
      (data) => Object.assign((data["findings"] as { location: object }[])[0]?.location ?? {}, { startLine: 0 }),
      "findings[0].location.startLine must be a whole number of at least 1",
    ],
    [
      "half a line",
      (data) => Object.assign((data["findings"] as { location: object }[])[0]?.location ?? {}, { startLine: 1.5 }),
      "findings[0].location.startLine must be a whole number of at least 1",
    ],
    ["an object for a list", (data) => (data["findings"] = { length: 0 }), "findings must be a list"],
    ["a list for an object", (data) => (data["summary"] = []), "summary must be an object"],
    ["null where there is something", (data) => (data["stacks"] = null), "stacks must be a list"],
    [
      "a text beyond all reason",
      (data) => Object.assign((data["findings"] as object[])[0] ?? {}, { message: "x".repeat(100_001) }),
      "findings[0].message must be at most 100000 characters long",
    ],
    [
      "counts that are not those of the findings",
      (data) => Object.assign(data["summary"] ?? {}, { errors: 0 }),
      "summary.errors is 0, but 1 are there",
    ],
  ])("%s is said with its place", (_what, change, problem) => {
    expect(readReport(changed(change))).toEqual({ report: undefined, problems: [problem] });
  });

  test("has counts of a change or an architecture that are not those of what is listed", () => {
    const change = {
      ...{ base: { commit: null, name: "main" }, fixed: [], exceptions: [], requirements: [], losses: [] },
      counts: { new: 1, existing: 0, fixed: 2 },
    };
    const isNew = report([finding({ change: "new" })], { change });
    expect(readReport(renderJson(isNew)).problems).toEqual(["change.counts.fixed is 2, but 0 are there"]);
    const counts = { total: 1, proven: 1, missing: 0, violated: 0, unknown: 0, relaxed: 0 };
    const shop = { name: "shop", title: "", version: "1", app: "shop", environment: null, enforced: true, counts };
    const architectures = [{ ...shop, components: [], flows: [], unbound: [], requirements: [] }];
    expect(readReport(renderJson(report([], { architectures }))).problems).toEqual([
      "architectures[0].counts.total is 1, but 0 are there",
      "architectures[0].counts.proven is 1, but 0 are there",
    ]);
  });

  test.each([
    ["", "it is no JSON: something is wrong at line 1, column 1"],
    ['{\n  "version": 1,,\n}', "it is no JSON: something is wrong at line 2, column 16"],
    ["null", "it must be an object"],
    ["[]", "it must be an object"],
    ["[".repeat(100_000), "it is no JSON"],
  ])("%.10j", (text, problem) => {
    expect(readReport(text).report).toBeUndefined();
    expect(readReport(text).problems.join()).toContain(problem);
  });

  test("is not even parsed where it is too large", () => {
    expect(readReport(`"${"x".repeat(maximalReport)}"`).problems).toEqual(["it is larger than 20 MB"]);
    expect(readReport(`"${"\u20ac".repeat(maximalReport / 3 + 1)}"`).problems).toEqual(["it is larger than 20 MB"]);
  });

  test("is told with ten problems at most", () => {
    const { problems } = readReport(changed((data) => (data["findings"] = Array.from({ length: 1000 }, () => 1))));
    expect(problems).toHaveLength(10);
  });

  test("never throws, whatever JSON it is", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readReport(text).report).toBeUndefined();
      }),
    );
  });
});

/** The text with one value in it replaced; which one, the number says. */
function withOneReplaced(text: string, which: number, by: unknown): string {
  const size = { values: 0 };
  JSON.parse(text, (_, value: unknown) => {
    size.values++;
    return value;
  });
  let at = 0;
  const data: unknown = JSON.parse(text, (_, value: unknown) => (at++ === which % size.values ? by : value));
  return JSON.stringify(data) ?? "";
}

test("a report with one thing in it replaced by anything is refused, or can be told in every format", () => {
  const text = renderJson(lint(["fixtures/templates/shop.yaml"], { root: process.cwd(), asOf: "2026-11-22" }));
  const options = { pathOf: () => null, rules: [], category: "x", unknownFails: false };
  fc.assert(
    fc.property(fc.nat(), fc.jsonValue({ maxDepth: 2 }), (which, by) => {
      const changedText = withOneReplaced(text, which, by);
      const { report: read, problems } = readReport(changedText);
      expect(read === undefined).toBe(problems.length > 0);
      if (read === undefined) return;
      isReport(JSON.parse(changedText));
      expect(isReport.errors ?? []).toEqual([]);
      for (const format of outputFormats) expect(renderOutput(format, read, options)).not.toBe("");
      expect(renderFleetText(fleetOf([{ name: "x", report: read, problems }]), plain)).not.toBe("");
    }),
    { numRuns: 300 },
  );
});

describe("type, schema and reader are one", () => {
  test("a field that the shape lacks does not compile", () => {
    const { flag, ...fields }: Fields<{ readonly flag: string; readonly name: string }> = {
      flag: field(text),
      name: field(text),
    };
    // @ts-expect-error: the report has a field more than the shape
    const lacking: Shape<Report & { readonly more: string }> = reportShape;
    // @ts-expect-error: the record's type has a field more
    const short = record<{ readonly flag: string; readonly name: string }>(null, fields);
    // @ts-expect-error: its type is another
    const other = record<{ readonly name: number }>(null, { name: field(text) });
    expect([lacking, short, other, flag].every((shape) => shape !== undefined)).toBe(true);
  });

  test("the page of the command line names every field of the report and of a finding", () => {
    const page = readFileSync("docs/cli.md", "utf8");
    const fields = [...Object.keys(schema.properties), ...Object.keys(schema.definitions.finding.properties)];
    expect(fields.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
