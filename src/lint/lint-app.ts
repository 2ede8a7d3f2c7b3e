/**
 * One judged app -> its share of the report.
 *
 * Invariant: plain data leaves this file, so that the app's graph can be let go.
 */
import type { Floor } from "../config/floor.ts";
import type { Lock } from "../config/settings.ts";
import { stackOfSubject } from "../policy/fact.ts";
import type { Judgement } from "../policy/rule.ts";
import { isOffByDefault } from "../resolve/by-default.ts";
import { describeGuard } from "../resolve/describe-guard.ts";
import type { Guard } from "../resolve/guard.ts";
import { constraintOf } from "../resolve/possible-worlds.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import { unfold } from "./apply-exceptions.ts";
import type { ConformedApp } from "./conform-app.ts";
import { coverageOf } from "./coverage.ts";
import { findingOf } from "./finding-of.ts";
import { Fingerprints } from "./fingerprint.ts";
import { foldConsequences } from "./fold-consequences.ts";
import { type UnknownCheck, unknownChecksOf } from "./group-unknowns.ts";
import { casesOf } from "./guard-cases.ts";
import type { JudgedApp } from "./judge-app.ts";
import { compareLocations, compareText, locationOf } from "./location.ts";
import { lockedFindings } from "./locked-findings.ts";
import type { RelaxedApp } from "./relax-app.ts";
import { endedFindings, relaxFinding, relaxRows } from "./relaxed-findings.ts";
import type { Finding, Report, ReportArchitecture, ReportVerdict } from "./report.ts";
import { architecturesOf } from "./report-architectures.ts";
import { redact, secretsIn } from "./secrets.ts";
import { verdictOf } from "./verdict-of.ts";

export interface AppReport {
  readonly findings: readonly Finding[];
  readonly verdicts: readonly ReportVerdict[];
  readonly unknowns: readonly UnknownCheck[];
  readonly stacks: Report["stacks"];
  /** One entry for each resource that no part of the graph knows. */
  readonly notModelled: ReadonlyMap<string, number>;
  /** Texts that must not be printed. */
  readonly secrets: ReadonlySet<string>;
  readonly architectures: readonly ReportArchitecture[];
  /** What cannot be excepted, by fingerprint. */
  readonly locked: ReadonlyMap<string, Lock>;
}

export interface AppReportOptions {
  readonly withVerdicts: boolean;
  /** What is judged by itself; undefined where all that the template allows is judged at once. */
  readonly environment: string | undefined;
  /** What is relaxed of the app, which is the one that is judged. */
  readonly relaxed?: RelaxedApp | undefined;
  /** What exceptions cannot get around. */
  readonly floor?: Floor;
}

export function reportOfApp(
  judged: JudgedApp | ConformedApp,
  parameters: ReadonlyMap<string, string>,
  { withVerdicts, environment, relaxed, floor }: AppReportOptions,
): AppReport {
  const { judgements } = judged;
  const constraint = constraintOf(judged.graph.stacks);
  const stacks = new Map(judged.graph.stacks.map((resolved) => [resolved.stack.name, resolved]));
  const guardOf = (judgement: Judgement): string | null => describe(judgement, constraint, stacks);
  const secrets = secretsIn(judged.app.stacks, parameters);
  const notable = inReportOrder(judgements.filter(({ verdict }) => verdict === "fail" || verdict === "unknown"));
  const hide = (text: string): string => redact(text, secrets);
  const fingerprints = new Fingerprints(judged.app.stacks);
  const findings = notable.map((judgement) => {
    const { fingerprint, fingerprintInStack } = fingerprints.identify(judgement.rule.id, judgement.subject);
    const plain = findingOf(judgement, fingerprint, {
      secrets,
      describeGuard: guardOf,
      ...(environment !== undefined && { environment }),
    });
    const cases = plain.guard === null ? undefined : casesOf(judgement.guard, constraint, hide);
    const finding = { ...plain, fingerprintInStack, ...(cases && { cases }) };
    return { judgement, finding: relaxFinding(finding, relaxed?.relaxationOf(judgement), hide) };
  });
  // What follows from a finding that does not count, counts by itself.
  const folded = unfold(foldConsequences(findings));
  const findingOfJudgement = (judgement: Judgement): Finding | undefined =>
    folded[findings.findIndex((found) => found.judgement === judgement)];
  const ended = endedFindings(relaxed?.ended ?? [], findingOfJudgement, { hide, environment });
  const architectures =
    "conformances" in judged ? architecturesOf(judged, { findingOf: findingOfJudgement, hide, environment }) : [];
  return {
    findings: [...folded, ...ended],
    verdicts: withVerdicts
      ? judgements.map((judgement) => ({
          ...verdictOf(judgement, guardOf(judgement), hide),
          ...(environment !== undefined && { environment }),
        }))
      : [],
    unknowns: judgements.filter(({ verdict }) => verdict === "unknown").flatMap(unknownChecksOf),
    ...coverage(judged),
    secrets,
    architectures: relaxed === undefined ? architectures : relaxRows(architectures, relaxed, hide),
    locked:
      relaxed === undefined || floor === undefined ? new Map() : lockedFindings(relaxed, floor, findingOfJudgement),
  };
}

function describe(
  { guard, subject }: Judgement,
  given: Guard,
  stacks: ReadonlyMap<string, ResolvedStack>,
): string | null {
  const text = describeGuard(guard, stackOfSubject(subject).conditions, given);
  return text !== null && isOffByDefault(guard, given, stacks) ? `${text} (not by default)` : text;
}

function inReportOrder(judgements: readonly Judgement[]): readonly Judgement[] {
  return judgements
    .map((judgement) => ({ judgement, location: locationOf(judgement.at) }))
    .sort(
      (a, b) =>
        compareLocations(a.location, b.location) ||
        compareText(a.judgement.rule.id, b.judgement.rule.id) ||
        compareText(a.judgement.subject.node?.id ?? "", b.judgement.subject.node?.id ?? "") ||
        compareText(a.judgement.subject.property, b.judgement.subject.property) ||
        compareText(a.judgement.subject.key, b.judgement.subject.key),
    )
    .map(({ judgement }) => judgement);
}

function coverage({ graph, stacks }: JudgedApp): Pick<AppReport, "stacks" | "notModelled"> {
  const notModelled = new Map<string, number>();
  const covered = stacks.map((resolved) => {
    const { name, template, sha256 } = resolved.stack;
    const { resources, judged, notModelled: types } = coverageOf(graph, resolved);
    for (const [type, count] of types) notModelled.set(type, (notModelled.get(type) ?? 0) + count);
    return { name, file: template.file.path, sha256, resources, judged };
  });
  return { stacks: covered, notModelled };
}
