/**
 * What is relaxed -> findings with a lower severity or the status `relaxed`, rows of the table, and findings of ARC004 for
 * relaxations that have ended.
 *
 * Invariant: nothing is dropped; what is relaxed says why, by whom, until when, and where that is written.
 */
import { hash } from "node:crypto";
import { relaxationExpired } from "../policy/architecture/architecture-rules.ts";
import type { Relaxation } from "../policy/architecture/relaxation.ts";
import type { Judgement } from "../policy/rule.ts";
import { fixOf } from "./fix-of.ts";
import { locationOfSpan } from "./location.ts";
import type { EndedRelaxation, RelaxedApp } from "./relax-app.ts";
import { relaxedWith } from "./relaxing.ts";
import type { Finding, ReportArchitecture } from "./report.ts";
import { countsOf } from "./report-architectures.ts";
import { rankOf } from "./severity.ts";

type Hide = (text: string) => string;

/** Of less weight where that is what it is relaxed to; else it does not count at all. */
export function relaxFinding(finding: Finding, relaxation: Relaxation | undefined, hide: Hide): Finding {
  if (relaxation === undefined) return finding;
  const { to, owner, until, place } = relaxation;
  const exception = { reason: hide(reasonOf(relaxation)), owner: hide(owner), until, location: locationOfSpan(place) };
  if (to === "off" || to === "satisfied-by") return { ...finding, status: "relaxed", exception };
  return rankOf(to) < rankOf(finding.severity) ? { ...finding, severity: to, exception } : finding;
}

export function relaxRows(
  architectures: readonly ReportArchitecture[],
  { app, results }: RelaxedApp,
  hide: Hide,
): readonly ReportArchitecture[] {
  if (results.size === 0) return architectures;
  return architectures.map((architecture, i) => {
    const found = app.conformances[i]?.conformance.results ?? [];
    const requirements = architecture.requirements.map((row, j) => {
      const result = found[j];
      const relaxation = result && results.get(result);
      if (relaxation === undefined) return row;
      const { to, requirement } = relaxation;
      const severity = to === "info" || to === "warning" ? to : row.severity;
      // What a component brings with it is explained where the component stands.
      const why = requirement === row.address ? inWords(relaxation) : relaxedWith(requirement);
      const message = severity === to ? `${row.message}; ${why}` : why;
      return { ...row, status: "relaxed" as const, severity, message: hide(message) };
    });
    return { ...architecture, requirements, counts: countsOf(requirements) };
  });
}

/** A consequence of what tells of the requirement: the fault is counted once, and its end explains it. */
export function endedFindings(
  ended: readonly EndedRelaxation[],
  findingOf: (judgement: Judgement) => Finding | undefined,
  { hide, environment }: { readonly hide: Hide; readonly environment: string | undefined },
): readonly Finding[] {
  return ended.flatMap(({ architecture, result, relaxation, teller }): readonly Finding[] => {
    const cause = findingOf(teller);
    if (cause === undefined) return [];
    const { requirement, until, owner, place } = relaxation;
    const identity = JSON.stringify([
      relaxationExpired.id,
      cause.subject.stack,
      architecture.name,
      requirement,
      place.file,
    ]);
    const { id, name } = relaxationExpired;
    return [
      {
        ...cause,
        ruleId: id,
        ruleName: name,
        severity: result.severity,
        verdict: "fail",
        message: hide(
          `The relaxation of ${requirement} ended on ${until}, and ${architecture.name} asks for it again (${owner} answers for it)`,
        ),
        environments: environment === undefined ? [] : [environment],
        subject: { stack: cause.subject.stack, logicalId: "", type: "", constructPath: null, property: null },
        location: locationOfSpan(place),
        codeLocation: null,
        related: [],
        reason: null,
        basis: "proof",
        assumed: [],
        causedBy: cause.fingerprint,
        fix: fixOf({ ...teller, rule: relaxationExpired }),
        edit: null,
        fingerprint: hash("sha256", identity),
        fingerprintInStack: hash("sha256", JSON.stringify([id, architecture.name, requirement, place.file])),
        status: "active",
        exception: null,
      },
    ];
  });
}

/** `asked for as info: a sandbox may be down (data, until 2027-03-31)`. */
function inWords({ to, external, reason, owner, until }: Relaxation): string {
  const how =
    to === "off" ? "not asked for" : to === "satisfied-by" ? `satisfied by ${external ?? ""}` : `asked for as ${to}`;
  return `${how}: ${reason} (${owner}${until === null ? "" : `, until ${until}`})`;
}

function reasonOf({ reason, external }: Relaxation): string {
  return external === null ? reason : `satisfied by ${external}: ${reason}`;
}
