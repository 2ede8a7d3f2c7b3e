/**
 * One app's reports, one for each environment -> its report, in which a finding says where it holds.
 *
 * Invariant: a subject that violates a rule is one finding, as grave as in the environment in which it weighs most. Where
 * it is a violation in one environment and cannot be known in another, it is a violation; what is not known stays among
 * the unknowns.
 */
import type { UnknownCheck } from "./group-unknowns.ts";
import { mergeCases } from "./guard-cases.ts";
import type { AppReport } from "./lint-app.ts";
import type { Finding } from "./report.ts";
import { rankOf } from "./severity.ts";

export function mergeEnvironments(reports: readonly AppReport[]): readonly AppReport[] {
  const [first] = reports;
  if (first === undefined || reports.length === 1) return reports;
  return [
    {
      ...first,
      findings: mergeFindings(reports.flatMap(({ findings }) => findings)),
      locked: new Map(reports.flatMap(({ locked }) => [...locked])),
      verdicts: reports.flatMap(({ verdicts }) => verdicts),
      architectures: reports.flatMap(({ architectures }) => architectures),
      unknowns: widestOf(reports.map(({ unknowns }) => unknowns)),
      secrets: new Set(reports.flatMap(({ secrets }) => [...secrets])),
    },
  ];
}

function mergeFindings(findings: readonly Finding[]): readonly Finding[] {
  const bySubject = new Map<string, Finding[]>();
  for (const finding of findings) {
    const same = bySubject.get(finding.fingerprint);
    if (same === undefined) bySubject.set(finding.fingerprint, [finding]);
    else same.push(finding);
  }
  return [...bySubject.values()].flatMap(mergeSubject);
}

function mergeSubject(findings: readonly Finding[]): readonly Finding[] {
  // What is relaxed in one environment counts in the others.
  const active = findings.filter(({ status }) => status === "active");
  const counting = active.length > 0 ? active : findings;
  const failing = counting.filter(({ verdict }) => verdict === "fail");
  const [first, ...others] = failing.length > 0 ? failing : counting;
  if (first === undefined) return [];
  const gravest = others.reduce((a, b) => (rankOf(b.severity) > rankOf(a.severity) ? b : a), first);
  const all = [first, ...others];
  const { cases: _, ...apart } = gravest;
  const cases = mergeCases(all);
  return [
    {
      ...apart,
      ...(cases && { cases }),
      environments: all.flatMap(({ environments }) => environments),
      guard: all.every(({ guard }) => guard === gravest.guard) ? gravest.guard : all.map(guardIn).join("; "),
      assumed: [...new Set(all.flatMap(({ assumed }) => assumed))].sort(),
      // Only what follows from the same cause everywhere is counted with it.
      causedBy: all.every(({ causedBy }) => causedBy === gravest.causedBy) ? gravest.causedBy : null,
    },
  ];
}

/** `prod: always`, `dev: IsProd=false`. */
function guardIn({ environments, guard }: Finding): string {
  return `${environments.join(", ")}: ${guard ?? "always"}`;
}

/** One check that cannot be decided in three environments is one check. */
function widestOf(environments: readonly (readonly UnknownCheck[])[]): readonly UnknownCheck[] {
  const widest = new Map<string, readonly UnknownCheck[]>();
  for (const checks of environments) {
    const groups = new Map<string, UnknownCheck[]>();
    for (const check of checks) {
      const key = JSON.stringify([check.ruleId, check.reason, check.settle]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [check]);
      else group.push(check);
    }
    for (const [key, group] of groups) if (group.length > (widest.get(key)?.length ?? 0)) widest.set(key, group);
  }
  return [...widest.values()].flat();
}
