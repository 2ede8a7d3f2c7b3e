/**
 * Findings of the head x findings of the base -> which are new, which were there, and which are fixed.
 *
 * Invariant: each finding of the head is new or existing; each of the base has one counterpart in the head at most. What
 * weighs now and did not (unknown, excepted, less grave, in fewer cases) is new. Fixed is only what the head was able to
 * judge, and does not find. A consequence is as new as its cause.
 */
import type { Finding, Report } from "../lint/report.ts";
import { rankOf } from "../lint/severity.ts";
import { isWider } from "./guard-widening.ts";
import type { Unread } from "./unread.ts";

export interface ComparedFindings {
  readonly findings: readonly Finding[];
  readonly fixed: readonly Finding[];
  /** Of the base, and not found: nobody can say that they are fixed. */
  readonly lost: readonly Finding[];
}

export interface FindingContext {
  /** The head's names of stacks by the base's. */
  readonly names: ReadonlyMap<string, string>;
  /** What the head cannot have seen. */
  readonly unread: Unread;
  /** Ids of the rules that were run on the head; undefined where that is not known. */
  readonly run: ReadonlySet<string> | undefined;
}

/** Active, proven, and no consequence: what decides whether the build fails. */
export function weighs({ verdict, status, causedBy }: Finding): boolean {
  return verdict === "fail" && status === "active" && causedBy === null;
}

export function compareFindings(head: Report, base: Report, context: FindingContext): ComparedFindings {
  const { names, unread, run } = context;
  const counterparts = counterpartsOf(head.findings, base.findings, names);
  const rename = renaming(names);
  const byFingerprint = new Map(head.findings.map((finding) => [finding.fingerprint, finding]));
  const isNew = (finding: Finding): boolean => {
    const before = counterparts.get(finding);
    return before === undefined || weighsMore(finding, before, rename);
  };
  const findings = head.findings.map((finding): Finding => {
    const cause = causeOf(finding, byFingerprint);
    return { ...finding, change: isNew(cause) ? "new" : "existing" };
  });
  const found = new Set(counterparts.values());
  const undecided = new Set(
    head.findings.filter(({ verdict }) => verdict === "unknown").map((finding) => placeOf(finding)),
  );
  const gone = base.findings.filter((finding) => weighs(finding) && !found.has(finding));
  const files = new Map(head.stacks.map(({ name, file }) => [name, file]));
  const isJudged = (finding: Finding): boolean => {
    const { ruleId, subject, location } = finding;
    const stack = names.get(subject.stack) ?? subject.stack;
    return (
      (run === undefined || run.has(ruleId)) &&
      !undecided.has(placeOf(finding, stack)) &&
      unread(stack, files.get(stack) ?? location.file) === null
    );
  };
  return {
    findings,
    fixed: gone.filter(isJudged).map((finding): Finding => ({ ...finding, change: "fixed" })),
    lost: gone.filter((finding) => !isJudged(finding)),
  };
}

/** By fingerprint; where the stack, or a logical id that CDK makes up, is another one, by what both share. */
function counterpartsOf(
  head: readonly Finding[],
  base: readonly Finding[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<Finding, Finding> {
  const counterparts = new Map<Finding, Finding>();
  const byFingerprint = new Map(base.map((finding) => [finding.fingerprint, finding]));
  const found = new Set<Finding>();
  const pair = (finding: Finding, before: Finding | undefined): void => {
    if (before === undefined || found.has(before) || counterparts.has(finding)) return;
    counterparts.set(finding, before);
    found.add(before);
  };
  for (const finding of head) pair(finding, byFingerprint.get(finding.fingerprint));
  const shared = new Map(
    base.flatMap((finding) => {
      const key = sharedKey(finding, names.get(finding.subject.stack) ?? finding.subject.stack);
      return found.has(finding) || key === undefined ? [] : [[key, finding] as const];
    }),
  );
  for (const finding of head) pair(finding, shared.get(sharedKey(finding, finding.subject.stack) ?? ""));
  return counterparts;
}

function sharedKey({ fingerprintInStack }: Finding, stack: string): string | undefined {
  return fingerprintInStack === undefined ? undefined : JSON.stringify([stack, fingerprintInStack]);
}

/** Rule and resource. */
function placeOf({ ruleId, subject }: Finding, stack = subject.stack): string {
  return JSON.stringify([ruleId, stack, subject.constructPath ?? subject.logicalId]);
}

function weighsMore(now: Finding, before: Finding, rename: (variable: string) => string): boolean {
  if (now.status !== "active") return false;
  if (before.status !== "active") return true;
  if (now.verdict === "unknown") return false;
  if (before.verdict === "unknown") return true;
  const { environments } = before;
  return (
    rankOf(now.severity) > rankOf(before.severity) ||
    (environments.length > 0 && now.environments.some((environment) => !environments.includes(environment))) ||
    isWider(now, before, rename)
  );
}

/** The finding under which this one is counted; itself where it is counted by itself. */
function causeOf(finding: Finding, byFingerprint: ReadonlyMap<string, Finding>): Finding {
  let cause = finding;
  for (let hops = byFingerprint.size; cause.causedBy !== null && hops > 0; hops--) {
    const next = byFingerprint.get(cause.causedBy);
    if (next === undefined) break;
    cause = next;
  }
  return cause;
}

/** The head's name of a variable `stack/name` of the base. */
function renaming(names: ReadonlyMap<string, string>): (variable: string) => string {
  const renamed = [...names].filter(([before, after]) => before !== after);
  return (variable) => {
    const outer = renamed.find(([before]) => variable.startsWith(`${before}/`));
    return outer === undefined ? variable : outer[1] + variable.slice(outer[0].length);
  };
}
