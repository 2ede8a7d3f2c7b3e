import { describe, expect, test } from "@jest/globals";
import { severityOf } from "../../src/lint/severity.ts";
import { atom } from "../../src/resolve/guard.ts";
import { buckets, judgement, node, rule, stack } from "./sample-judgement.ts";

const uploads = node(stack(buckets), "Uploads");
const sometimes = atom({ id: "shop.yaml/Env", label: "Env", values: ["dev", "prod"] }, "dev");

describe("the severity of a finding", () => {
  test("is the judgement's own", () => {
    expect(severityOf(judgement(uploads, { severity: "info" }))).toBe("info");
  });

  test("is at most a warning where the verdict is heuristic", () => {
    expect(severityOf(judgement(uploads, { rule: rule({ basis: "heuristic" }) }))).toBe("warning");
  });

  test("is one level lower where a lack of resilience is cured by the condition's other branch", () => {
    const resilience = { rule: rule({ resilience: true }), guard: sometimes, passesElsewhere: true };
    expect(severityOf(judgement(uploads, resilience))).toBe("warning");
    expect(severityOf(judgement(uploads, { ...resilience, severity: "warning" }))).toBe("info");
    expect(severityOf(judgement(uploads, { ...resilience, severity: "info" }))).toBe("info");
  });

  test("stays where no branch passes, where it always fails, and for rules about anything else", () => {
    const resilience = { rule: rule({ resilience: true }), guard: sometimes, passesElsewhere: true };
    expect(severityOf(judgement(uploads, { ...resilience, passesElsewhere: false }))).toBe("error");
    expect(severityOf(judgement(uploads, { rule: rule({ resilience: true }), passesElsewhere: true }))).toBe("error");
    expect(severityOf(judgement(uploads, { guard: sometimes, passesElsewhere: true }))).toBe("error");
  });

  test("is not lowered for what is unknown", () => {
    const guarded = { rule: rule({ resilience: true }), guard: sometimes, passesElsewhere: true };
    expect(severityOf(judgement(uploads, { ...guarded, verdict: "unknown" }))).toBe("error");
  });
});
