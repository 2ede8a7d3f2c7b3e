import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { weighs } from "../../src/change/compare-findings.ts";
import { compareReports } from "../../src/change/compare-reports.ts";
import type { LintOptions } from "../../src/lint/lint-apps.ts";
import type { Finding, Report, ReportException } from "../../src/lint/report.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { at, finding, report } from "../report/sample-report.ts";
import { type Files, linted } from "./linted.ts";

const base = { commit: null, name: "the base" };
/** Rules about single resources, so that a line of a template is a finding. */
const rules = builtinRules().filter(({ id }) => ["MAZ009", "USR008"].includes(id));

function compared(now: Files, before: Files, options: Partial<LintOptions> = {}): Report {
  const head = linted(now, options, rules);
  const old = linted(before, options, rules);
  return compareReports(head.report, old.report, { base, stacks: { base: old.stacks, head: head.stacks } });
}

function told({ findings, change }: Report): readonly string[] {
  return [...findings, ...(change?.fixed ?? [])]
    .filter(({ verdict }) => verdict === "fail")
    .map(({ ruleId, subject, change: of }) => `${of} ${ruleId} ${subject.logicalId}`)
    .sort();
}

const database = (name: string, properties: string): string =>
  `  ${name}:\n    Type: AWS::RDS::DBInstance\n    Properties: {Engine: postgres, ManageMasterUserPassword: true, StorageEncrypted: true, ${properties}}\n`;
const single = "MultiAZ: false";
const good = "MultiAZ: true";

function shop(resources: string, parts = ""): Files {
  return { "shop.yaml": `${parts}Resources:\n${resources}` };
}

describe("a change", () => {
  test("makes new what it brings, keeps what was there, and has fixed what it mends", () => {
    const before = shop(database("Old", single) + database("Mended", single));
    const now = shop(database("Old", single) + database("Mended", good) + database("Added", single));
    const after = compared(now, before);
    expect(told(after)).toEqual(["existing MAZ009 Old", "fixed MAZ009 Mended", "new MAZ009 Added"]);
    expect(after.change?.counts).toEqual({ new: 1, existing: 1, fixed: 1 });
    expect(after.change?.fixed[0]?.location.file).toBe("shop.yaml");
  });

  test("has fixed what it takes away", () => {
    expect(told(compared(shop(database("Db", good)), shop(database("Db", good) + database("Gone", single))))).toEqual([
      "fixed MAZ009 Gone",
    ]);
  });

  test("that moves lines, or renames a condition, makes nothing new", () => {
    const guarded = (condition: string, before = ""): Files =>
      shop(
        `${before}${database("Db", `MultiAZ: !If [${condition}, true, false]`)}`,
        `Parameters:\n  Env: {Type: String, AllowedValues: [dev, prod]}\nConditions:\n  ${condition}: !Equals [!Ref Env, prod]\n`,
      );
    const moved = guarded("IsLive", "  Topic: {Type: AWS::SNS::Topic}\n");
    expect(told(compared(moved, guarded("IsProd")))).toEqual(["existing MAZ009 Db"]);
  });

  test("that lets a fault happen in more cases makes it new, in fewer cases not", () => {
    const guarded = (condition: string): Files =>
      shop(
        database("Db", "MultiAZ: !If [Safe, true, false]"),
        `Parameters:\n  Env: {Type: String, AllowedValues: [dev, test, prod]}\nConditions:\n  Safe: ${condition}\n`,
      );
    const onlyProd = guarded("!Equals [!Ref Env, prod]");
    const notDev = guarded("!Not [!Equals [!Ref Env, dev]]");
    const never = shop(
      database("Db", single),
      "Parameters:\n  Env: {Type: String, AllowedValues: [dev, test, prod]}\n",
    );
    // The condition has the same name all the time.
    expect(told(compared(onlyProd, notDev))).toEqual(["new MAZ009 Db"]);
    expect(told(compared(notDev, onlyProd))).toEqual(["existing MAZ009 Db"]);
    expect(told(compared(never, onlyProd))).toEqual(["new MAZ009 Db"]);
    expect(told(compared(onlyProd, never))).toEqual(["existing MAZ009 Db"]);
  });

  test("that brings a fault to another environment makes it new", () => {
    const guarded = (safe: string): Files =>
      shop(
        database("Db", "MultiAZ: !If [Safe, true, false]"),
        `Parameters:\n  Env: {Type: String}\nConditions:\n  Safe: ${safe}\n`,
      );
    const given = (env: string): Pick<LintOptions, "parameters" | "stackTags"> => ({
      parameters: new Map([["Env", env]]),
      stackTags: new Map(),
    });
    const environments = new Map([
      ["dev", given("dev")],
      ["prod", given("prod")],
    ]);
    const everywhere = guarded("!Equals [!Ref Env, nowhere]");
    const inProd = guarded("!Equals [!Ref Env, prod]");
    expect(told(compared(everywhere, inProd, { environments }))).toEqual(["new MAZ009 Db"]);
    expect(told(compared(inProd, everywhere, { environments }))).toEqual(["existing MAZ009 Db"]);
    expect(told(compared(inProd, inProd, { environments }))).toEqual(["existing MAZ009 Db"]);
  });

  test("of a file's name makes nothing new, also where the file is edited, and in nested stacks", () => {
    const text = shop(database("A", single) + database("B", single))["shop.yaml"] ?? "";
    expect(told(compared({ "store.yaml": text }, { "shop.yaml": text }))).toEqual([
      "existing MAZ009 A",
      "existing MAZ009 B",
    ]);
    const edited = text + database("C", single);
    expect(told(compared({ "deep/store.yaml": edited }, { "shop.yaml": text }))).toEqual([
      "existing MAZ009 A",
      "existing MAZ009 B",
      "new MAZ009 C",
    ]);
    const outer = "Resources:\n  Data: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: data.yaml}}\n";
    const nested = { "data.yaml": text };
    expect(told(compared({ "b.yaml": outer, ...nested }, { "a.yaml": outer, ...nested }))).toEqual([
      "existing MAZ009 A",
      "existing MAZ009 B",
    ]);
  });

  test("that replaces one template by another is no renaming", () => {
    const after = compared(
      {
        "b.yaml": `Resources:\n${database("Db", single)}  Topic: {Type: AWS::SNS::Topic}\n  Queue: {Type: AWS::SQS::Queue}\n`,
      },
      { "a.yaml": `Resources:\n${database("Db", single)}` },
    );
    expect(told(after)).toEqual(["fixed MAZ009 Db", "new MAZ009 Db"]);
  });

  test("that makes a fault graver makes it new, and one that is excepted stays what it was", () => {
    const [mild, grave] = [finding({ severity: "warning" }), finding({ severity: "error" })];
    expect(compareReports(report([grave]), report([mild]), { base }).findings[0]?.change).toBe("new");
    expect(compareReports(report([mild]), report([grave]), { base }).findings[0]?.change).toBe("existing");
    const excepted = report([{ ...grave, status: "suppressed" }]);
    expect(compareReports(excepted, report([mild]), { base }).findings[0]?.change).toBe("existing");
  });

  test("with a guard too large to list is compared by its words", () => {
    const one = finding({ guard: "a combination of A, B" });
    const same = compareReports(report([one]), report([one]), { base });
    expect(same.findings[0]?.change).toBe("existing");
    const other = compareReports(report([one]), report([{ ...one, guard: "a combination of A, B and C" }]), { base });
    expect(other.findings[0]?.change).toBe("new");
  });
});

