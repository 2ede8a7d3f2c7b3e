/**
 * What is written down that makes a run demand less -> the exceptions of the report, of one form.
 *
 * Those of a configuration can be had without linting anything (`declaredExceptions`), so that two revisions of it can be
 * compared. Not here: those of templates (apply-exceptions.ts, relaxations.ts, pins.ts).
 */
import type { Configuration } from "../config/configuration.ts";
import type { Exception } from "../config/exception.ts";
import type { Settings } from "../config/settings.ts";
import type { Rule, Severity } from "../policy/rule.ts";
import { compareLocations, compareText, locationOfSpan } from "./location.ts";
import type { Plan } from "./plan.ts";
import { relaxing } from "./relaxing.ts";
import type { ReportException } from "./report.ts";
import { redact } from "./secrets.ts";
import { rankOf } from "./severity.ts";

/** Everything that a project's configuration says to demand less: exceptions, relaxations, settings of rules, a baseline. */
export function declaredExceptions(configuration: Configuration, rules: readonly Rule[]): readonly ReportException[] {
  return sortExceptions([
    ...configuration.ignore.map(ignoring),
    ...configuration.relax.map(relaxing),
    ...lowered(configuration, rules),
    ...baselineOf(configuration),
  ]);
}

/** Of those, what no part of a run knows by itself. What is locked is not in force. */
export function settingsInForce({ configuration, baseline, floor, originalRules }: Plan): readonly ReportException[] {
  if (configuration === undefined) return [];
  return [
    ...lowered(configuration, originalRules).filter(({ subject }) => !floor.rules.has(subject)),
    ...(baseline === undefined ? [] : baselineOf(configuration)),
  ];
}

export function ignoring({ rule, reason, owner, until, place, about }: Exception): ReportException {
  return {
    kind: "ignore",
    subject: rule,
    effect: about === undefined ? `${rule} is not counted` : `${rule} is not counted for ${about}`,
    reason,
    owner,
    until,
    location: locationOfSpan(place),
  };
}

/** Rules that are switched off, or weigh less than they would by themselves. */
function lowered({ rules: settings }: Settings, rules: readonly Rule[]): readonly ReportException[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return [...settings].flatMap(([id, { severity, place }]): readonly ReportException[] => {
    const rule = byId.get(id);
    if (rule === undefined || severity === undefined) return [];
    const own = gravestOf(rule);
    if (severity !== "off" && rankOf(severity) >= rankOf(own)) return [];
    const effect = severity === "off" ? `${id} is switched off` : `${id} is ${severity}, and ${own} by itself`;
    return [
      { kind: "rule", subject: id, effect, reason: null, owner: null, until: null, location: locationOfSpan(place) },
    ];
  });
}

function gravestOf({ severity }: Rule): Severity {
  return severity.reduce<Severity>((most, { is }) => (rankOf(is) > rankOf(most) ? is : most), "info");
}

function baselineOf({ baseline }: Configuration): readonly ReportException[] {
  if (baseline === undefined) return [];
  const { path, place } = baseline;
  const effect = `findings that ${path} lists are not counted`;
  return [
    {
      kind: "baseline",
      subject: path,
      effect,
      reason: null,
      owner: null,
      until: null,
      location: locationOfSpan(place),
    },
  ];
}

/** Reasons are written by people, and so are secrets. */
export function redacted(
  exceptions: readonly ReportException[],
  secrets: ReadonlySet<string>,
): readonly ReportException[] {
  return exceptions.map((one) => ({
    ...one,
    effect: redact(one.effect, secrets),
    reason: one.reason === null ? null : redact(one.reason, secrets),
    owner: one.owner === null ? null : redact(one.owner, secrets),
  }));
}

/** By place; one that several stacks have stands there once. */
export function sortExceptions(exceptions: readonly ReportException[]): readonly ReportException[] {
  const all = new Map(exceptions.map((one) => [JSON.stringify(one), one]));
  return [...all.values()].sort(
    (a, b) =>
      compareLocations(a.location, b.location) || compareText(a.kind, b.kind) || compareText(a.subject, b.subject),
  );
}
