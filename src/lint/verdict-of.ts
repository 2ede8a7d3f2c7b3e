/**
 * A judgement -> its line in the list of all verdicts.
 *
 * Invariant: nothing of a template reaches it without having passed `hide`.
 */
import type { Judgement } from "../policy/rule.ts";
import { describeReasons } from "./group-unknowns.ts";
import { compareText } from "./location.ts";
import type { ReportVerdict } from "./report.ts";
import { subjectOf } from "./subject-of.ts";

export function verdictOf(judgement: Judgement, guard: string | null, hide: (text: string) => string): ReportVerdict {
  const reason = describeReasons(judgement.reasons);
  return {
    ruleId: judgement.rule.id,
    subject: subjectOf(judgement.subject),
    key: judgement.subject.key === "" ? null : hide(judgement.subject.key),
    verdict: judgement.verdict,
    guard: guard === null ? null : hide(guard),
    reason: reason === null ? null : hide(reason),
  };
}

export function compareVerdicts(a: ReportVerdict, b: ReportVerdict): number {
  return (
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.subject.stack, b.subject.stack) ||
    compareText(a.subject.logicalId, b.subject.logicalId) ||
    compareText(a.subject.property ?? "", b.subject.property ?? "") ||
    compareText(a.key ?? "", b.key ?? "")
  );
}