describe("what was not seen", () => {
  const broken: Files = { "shop.yaml": "Resources: {Db: {Type: AWS::RDS::DBInstance, Properties: [" };

  test("in the head is not fixed, and that is said", () => {
    const after = compared(broken, shop(database("Db", single)));
    expect(told(after)).toEqual([]);
    expect(after.change?.counts).toEqual({ new: 0, existing: 0, fixed: 0 });
    expect(after.diagnostics.map(({ message }) => message)).toContainEqual(
      "shop.yaml could not be read completely: whether 1 finding of the base in it is fixed is not known",
    );
    const forgiven = compared(broken, shop(database("Db", single)), { allowUnreadable: true });
    expect(forgiven.change?.fixed).toEqual([]);
  });

  test("in the base counts as new, and that is said", () => {
    const after = compared(shop(database("Db", single)), broken);
    expect(told(after)).toEqual(["new MAZ009 Db"]);
    expect(after.diagnostics.map(({ message }) => message)).toContainEqual(
      "shop.yaml could not be read completely in the base: 1 finding in it counts as new, and may be old",
    );
  });

  test("because the base does not have the file is new without a word", () => {
    const now = shop(database("Db", single));
    const missing = { code: "not-found", severity: "error", location: null } as const;
    const before = report([], {
      stacks: [],
      diagnostics: [{ ...missing, message: "shop.yaml does not exist, or lies outside what may be read" }],
    });
    const after = compareReports(linted(now, {}, rules).report, before, { base });
    expect(told(after)).toEqual(["new MAZ009 Db"]);
    expect(after.diagnostics).toEqual([]);
  });

  test("is not fixed where the head cannot decide it", () => {
    const unknown = "MultiAZ: !Ref Many";
    const parts = "Parameters:\n  Many: {Type: String}\n";
    const after = compared(shop(database("Db", unknown), parts), shop(database("Db", single), parts));
    expect(after.change?.counts).toEqual({ new: 0, existing: 0, fixed: 0 });
    const back = compared(shop(database("Db", single), parts), shop(database("Db", unknown), parts));
    expect(told(back)).toEqual(["new MAZ009 Db"]);
  });

  test("is not fixed where the rule is undecided at the same resource", () => {
    const undecided = report([finding({ fingerprint: "other", verdict: "unknown" })]);
    expect(compareReports(undecided, report([finding()]), { base }).change?.fixed).toEqual([]);
    const { subject } = finding();
    const elsewhere = report([
      finding({ fingerprint: "x", verdict: "unknown", subject: { ...subject, logicalId: "X" } }),
    ]);
    expect(compareReports(elsewhere, report([finding()]), { base }).change?.fixed).toHaveLength(1);
  });

  test("is not fixed after a fault of ours, nor where the search ended before it", () => {
    const diagnostic = (code: string) => ({ code, severity: "warning", message: "m", location: null }) as const;
    const fixed = (diagnostics: Report["diagnostics"], stacks: Report["stacks"]): number | undefined =>
      compareReports(report([], { diagnostics, stacks }), report([finding()]), { base }).change?.counts.fixed;
    const { stacks } = report([]);
    expect(fixed([], stacks)).toBe(1);
    expect(fixed([], [])).toBe(1);
    expect(fixed([diagnostic("fault")], stacks)).toBe(0);
    expect(fixed([diagnostic("search-limit")], stacks)).toBe(1);
    expect(fixed([diagnostic("search-limit")], [])).toBe(0);
  });

  test("is not fixed where the rule was not run", () => {
    const gone = compareReports(report([]), report([finding()]), { base, run: new Set(["OTH001"]) });
    expect(gone.change?.fixed).toEqual([]);
    const ran = compareReports(report([]), report([finding()]), { base, run: new Set(["MET002"]) });
    expect(ran.change?.counts.fixed).toBe(1);
  });
});

