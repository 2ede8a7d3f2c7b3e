/** Reports that anybody could have written, made from the shape: of the right types, and otherwise as hostile as may be. */
import fc from "fast-check";
import { weighs } from "../../src/change/compare-findings.ts";
import type { Finding, Report } from "../../src/lint/report.ts";
import { countsOf } from "../../src/lint/report-architectures.ts";
import { summaryOf } from "../../src/lint/summary.ts";
import type { DataShape } from "../../src/report/data-shape.ts";
import { reportShape } from "../../src/report/report-shape.ts";

const hostile = fc.constantFrom(
  "",
  "MET002",
  "shop.yaml",
  "../../etc/passwd",
  "/etc/passwd",
  "cdk.out/Shop.template.json",
  "a b/ü#?.yaml",
  "\ud800half",
  "\u202eevil\u0000\u001b[2J\u200b",
  "[click](https://evil.example) ![x](https://evil.example/x.png)",
  "{0} {{x}} %SRCROOT% %2e%2e",
  "<b>&amp;]]><!--x--><?xml?>\u0008\ufffe",
  "::error::owned\r\n::set-output name=x::y",
  "##[error]x",
  "=cmd|' /C calc'!A0",
  '+1,"x"\n@SUM(1)\t-2',
  "@everyone #1 `x` | \\ * _",
  "A".repeat(3000),
  "__proto__",
);
const word = fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 20 }));

export const randomReport: fc.Arbitrary<Report> = randomReportOf(word);

/** @param text what every free text of the report is made of */
export function randomReportOf(text: fc.Arbitrary<string>): fc.Arbitrary<Report> {
  return (arbitraryOf(reportShape, text) as fc.Arbitrary<Report>).map(({ architectures, change, ...report }) => {
    const weighing = report.findings.filter(weighs);
    const changed = (as: Finding["change"]): number => weighing.filter((one) => one.change === as).length;
    const counts = { new: changed("new"), existing: changed("existing"), fixed: change?.fixed.length ?? 0 };
    return {
      ...report,
      summary: summaryOf(report.findings, report.stacks),
      architectures: architectures.map((one) => ({ ...one, counts: countsOf(one.requirements) })),
      change: change && { ...change, counts },
    };
  });
}

function arbitraryOf(shape: DataShape, text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "text":
      return text;
    case "day":
      return fc.constantFrom("2026-01-31", "2026-11-22", "2026-11-30", "2027-12-31");
    case "count":
      return fc.integer({ min: shape.least, max: 500 });
    case "flag":
      return fc.boolean();
    case "choice":
      return fc.constantFrom(...shape.of);
    case "nullable":
      return fc.option(arbitraryOf(shape.of, text));
    case "list":
      return fc.array(arbitraryOf(shape.of, text), { maxLength: 4 });
    case "record": {
      const entries = Object.entries(shape.fields);
      const requiredKeys = entries.filter(([, { isOptional }]) => !isOptional).map(([name]) => name);
      const model = Object.fromEntries(entries.map(([name, { shape: of }]) => [name, arbitraryOf(of, text)]));
      return fc.record(model, { requiredKeys, noNullPrototype: true });
    }
  }
}
