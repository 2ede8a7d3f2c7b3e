import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { ReportArchitecture, ReportException } from "../../src/lint/report.ts";
import { type FleetInput, fleetOf } from "../../src/report/fleet.ts";
import { renderFleetMarkdown, renderFleetText } from "../../src/report/render-fleet.ts";
import { renderFleetCsv } from "../../src/report/render-fleet-csv.ts";
import { asJson } from "../../src/report/render-json.ts";
import { randomReport } from "./random-report.ts";
import { readMarkdown } from "./read-markdown.ts";
import { at, finding, plain, report } from "./sample-report.ts";

const counts = { total: 20, proven: 12, missing: 0, violated: 3, unknown: 5, relaxed: 0 };
const shop: ReportArchitecture = {
  name: "web-app-storage",
  title: "",
  version: "1.0",
  app: "shop",
  environment: "prod",
  enforced: true,
  counts,
  components: [],
  flows: [],
  unbound: [],
  requirements: [],
};
const exception = (until: string | null): ReportException => ({
  kind: "ignore",
  subject: "MET002",
  effect: "MET002 is not counted for stack shop",
  reason: "moves",
  owner: "team-shop",
  until,
  location: at(1, 1),
});

const inputs: readonly FleetInput[] = [
  { name: "shop", report: report([finding()], { architectures: [shop] }), problems: [] },
  {
    name: "blog",
    report: report(
      [finding({ severity: "warning" }), finding({ fingerprint: "f2" }), finding({ status: "suppressed" })],
      {
        exceptions: [exception("2026-12-06"), exception("2026-12-07"), exception("2026-11-20"), exception(null)],
      },
    ),
    problems: [],
  },
  { name: "junk", report: undefined, problems: ["it is no JSON"] },
];
const fleet = fleetOf(inputs);

describe("a fleet", () => {
  test("is the same whatever the order of its reports", () => {
    expect(asJson(fleetOf([...inputs].reverse()))).toBe(asJson(fleet));
    expect(fleet.reports.map(({ name }) => name)).toEqual(["blog", "shop"]);
  });

  test("lists what ends within 14 days of the report's own day, and what is over", () => {
    expect(fleet.ending.map(({ report: name, until, days }) => [name, until, days])).toEqual([
      ["blog", "2026-11-20", -2],
      ["blog", "2026-12-06", 14],
    ]);
  });

  test("counts rules over all reports: what weighs, as grave as it is somewhere", () => {
    expect(fleet.rules).toEqual([
      { ruleId: "MET002", ruleName: "notification-without-permission", severity: "error", findings: 3, reports: 2 },
    ]);
  });

  test("never leaves out what could not be read", () => {
    expect(fleet.summary).toMatchObject({ reports: 2, unread: 1, errors: 3, warnings: 1 });
    for (const text of [renderFleetMarkdown(fleet), renderFleetText(fleet, plain), renderFleetCsv(fleet)])
      expect(text).toMatch(/junk.*it is no JSON/);
  });
});

describe("a fleet is told", () => {
  test("in text", () => {
    expect(renderFleetText(fleet, plain)).toBe(`  report  errors  warnings  infos  unknown  not counted  judged
  blog         2         1      0        0            0  9 of 10
  shop         1         0      0        0            0  9 of 10

conformance
  report  app         architecture     conformance
  shop    shop, prod  web-app-storage  12 of 20 proven, 3 violated, 5 unknown

exceptions that end soon
  2026-11-20  blog: MET002 is not counted for stack shop (team-shop), 2 days over
  2026-12-06  blog: MET002 is not counted for stack shop (team-shop), 14 days left

rules with the most findings
  MET002  notification-without-permission, error: 3 findings in 2 reports

could not be read
  junk: it is no JSON

2 reports, 0 of 1 architecture hold, 3 errors, 1 warning, 0 infos, 0 unknown, 1 report could not be read
`);
  });

  test("in Markdown, as tables", () => {
    const markdown = renderFleetMarkdown(fleet);
    expect(markdown).toContain(
      "| `shop` | `shop, prod` | `web-app-storage` | 12 of 20 proven, 3 violated, 5 unknown |",
    );
    expect(readMarkdown(markdown).kinds.filter((kind) => kind === "table")).toHaveLength(5);
  });

  test("in CSV, a row for each report and architecture", () => {
    const [head = "", ...rows] = renderFleetCsv(fleet).trimEnd().split("\r\n");
    expect(rows).toEqual([
      '"blog","2026-11-22","0.0.0",1,10,9,2,1,0,0,0,0,0,,,,,,,,,,,',
      '"shop","2026-11-22","0.0.0",1,10,9,1,0,0,0,0,0,0,"shop","prod","web-app-storage","yes",20,12,0,3,5,0,',
      '"junk",,,,,,,,,,,,,,,,,,,,,,,"it is no JSON"',
    ]);
    for (const row of rows) expect(row.split(",")).toHaveLength(head.split(",").length);
  });
});

test("no report makes a formula, a link, a mention or HTML, and each row has all its cells", () => {
  fc.assert(
    fc.property(
      fc.array(randomReport, { minLength: 1, maxLength: 3 }),
      fc.string({ unit: "binary" }),
      (reports, odd) => {
        const hostile = fleetOf([
          ...reports.map((one, i) => ({ name: `${"=@+-|"[i]}${odd}`, report: one, problems: [] })),
          { name: `|${odd}`, report: undefined, problems: [odd] },
        ]);
        const markdown = renderFleetMarkdown(hostile);
        const { links, html, kinds, plainText } = readMarkdown(markdown);
        expect([links, html]).toEqual([[], []]);
        expect(plainText).not.toMatch(/@\w/);
        const rows = kinds.filter((kind) => kind === "tableRow").length;
        expect(rows).toBe(
          markdown.split("\n").filter((line) => line.startsWith("|") && !line.startsWith("| ---")).length,
        );
        for (const line of renderFleetCsv(hostile).trimEnd().split("\r\n")) {
          const cells = line.match(/"(?:[^"]|"")*"|[^,]+|(?<=,)(?=,|$)/g) ?? [];
          expect(cells).toHaveLength(24);
          for (const cell of cells) expect(cell).not.toMatch(/^"?\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
        }
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(renderFleetText(hostile, plain)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
      },
    ),
  );
});
