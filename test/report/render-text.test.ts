import { describe, expect, test } from "@jest/globals";
import { renderText } from "../../src/report/render-text.ts";
import { at, finding, plain, report } from "./sample-report.ts";

describe("the text of a report", () => {
  test("shows a finding with its place, the underlined line, its path, its fix and its page", () => {
    const related = [
      { message: "Uploads declares a notification", location: at(3, 5) },
      { message: "its target is Resize", location: at(5, 5) },
    ];
    const text = renderText(report([finding({ related, guard: "IsProd=false", assumed: ["parameter Env"] })]), plain);
    expect(text).toBe(`== shop.yaml (1 finding)

error[MET002]: Uploads notifies Resize, but nothing lets s3.amazonaws.com invoke it
  --> shop.yaml:3:5 (notification-without-permission)
  |
3 |     Type: AWS::S3::Bucket
  |     ^^^^^^^
  path     1. Uploads declares a notification (shop.yaml:3)
           2. its target is Resize (shop.yaml:5)
  when     IsProd=false
  assumes  the default of parameter Env
  fix      Add an AWS::Lambda::Permission.
  more     stackplumb explain MET002

judged 9 of 10 resources in 1 stack; not modelled: AWS::AppSync::GraphQLApi
1 error
`);
  });

  test("prints a consequence under its cause, and not by itself", () => {
    const consequence = finding({
      ruleId: "UPL002",
      message: "Web cannot write to Uploads",
      causedBy: "f1",
      fingerprint: "f2",
    });
    const text = renderText(report([finding(), consequence]), plain);
    expect(text).toContain("  so also  error[UPL002] Web cannot write to Uploads (shop.yaml:3:5)\n");
    expect(text).not.toContain("\nerror[UPL002]");
    expect(text).toContain("1 error (1 consequence folded in)\n");
  });

  test("prints the consequence of a consequence under the cause that is shown", () => {
    const second = finding({ ruleId: "UPL002", causedBy: "f1", fingerprint: "f2" });
    const third = finding({ ruleId: "USR002", causedBy: "f2", fingerprint: "f3" });
    const text = renderText(report([finding(), second, third]), plain);
    expect(text).toContain("so also  error[USR002]");
  });

  test("comes to an end where consequences lead in a circle", () => {
    const one = finding({ causedBy: "f2", fingerprint: "f1" });
    const two = finding({ causedBy: "f1", fingerprint: "f2" });
    expect(renderText(report([one, two]), plain)).not.toContain("error[");
  });

  test("groups what cannot be known by its cause, with what settles it", () => {
    const unknowns = [
      {
        reason: "parameter SubnetIds has no value",
        settle: "--parameter SubnetIds=...",
        checks: 14,
        rules: ["MAZ002"],
      },
      { reason: "import shop-vpc comes from another app", settle: null, checks: 1, rules: ["USR004", "USR005"] },
    ];
    const text = renderText(report([], { unknowns }), plain);
    expect(text).toContain(`cannot be known from here
  14 checks  parameter SubnetIds has no value (MAZ002)
             to settle it: --parameter SubnetIds=...
   1 check   import shop-vpc comes from another app (USR004, USR005)
`);
  });

  test("lists an unknown by itself only when asked to be verbose", () => {
    const unknown = finding({ verdict: "unknown", reason: "parameter SubnetIds has no value" });
    expect(renderText(report([unknown]), plain)).not.toContain("unknown[MET002]");
    const verbose = renderText(report([unknown]), { ...plain, verbose: true });
    expect(verbose).toContain("unknown[MET002]: maybe Uploads notifies Resize");
    expect(verbose).not.toContain("  fix  ");
    expect(verbose).toContain("  unknown  parameter SubnetIds has no value\n");
  });

  test.each([
    ["Nothing scales Web", "maybe nothing scales Web"],
    ["A volume is not encrypted (Data)", "maybe a volume is not encrypted (Data)"],
    ["Uploads is told of nothing", "maybe Uploads is told of nothing"],
    ["Allowed is told of nothing", "maybe Allowed is told of nothing"],
  ])("reads as a sentence where %s is unknown", (message, told) => {
    const unknown = finding({ verdict: "unknown", reason: "parameter SubnetIds has no value", message });
    expect(renderText(report([unknown]), { ...plain, verbose: true })).toContain(told);
  });

  test("says that a verdict which rests on reading scripts is heuristic", () => {
    expect(renderText(report([finding({ basis: "heuristic" })]), plain)).toContain("  basis    heuristic");
  });

  test("says that there are no findings, and how much was judged", () => {
    expect(renderText(report([]), plain)).toBe(
      "judged 9 of 10 resources in 1 stack; not modelled: AWS::AppSync::GraphQLApi\nno findings\n",
    );
  });

  test("names types of one service together, the most frequent first, and counts the rest", () => {
    const notModelled = [
      { type: "AWS::Glue::Job", count: 3 },
      { type: "AWS::AppSync::Resolver", count: 2 },
      { type: "AWS::AppSync::GraphQLApi", count: 2 },
      ...["A", "B", "C", "D"].map((name) => ({ type: `AWS::${name}::X`, count: 1 })),
    ];
    const text = renderText(report([], { notModelled }), { ...plain, width: 140 });
    expect(text).toContain("AWS::AppSync::* x4, AWS::Glue::Job x3, AWS::A::X, AWS::B::X, AWS::C::X, and 1 of other");
    expect(renderText(report([], { notModelled }), { ...plain, verbose: true })).toContain("AWS::D::X");
  });

  test("keeps to findings and the last line when asked to be quiet", () => {
    const unknowns = [{ reason: "r", settle: null, checks: 1, rules: ["MAZ002"] }];
    const text = renderText(report([finding()], { unknowns }), { ...plain, quiet: true });
    expect(text).toContain("error[MET002]");
    expect(text).not.toContain("cannot be known");
    expect(text.endsWith("\n\n1 error\n")).toBe(true);
  });

  test("writes colours only when told to", () => {
    expect(renderText(report([finding()]), plain)).not.toContain("\u001b");
    expect(renderText(report([finding()]), { ...plain, colour: true })).toContain("\u001b[31m");
  });

  test("neither obeys nor hides control characters of a template", () => {
    const hostile = finding({
      message: "\u001b[2Jclear \u202eevil\r\nsecond",
      location: at(3, 5, 12, "a\u009bfile.yaml"),
      related: [{ message: "\u0007bell", location: at(1, 1) }],
      guard: "X=\u200b1",
    });
    const text = renderText(report([hostile]), plain);
    expect(text).toContain("\\x1b[2Jclear \\u202eevil  second");
    expect(text).toContain("a\\x9bfile.yaml");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
  });

  test("has no line that GitHub's runner would take for a command", () => {
    const hostile = finding({
      message: "x ".repeat(60).concat("::add-mask::secret ##[error]boo"),
      fix: "::error::boo",
    });
    const text = renderText(report([hostile]), { ...plain, width: 40 });
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).not.toContain("##[");
  });

  test("lists every verdict where the report has them", () => {
    const { subject } = finding();
    const verdicts = [
      { ruleId: "MET002", subject, key: null, verdict: "fail" as const, guard: "IsProd=false", reason: null },
      {
        ruleId: "MET003",
        subject,
        key: "triggers:shop.yaml/a>shop.yaml/b",
        verdict: "unknown" as const,
        guard: null,
        reason: "parameter X has no value",
      },
    ];
    expect(renderText(report([], { verdicts }), plain)).toContain(`verdicts
  fail     MET002  Uploads (shop.yaml) when IsProd=false
  unknown  MET003  Uploads triggers:a>b (shop.yaml): parameter X has no value
`);
  });
});