describe("exceptions", () => {
  test("do not fix what they cover, and lifting them makes it new", () => {
    const covered = { ...finding(), status: "suppressed" as const };
    const hidden = compareReports(report([covered]), report([finding()]), { base });
    expect(hidden.change?.counts).toEqual({ new: 0, existing: 0, fixed: 0 });
    const lifted = compareReports(report([finding()]), report([covered]), { base });
    expect(lifted.change?.counts).toEqual({ new: 1, existing: 0, fixed: 0 });
  });

  test("are added where the base does not have them, or has them for less long", () => {
    const exception = (changes: Partial<ReportException> = {}): ReportException => ({
      kind: "ignore",
      subject: "MET002",
      effect: "MET002 is not counted for stack shop",
      reason: "known",
      owner: null,
      until: "2026-12-01",
      location: at(1, 1),
      ...changes,
    });
    const added = (now: ReportException, before: readonly ReportException[]): number =>
      compareReports(report([], { exceptions: [now] }), report([], { exceptions: before }), { base }).change?.exceptions
        .length ?? 0;
    expect(added(exception(), [])).toBe(1);
    expect(added(exception(), [exception()])).toBe(0);
    expect(added(exception({ location: at(9, 9), reason: "told otherwise" }), [exception()])).toBe(0);
    expect(added(exception({ until: "2026-12-02" }), [exception()])).toBe(1);
    expect(added(exception({ until: null }), [exception()])).toBe(1);
    expect(added(exception({ until: "2026-11-30" }), [exception()])).toBe(0);
    const moved = exception({ effect: "MET002 is not counted for line 4", location: at(4, 1) });
    expect(added(moved, [exception({ effect: "MET002 is not counted for line 2", location: at(2, 1) })])).toBe(0);
    // In another template it is for something else.
    const elsewhere = at(2, 1, 3, "other.yaml");
    expect(added(moved, [exception({ effect: "MET002 is not counted for line 2", location: elsewhere })])).toBe(1);
    const twice = report([], { exceptions: [exception(), exception()] });
    expect(compareReports(twice, report([], { exceptions: [exception()] }), { base }).change?.exceptions).toHaveLength(
      1,
    );
    const declared = compareReports(twice, twice, { base, baseExceptions: [] });
    expect(declared.change?.exceptions).toHaveLength(2);
  });
});

