/**
 * Findings that follow from others -> folded under their cause, so that one fault is counted once.
 *
 * Invariant: folding never makes a red run green. A finding is folded only under a cause that is at least as severe and
 * holds at least whenever it does itself; and what is folded never leads back to itself.
 */
import type { Judgement } from "../policy/rule.ts";
import { equivalent } from "../resolve/explore.ts";
import { always } from "../resolve/guard.ts";
import type { Finding } from "./report.ts";
import { rankOf } from "./severity.ts";

export interface JudgedFinding {
  readonly judgement: Judgement;
  readonly finding: Finding;
}

/** The findings in the same order, with `causedBy` set on those that are consequences. */
export function foldConsequences(judged: readonly JudgedFinding[]): readonly Finding[] {
  const failing = judged.filter(({ finding }) => finding.verdict === "fail");
  const causes = new Map<Finding, Finding>();
  for (const consequence of failing) {
    if (consequence.judgement.causes.size === 0) continue;
    const cause = failing.find((candidate) => explains(candidate, consequence))?.finding;
    if (cause !== undefined && !leadsTo(cause, consequence.finding, causes)) causes.set(consequence.finding, cause);
  }
  return judged.map(({ finding }) => {
    const cause = causes.get(finding);
    return cause === undefined ? finding : { ...finding, causedBy: cause.fingerprint };
  });
}

function explains(cause: JudgedFinding, consequence: JudgedFinding): boolean {
  const listed = consequence.judgement.causes.get(cause.finding.ruleId);
  if (listed === undefined || cause === consequence) return false;
  const { subject } = cause.judgement;
  return (
    (listed.includes(subject.self) || listed.includes(subject.node)) &&
    rankOf(cause.finding.severity) >= rankOf(consequence.finding.severity) &&
    equivalent(cause.judgement.guard, always, consequence.judgement.guard) === true
  );
}

function leadsTo(from: Finding, to: Finding, causes: ReadonlyMap<Finding, Finding>): boolean {
  for (let at: Finding | undefined = from; at !== undefined; at = causes.get(at)) if (at === to) return true;
  return false;
}
