import { describe, expect, test } from "@jest/globals";
import { findingOf } from "../../src/lint/finding-of.ts";
import { foldConsequences, type JudgedFinding } from "../../src/lint/fold-consequences.ts";
import type { Judgement } from "../../src/policy/rule.ts";
import { atom, not, or } from "../../src/resolve/guard.ts";
import { buckets, judgement, node, rule, stack } from "./sample-judgement.ts";

const shop = stack(buckets);
const uploads = node(shop, "Uploads");
const archive = node(shop, "Archive");
const cause = judgement(uploads, { rule: rule({ id: "UPL003" }) });
const consequence = judgement(archive, { rule: rule({ id: "UPL002" }), causes: new Map([["UPL003", [uploads]]]) });

function judged(judgements: readonly Judgement[]): readonly JudgedFinding[] {
  return judgements.map((one, i) => ({
    judgement: one,
    finding: findingOf(one, `f${i}`, { secrets: new Set(), describeGuard: () => null }),
  }));
}

function causedBy(findings: readonly JudgedFinding[]): readonly (string | null)[] {
  return foldConsequences(findings).map((finding) => finding.causedBy);
}

describe("folding", () => {
  test("puts a finding under a failing one about a thing that it lists as its cause", () => {
    expect(causedBy(judged([cause, consequence]))).toEqual([null, "f0"]);
    expect(causedBy(judged([consequence, cause]))).toEqual(["f1", null]);
  });

  test("leaves a finding alone whose cause passes, is unknown, or is about something else", () => {
    expect(causedBy(judged([{ ...cause, verdict: "unknown" }, consequence]))).toEqual([null, null]);
    const elsewhere = judgement(archive, { rule: rule({ id: "UPL003" }) });
    expect(causedBy(judged([elsewhere, consequence]))).toEqual([null, null]);
  });

  test("never hides an error under a warning", () => {
    expect(causedBy(judged([{ ...cause, severity: "warning" }, consequence]))).toEqual([null, null]);
  });

  test("does not fold what always holds under what holds sometimes", () => {
    const env = { id: "shop.yaml/Env", label: "Env", values: ["dev", "test", "prod"] };
    const guard = not(atom(env, "prod"));
    expect(causedBy(judged([{ ...cause, guard }, consequence]))).toEqual([null, null]);
    expect(causedBy(judged([cause, { ...consequence, guard }]))).toEqual([null, "f0"]);
    const same = or(atom(env, "test"), atom(env, "dev"));
    expect(
      causedBy(
        judged([
          { ...cause, guard },
          { ...consequence, guard: same },
        ]),
      ),
    ).toEqual([null, "f0"]);
  });

  test("keeps one of two findings that cause each other", () => {
    const one = judgement(uploads, { rule: rule({ id: "A" }), causes: new Map([["B", [archive]]]) });
    const two = judgement(archive, { rule: rule({ id: "B" }), causes: new Map([["A", [uploads]]]) });
    expect(causedBy(judged([one, two]))).toEqual(["f1", null]);
  });
});