describe("requirements", () => {
  const architecture = (status: "present" | "violated", changes: Partial<Report["architectures"][number]> = {}) =>
    ({
      ...{ name: "shop", title: "Shop", version: "1", app: "shop.yaml", environment: null, enforced: true },
      counts: { total: 1, proven: 0, missing: 0, violated: 0, unknown: 0, relaxed: 0 },
      components: [],
      unbound: [],
      requirements: [
        {
          ...{ address: "flow.save", kind: "flow", title: "Saves", status, severity: "error", guard: null },
          ...{ message: "", nodes: [], finding: null },
        },
      ],
      ...changes,
    }) as unknown as Report["architectures"][number];
  const changed = (
    now: readonly Report["architectures"][number][],
    before: readonly Report["architectures"][number][],
  ) =>
    compareReports(report([], { architectures: now }), report([], { architectures: before }), {
      base,
    }).change?.requirements.map(({ address, before: was, after }) => `${address}: ${was} -> ${after}`);

  test("are told where their status is another", () => {
    expect(changed([architecture("violated")], [architecture("present")])).toEqual(["flow.save: present -> violated"]);
    expect(changed([architecture("present")], [architecture("present")])).toEqual([]);
    expect(changed([architecture("present")], [])).toEqual(["flow.save: null -> present"]);
    expect(changed([], [architecture("present")])).toEqual(["flow.save: present -> null"]);
  });

  test("are those of the same app, whatever the only one is called, and of what is enforced", () => {
    expect(changed([architecture("present", { app: "cdk.out" })], [architecture("present", { app: "base" })])).toEqual(
      [],
    );
    const other = architecture("violated", { enforced: false });
    expect(changed([other], [])).toEqual([]);
  });
});

describe("consequences", () => {
  test("are as new as their cause", () => {
    const cause = finding({ fingerprint: "cause" });
    const follows = finding({ fingerprint: "follows", ruleId: "MET003", causedBy: "cause" });
    const [, old] = compareReports(report([cause, follows]), report([cause]), { base }).findings;
    expect(old?.change).toBe("existing");
    const [, brought] = compareReports(report([cause, follows]), report([follows]), { base }).findings;
    expect(brought?.change).toBe("new");
  });

  test("that outlive their cause were there before", () => {
    const cause = finding({ fingerprint: "cause" });
    const follows = finding({ fingerprint: "follows", ruleId: "MET003", causedBy: "cause" });
    const after = compareReports(report([{ ...follows, causedBy: null }]), report([cause, follows]), { base });
    expect(after.change?.counts).toEqual({ new: 0, existing: 1, fixed: 1 });
  });
});

describe("counts", () => {
  const anyFinding: fc.Arbitrary<Finding> = fc
    .record({
      fingerprint: fc.constantFrom("a", "b", "c", "d", "e", "f"),
      severity: fc.constantFrom("error" as const, "warning" as const, "info" as const),
      verdict: fc.constantFrom("fail" as const, "fail" as const, "unknown" as const),
      status: fc.constantFrom("active" as const, "active" as const, "suppressed" as const, "baselined" as const),
      causedBy: fc.constantFrom(null, null, "a", "b"),
      guard: fc.constantFrom(null, "A=x", "B=y"),
      environments: fc.constantFrom([], ["dev"], ["dev", "prod"]),
    })
    .map((changes) =>
      finding({ ...changes, subject: { ...finding().subject, logicalId: changes.fingerprint.toUpperCase() } }),
    );
  const anyReport = fc
    .uniqueArray(anyFinding, { selector: ({ fingerprint }) => fingerprint })
    .map((findings) => report(findings));

  test("add up, whatever is compared", () => {
    fc.assert(
      fc.property(anyReport, anyReport, (head, before) => {
        const { findings, change } = compareReports(head, before, { base });
        const weighing = findings.filter(weighs);
        expect(findings).toHaveLength(head.findings.length);
        expect(findings.every((one) => one.change === "new" || one.change === "existing")).toBe(true);
        expect((change?.counts.new ?? 0) + (change?.counts.existing ?? 0)).toBe(weighing.length);
        expect(change?.counts.new).toBe(weighing.filter((one) => one.change === "new").length);
        const found = new Set(findings.map(({ fingerprint }) => fingerprint));
        expect(change?.fixed.some(({ fingerprint }) => found.has(fingerprint))).toBe(false);
        expect(change?.fixed.every((one) => one.change === "fixed" && weighs(one))).toBe(true);
        expect(change?.counts.fixed).toBe(change?.fixed.length);
      }),
    );
  });

  test("are all zero where a report is compared with itself", () => {
    fc.assert(
      fc.property(anyReport, (same) => {
        const { change, diagnostics } = compareReports(same, same, { base });
        expect(change?.counts).toMatchObject({ new: 0, fixed: 0 });
        expect(change?.exceptions).toEqual([]);
        expect(diagnostics).toEqual(same.diagnostics);
      }),
    );
  });

  test("change places with the reports, where only presence differs", () => {
    const plain = fc
      .uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"))
      .map((ids) =>
        report(ids.map((id) => finding({ fingerprint: id, subject: { ...finding().subject, logicalId: id } }))),
      );
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        const there = compareReports(one, other, { base });
        const back = compareReports(other, one, { base });
        const newOnes = there.findings.filter(({ change }) => change === "new").map(({ fingerprint }) => fingerprint);
        expect(newOnes.sort()).toEqual(back.change?.fixed.map(({ fingerprint }) => fingerprint).sort());
      }),
    );
  });
});
