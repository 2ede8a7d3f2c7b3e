import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { Ajv, type ValidateFunction } from "ajv";
import fc from "fast-check";
import { lint, rules } from "../../src/index.ts";
import type { Report } from "../../src/lint/report.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { renderSarif, type SarifOptions, sarifRun } from "../../src/report/render-sarif.ts";
import { ruleOfFinding } from "../../src/report/sarif-rule.ts";
import { randomReport } from "./random-report.ts";
import { readMarkdown } from "./read-markdown.ts";
import { at, finding, report } from "./sample-report.ts";

const options: SarifOptions = {
  pathOf: ({ file }) => (file.split("/").includes("cdk.out") ? null : file),
  rules: builtinRules(),
  category: "stackplumb",
};

let isSarif: ValidateFunction;
beforeAll(() => {
  const { $schema, id, ...schema } = JSON.parse(readFileSync("test/report/sarif-2.1.0.json", "utf8"));
  expect([$schema, id]).toEqual([expect.stringContaining("draft-04"), expect.stringContaining("sarif-2.1.0")]);
  // Its keywords mean the same in draft 7.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajv.addFormat("uri", /^[a-z][a-z0-9+.-]*:[\x21-\x7e]*$/i);
  ajv.addFormat("uri-reference", (text) => /^[\x21-\x7e]*$/.test(text) && !/%(?![0-9A-F]{2})|[<>"{}|\\^`]/.test(text));
  ajv.addFormat("date-time", /^$/);
  isSarif = ajv.compile(schema);
});

/** The run, which is valid. */
function sarif(of: Report, changes: Partial<SarifOptions> = {}): ReturnType<typeof sarifRun> {
  const all = { ...options, ...changes };
  isSarif(JSON.parse(renderSarif(of, all)));
  expect(isSarif.errors ?? []).toEqual([]);
  return sarifRun(of, all);
}

const second = { ...at(9, 3), endLine: 12, endColumn: 8 };

describe("a report as SARIF", () => {
  test("has a result with its rule, its region, its path and its fingerprints", () => {
    const one = finding({
      guard: "IsProd=false",
      related: [{ message: "Uploads notifies Resize", location: second }],
      fingerprint: "0123456789abcdef0123",
    });
    const run = sarif(report([one]));
    const [result] = run.results;
    const region = { startLine: 3, startColumn: 5, endLine: 3, endColumn: 12 };
    expect(result).toMatchObject({
      ruleId: "MET002",
      ruleIndex: 0,
      level: "error",
      message: { text: `${one.message} (when IsProd=false)` },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "shop.yaml", uriBaseId: "%SRCROOT%" }, region },
          logicalLocations: [{ fullyQualifiedName: "Uploads", kind: "resource" }],
        },
      ],
      partialFingerprints: {
        primaryLocationLineHash: "0123456789abcdef:1",
        "stackplumbFingerprint/v1": "0123456789abcdef0123",
      },
    });
    const hop = {
      physicalLocation: { region: { startLine: 9, startColumn: 3, endLine: 12, endColumn: 8 } },
      message: { text: "Uploads notifies Resize" },
    };
    expect(result?.codeFlows?.[0]?.threadFlows[0]?.locations).toMatchObject([{ location: hop }]);
    expect(result?.relatedLocations).toMatchObject([{ id: 1, ...hop }]);
    expect(run.columnKind).toBe("utf16CodeUnits");
    expect(run.automationDetails).toEqual({ id: "stackplumb/" });
    const rule = rules().find(({ id }) => id === "MET002");
    expect(run.tool.driver.rules).toHaveLength(1);
    expect(run.tool.driver.rules[0]).toMatchObject({
      id: "MET002",
      name: rule?.name,
      shortDescription: { text: rule?.title },
      fullDescription: { text: rule?.why },
      defaultConfiguration: { level: "error" },
      properties: { precision: "very-high" },
    });
    expect(run.tool.driver.rules[0]?.helpUri).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test("has no result of what is unknown, does not count, or follows from another", () => {
    const cause = finding({ fingerprint: "cause" });
    const { results } = sarif(
      report([
        finding({ verdict: "unknown", fingerprint: "a" }),
        finding({ status: "suppressed", fingerprint: "b" }),
        finding({ status: "baselined", fingerprint: "c" }),
        finding({ status: "relaxed", fingerprint: "d" }),
        finding({ causedBy: "cause", ruleId: "MET005", message: "nobody hears of it", fingerprint: "e" }),
        cause,
      ]),
    );
    expect(results).toHaveLength(1);
    expect(results[0]?.message.text).toBe(`${cause.message} (1 more finding follows)`);
    expect(results[0]?.relatedLocations?.[0]?.message?.text).toBe("so also MET005: nobody hears of it");
    expect(results[0]?.codeFlows).toBeUndefined();
  });

  test("names no file of an assembly that is not kept: the code, else cdk.json beside it, with the construct", () => {
    const location = at(700, 9, 12, "infra/cdk.out/Shop.template.json");
    const subject = { ...finding().subject, constructPath: "Shop/Uploads" };
    const related = [{ message: "Uploads notifies Resize", location }];
    const log = sarif(
      report([
        finding({ location, subject, related, edit: { location, text: "true" }, fingerprint: "a" }),
        finding({ location, subject, codeLocation: at(12, 3, 4, "infra/lib/shop.ts"), fingerprint: "b" }),
      ]),
    );
    const uris = [...JSON.stringify(log).matchAll(/"uri":"([^"]*)"/g)].map(([, uri]) => uri);
    expect(uris.filter((uri) => uri?.includes("cdk.out"))).toEqual([]);
    const [byJson, byCode] = log.results;
    expect(byJson?.locations[0]).toEqual({
      physicalLocation: {
        artifactLocation: { uri: "infra/cdk.json", uriBaseId: "%SRCROOT%" },
        region: { startLine: 1 },
      },
      logicalLocations: [{ fullyQualifiedName: "Shop/Uploads", kind: "object" }],
    });
    expect(byJson?.fixes).toBeUndefined();
    expect(byJson?.relatedLocations?.[0]?.message?.text).toBe(
      "Uploads notifies Resize (infra/cdk.out/Shop.template.json:700)",
    );
    expect(byCode?.locations[0]?.physicalLocation.artifactLocation.uri).toBe("infra/lib/shop.ts");
  });

  test("leaves the category to who uploads it where none is given", () => {
    expect(sarif(report([]), { category: null })).not.toHaveProperty("automationDetails");
  });

  test("offers the edit of a fix", () => {
    const [one] = sarif(report([finding({ edit: { location: at(7, 16, 21), text: "true" } })])).results;
    expect(one?.fixes?.[0]?.artifactChanges[0]).toEqual({
      artifactLocation: { uri: "shop.yaml", uriBaseId: "%SRCROOT%" },
      replacements: [
        {
          deletedRegion: { startLine: 7, startColumn: 16, endLine: 7, endColumn: 21 },
          insertedContent: { text: "true" },
        },
      ],
    });
  });

  test("says in notifications what could not be judged, and that not all of it worked", () => {
    const diagnostics: Report["diagnostics"] = [
      { code: "not-json", severity: "error", message: "a comma is missing", location: at(4, 2) },
      { code: "assumed", severity: "info", message: "by default", location: null },
    ];
    const [invocation] = sarif(report([], { diagnostics })).invocations;
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications).toMatchObject([
      { descriptor: { id: "not-json" }, level: "error", message: { text: "a comma is missing" } },
      { descriptor: { id: "assumed" }, level: "note", message: { text: "by default" } },
    ]);
    expect(sarif(report([])).invocations[0]?.executionSuccessful).toBe(true);
  });

  test("keeps the gravest five thousand, and says how many it left out", () => {
    const many = Array.from({ length: 5_003 }, (_, i) =>
      finding({ fingerprint: `f${i}`, severity: i === 5_002 ? "error" : "warning" }),
    );
    const run = sarif(report(many));
    expect(run.results).toHaveLength(5_000);
    expect(run.results[0]?.level).toBe("error");
    expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toBe(
      "3 findings, the least severe ones, did not fit into this file",
    );
  });

  test("percent-encodes paths", () => {
    const uriOf = (file: string) =>
      sarif(report([finding({ location: at(1, 1, 2, file) })])).results[0]?.locations[0]?.physicalLocation
        .artifactLocation;
    expect(uriOf("./infra/my stack#1 (ü)?.yaml")?.uri).toBe("infra/my%20stack%231%20%28%C3%BC%29%3F.yaml");
    expect(uriOf("../shop.yaml")).toEqual({ uri: "../shop.yaml" });
    expect(uriOf("/srv/shop.yaml")).toEqual({ uri: "file:///srv/shop.yaml" });
  });

  test("describes what an architecture asks for", () => {
    const { rules: told } = sarif(report([finding({ ruleId: "ARC001" })])).tool.driver;
    expect(told[0]?.shortDescription.text).toBe("A component of the architecture is missing");
  });

  test("describes a team's rule by its finding, and links no address of a team", () => {
    const hostile = {
      ...ruleOfFinding(finding({ ruleId: "ACM001" })),
      why: "[click](https://evil.example) <b>@everyone</b>",
      references: ["https://evil.example", "https://docs.aws.amazon.com/x) [y](https://evil.example"],
    };
    const [told, untold] = sarif(
      report([finding({ ruleId: "ACM001" }), finding({ ruleId: "ACM002", fingerprint: "f2" })]),
      {
        rules: [hostile],
      },
    ).tool.driver.rules;
    expect(told?.helpUri).toBeUndefined();
    expect(readMarkdown(told?.help.markdown ?? "").links).toEqual([]);
    expect(untold).toMatchObject({ id: "ACM002", shortDescription: { text: "notification without permission" } });
  });
});

test.each([
  "fixtures/templates/shop.yaml",
  "fixtures/templates/shop-conforming.yaml",
  "fixtures/cdk/cdk.out",
  "fixtures/conforming",
])("%s is valid SARIF, with a rule for each result", (path) => {
  const found = lint([path], { root: process.cwd(), asOf: "2026-11-22" });
  const run = sarif(found);
  for (const { ruleIndex, ruleId } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  expect(renderSarif(found, options)).toBe(renderSarif(found, options));
});

test("every rule has a description", () => {
  const all = builtinRules().map(({ id }, i) => finding({ ruleId: id, fingerprint: `f${i}` }));
  for (const rule of sarif(report(all)).tool.driver.rules) {
    expect(rule.help.markdown).toContain("stackplumb explain");
    expect(rule.properties.tags.length).toBeGreaterThan(1);
  }
});

test("any report at all is valid SARIF, without embedded links and without what a terminal obeys", () => {
  fc.assert(
    fc.property(randomReport, (hostile) => {
      sarif(hostile);
      const text = renderSarif(hostile, options);
      for (const [, message = ""] of text.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)) expect(message).not.toMatch(/\]\(/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u200b]/);
    }),
  );
});
