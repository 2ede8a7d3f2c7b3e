/**
 * Requirements that are locked -> the findings that tell of them, which no exception covers.
 */
import { type Floor, lockOnRequirement } from "../config/floor.ts";
import type { Lock } from "../config/settings.ts";
import type { Judgement } from "../policy/rule.ts";
import type { RelaxedApp } from "./relax-app.ts";
import type { Finding } from "./report.ts";

/** @returns by fingerprint */
export function lockedFindings(
  { app, tellersOf }: RelaxedApp,
  floor: Floor,
  findingOf: (judgement: Judgement) => Finding | undefined,
): ReadonlyMap<string, Lock> {
  const locked = new Map<string, Lock>();
  if (floor.requirements.size === 0) return locked;
  for (const { conformance, enforced } of app.conformances) {
    for (const result of enforced ? conformance.results : []) {
      const lock = lockOnRequirement(floor, conformance.architecture.name, result.address);
      if (lock === undefined || result.status === "present") continue;
      for (const judgement of tellersOf(result)) {
        const finding = findingOf(judgement);
        if (finding !== undefined) locked.set(finding.fingerprint, lock);
      }
    }
  }
  return locked;
}
