/**
 * A judgement -> its line in the list of all verdicts.
 */
import type { Judgement } from "../policy/rule.ts";
import { describeReasons } from "./group-unknowns.ts";
import { compareText } from "./location.ts";
import type { ReportVerdict } from "./report.ts";
import { subjectOf } from "./subject-of.ts";

export function verdictOf(judgement: Judgement, guard: string | null): ReportVerdict {
  return {
    ruleId: judgement.rule.id,
    subject: subjectOf(judgement.subject),
    verdict: judgement.verdict,
    guard,
    reason: describeReasons(judgement.reasons),
  };
}

export function compareVerdicts(a: ReportVerdict, b: ReportVerdict): number {
  return (
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.subject.stack, b.subject.stack) ||
    compareText(a.subject.logicalId, b.subject.logicalId) ||
    compareText(a.subject.property ?? "", b.subject.property ?? "")
  );
}
