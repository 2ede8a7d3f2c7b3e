/**
 * Findings x baseline -> the findings, those of the baseline with that status; and which of the baseline's no longer occur.
 */
import { type Baseline, type BaselineEntry, baselineCode } from "../config/baseline.ts";
import { type Floor, lockOnRule, policyCode, refusalOf } from "../config/floor.ts";
import type { Lock } from "../config/settings.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { type UnusedExceptions, unfold } from "./apply-exceptions.ts";
import type { Finding, Report } from "./report.ts";

/** Findings that are named in the one diagnostic that tells what no longer occurs. */
const named = 10;

export function applyBaseline(findings: readonly Finding[], { entries }: Baseline): readonly Finding[] {
  const byFingerprint = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  return unfold(
    findings.map((finding) => {
      const entry = byFingerprint.get(finding.fingerprint);
      const isCovered = entry !== undefined && (entry.verdict === "fail" || finding.verdict === "unknown");
      return isCovered && finding.status === "active" ? { ...finding, status: "baselined" } : finding;
    }),
  );
}

/**
 * The entries of a baseline that may be; the others are told.
 *
 * @param findings what an entry is for is theirs to say: its own word for the rule is anybody's
 * @param locked findings that no baseline covers, by fingerprint
 */
export function allowedEntries(
  { entries }: Baseline,
  floor: Floor,
  findings: readonly Finding[],
  locked: ReadonlyMap<string, Lock>,
): { readonly baseline: Baseline; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const rules = new Map(findings.map(({ fingerprint, ruleId }) => [fingerprint, ruleId]));
  const allowed = entries.filter(({ rule, fingerprint, place }) => {
    const lock = lockOnRule(floor, rules.get(fingerprint) ?? rule) ?? locked.get(fingerprint);
    if (lock !== undefined)
      diagnostics.push({ code: policyCode, severity: "error", message: refusalOf(lock, "baselined"), location: place });
    return lock === undefined;
  });
  return { baseline: { entries: allowed }, diagnostics };
}

/**
 * @param run ids of the rules that were run
 * @param scope what was looked at; see `UnusedExceptions`
 */
export function staleEntries(
  { entries }: Baseline,
  findings: readonly Finding[],
  stacks: Report["stacks"],
  run: ReadonlySet<string>,
  scope: UnusedExceptions,
): readonly Diagnostic[] {
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  const linted = new Set(stacks.map(({ name }) => name));
  const isLooked = ({ stack }: BaselineEntry): boolean =>
    scope === "all" || (scope === "templates" && linted.has(stack));
  const stale = entries.filter((entry) => run.has(entry.rule) && isLooked(entry) && !found.has(entry.fingerprint));
  const [first] = stale;
  if (first === undefined) return [];
  const names = stale.slice(0, named).map(({ rule, stack, resource }) => {
    return `${rule} (${resource === "" ? stack : `${resource} of ${stack}`})`;
  });
  const rest = stale.length > named ? ` and ${stale.length - named} more` : "";
  const verb = stale.length === 1 ? "no longer occurs" : "no longer occur";
  const message = `${names.join(", ")}${rest} ${verb}: \`stackplumb baseline\` writes the baseline anew`;
  return [{ code: baselineCode, severity: "warning", message, location: first.place }];
}

/** What a baseline of this report holds: what counts; of what cannot be known only what would fail. */
export function baselineOf({ findings }: Report, strictUnknown: boolean): readonly BaselineEntry[] {
  return findings
    .filter(({ status, verdict }) => status === "active" && (verdict === "fail" || strictUnknown))
    .map(({ ruleId, verdict, fingerprint, subject }) => ({
      fingerprint,
      rule: ruleId,
      stack: subject.stack,
      resource: subject.logicalId,
      verdict,
    }));
}
