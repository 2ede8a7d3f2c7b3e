/**
 * A report -> SARIF 2.1.0, as GitHub's code scanning and other viewers read it.
 *
 * Only what is proven and counts is a result: code scanning knows no "suppressed" and no "unknown", and would show either
 * as an alert. A finding that follows from another is a related location of its cause, for it is solved with it. The same
 * report gives the same text.
 * Not here: what is new and what is not; code scanning compares with its own default branch, by the fingerprints.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
 */
import { compareText } from "../lint/location.ts";
import type { Finding, Report, ReportDiagnostic } from "../lint/report.ts";
import { architectureRules } from "../policy/architecture/architecture-rules.ts";
import { counted } from "./counted.ts";
import { asJson } from "./render-json.ts";
import { type Item, itemsOf } from "./render-markdown-findings.ts";
import {
  artifactOf,
  locationOfFinding,
  locationOfHop,
  messageOf,
  type PathOf,
  regionOf,
  sourceRoot,
} from "./sarif-location.ts";
import { describeRule, levels, ruleOfFinding, type ToldRule } from "./sarif-rule.ts";

export interface SarifOptions {
  readonly pathOf: PathOf;
  /** What the rules say about themselves; a rule that is not among them is described by its findings. */
  readonly rules: readonly ToldRule[];
  /**
   * Tells several reports about one commit apart: code scanning keeps the last one of a category. Null where who uploads it
   * is to say; GitHub's action does so by workflow, job and matrix, but only where nothing is said here.
   */
  readonly category: string | null;
}

/** Code scanning stores no more than these of a run, and of a result. */
const mostResults = 5_000;
const mostHops = 100;

export function renderSarif(report: Report, options: SarifOptions): string {
  return asJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [sarifRun(report, options)],
  });
}

/** The one run of the file. */
export function sarifRun(report: Report, options: SarifOptions) {
  const items = itemsOf(report.findings);
  const shown = items.slice(0, mostResults);
  const rules = rulesOf(shown, options.rules);
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    tool: { driver: { name: "Stackplumb", ...versionOf(report), rules: rules.map(describeRule) } },
    ...(options.category !== null && { automationDetails: { id: `${messageOf(options.category).text}/` } }),
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [sourceRoot]: { description: { text: "The root of the repository" } } },
    invocations: [invocationOf(report, items.length - shown.length, options)],
    results: shown.map((item) => resultOf(item, indexOf.get(item.finding.ruleId) ?? 0, options)),
  };
}

function versionOf({ tool: { version } }: Report): { readonly version: string; readonly semanticVersion?: string } {
  const isSemantic = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version);
  return { version: messageOf(version).text, ...(isSemantic && { semanticVersion: version }) };
}

/** The rules of what is told, by id. */
function rulesOf(items: readonly Item[], known: readonly ToldRule[]): readonly ToldRule[] {
  const byId = new Map([...architectureRules, ...known].map((rule) => [rule.id, rule]));
  const told = new Map<string, ToldRule>();
  for (const { finding } of items) {
    const { ruleId } = finding;
    if (!told.has(ruleId)) told.set(ruleId, byId.get(ruleId) ?? ruleOfFinding(finding));
  }
  return [...told.values()].sort((a, b) => compareText(a.id, b.id));
}

function resultOf({ finding, consequences }: Item, ruleIndex: number, { pathOf }: SarifOptions) {
  const { ruleId, severity, related, fingerprint } = finding;
  const hops = related.slice(0, mostHops).map((hop) => locationOfHop(hop.location, hop.message, pathOf));
  const followers = consequences
    .slice(0, mostHops - hops.length)
    .map((one) => locationOfHop(one.location, `so also ${one.ruleId}: ${one.message}`, pathOf));
  return {
    ruleId: messageOf(ruleId).text,
    ruleIndex,
    level: levels[severity],
    message: messageOf(finding.message + circumstances(finding, consequences.length)),
    locations: [locationOfFinding(finding, pathOf)],
    ...(hops.length > 0 && {
      codeFlows: [{ threadFlows: [{ locations: hops.map((location) => ({ location })) }] }],
    }),
    ...(hops.length + followers.length > 0 && {
      relatedLocations: [...hops, ...followers].map((location, i) => ({ id: i + 1, ...location })),
    }),
    partialFingerprints: {
      // Code scanning takes it for the same alert while this stays the same; the number counts equal lines, and none are.
      primaryLocationLineHash: `${messageOf(fingerprint.slice(0, 16)).text}:1`,
      "stackplumbFingerprint/v1": messageOf(fingerprint).text,
    },
    ...fixesOf(finding, pathOf),
  };
}

/** Under which circumstances, and on what ground, it stands; how much follows from it. */
function circumstances({ environments, guard, assumed, basis }: Finding, consequences: number): string {
  const parts = [
    ...(environments.length > 0 ? [`in ${environments.join(", ")}`] : []),
    ...(guard === null ? [] : [`when ${guard}`]),
    ...(assumed.length > 0 ? [`by the default of ${assumed.join(", ")}`] : []),
    ...(basis === "heuristic" ? ["heuristic, not proven"] : []),
    ...(consequences > 0 ? [counted(consequences, "more finding follows", "more findings follow")] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join("; ")})`;
}

function fixesOf({ edit, fix }: Finding, pathOf: PathOf) {
  const path = edit === null ? null : pathOf(edit.location);
  if (edit === null || path === null) return {};
  const replacement = { deletedRegion: regionOf(edit.location), insertedContent: { text: edit.text } };
  return {
    fixes: [
      {
        description: messageOf(fix),
        artifactChanges: [{ artifactLocation: artifactOf(path), replacements: [replacement] }],
      },
    ],
  };
}

/** Trouble with the input, and what did not fit: it must not look as if all was judged and told. */
function invocationOf({ diagnostics }: Report, leftOut: number, { pathOf }: SarifOptions) {
  const shown = diagnostics.slice(0, mostNotifications);
  const hidden = diagnostics.length - shown.length;
  return {
    executionSuccessful: diagnostics.every(({ severity }) => severity !== "error"),
    toolExecutionNotifications: [
      ...(leftOut > 0
        ? [
            note(
              "results-left-out",
              `${counted(leftOut, "finding")}, the least severe ones, did not fit into this file`,
            ),
          ]
        : []),
      ...shown.map((diagnostic) => notificationOf(diagnostic, pathOf)),
      ...(hidden > 0
        ? [note("notifications-left-out", `${counted(hidden, "diagnostic")} did not fit into this file`)]
        : []),
    ],
  };
}

const mostNotifications = 1_000;

function note(id: string, text: string) {
  return { descriptor: { id }, level: "warning", message: messageOf(text) };
}

function notificationOf({ code, severity, message, location }: ReportDiagnostic, pathOf: PathOf) {
  return {
    descriptor: { id: messageOf(code).text },
    level: levels[severity],
    message: messageOf(message),
    ...(location !== null && {
      locations: [{ physicalLocation: locationOfHop(location, "", pathOf).physicalLocation }],
    }),
  };
}
