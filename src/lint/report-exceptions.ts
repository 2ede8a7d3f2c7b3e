/**
 * What is written down that makes a run demand less -> the exceptions of the report, of one form.
 *
 * Those of a configuration can be had without linting anything (`declaredExceptions`), so that two revisions of it can be
 * compared. Not here: those of templates (apply-exceptions.ts, relaxations.ts, pins.ts).
 */
import type { Configuration } from "../config/configuration.ts";
import type { Exception } from "../config/exception.ts";
import { policyCode } from "../config/floor.ts";
import type { Settings } from "../config/settings.ts";
import type { Rule, Severity } from "../policy/rule.ts";
import { compareLocations, compareText, locationOfSpan } from "./location.ts";
import type { Plan } from "./plan.ts";
import { relaxing } from "./relaxing.ts";
import type { Location, ReportException } from "./report.ts";
import { redact } from "./secrets.ts";
import { rankOf } from "./severity.ts";

/** What a plan's files say to demand less: exceptions, relaxations, settings of rules, a baseline. */
export function declaredExceptions({ configuration, layers, originalRules }: DeclaredIn): readonly ReportException[] {
  return sortExceptions([
    ...(configuration?.ignore ?? []).map(ignoring),
    ...layers.flatMap(({ relax }) => relax.map(relaxing)),
    ...lowered(layers, originalRules),
    ...baselineOf(configuration),
  ]);
}

type DeclaredIn = Pick<Plan, "configuration" | "layers" | "originalRules">;

/** Of those, what no part of a run knows by itself. What is refused is not in force. */
export function settingsInForce({
  configuration,
  layers,
  baseline,
  notes,
  originalRules,
}: Plan): readonly ReportException[] {
  const refused = new Set(
    notes.flatMap(({ code, location }) =>
      code === policyCode && location !== null ? [keyOf(locationOfSpan(location))] : [],
    ),
  );
  return [
    ...lowered(layers, originalRules).filter(({ location }) => !refused.has(keyOf(location))),
    ...(baseline === undefined ? [] : baselineOf(configuration)),
  ];
}

const keyOf = ({ file, startLine, startColumn }: Location): string => JSON.stringify([file, startLine, startColumn]);

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

/** Rules that a file switches off, or lets weigh less than they did before it, and no later one puts back. */
function lowered(layers: readonly Settings[], rules: readonly Rule[]): readonly ReportException[] {
  const before = new Map<string, Severity | "off">(rules.map((rule) => [rule.id, gravestOf(rule)]));
  const last = new Map(
    layers.flatMap((layer) => [...layer.rules].map(([id, { severity }]) => [id, severity] as const)),
  );
  return layers.flatMap(({ rules: settings }) =>
    [...settings].flatMap(([id, { severity, place }]): readonly ReportException[] => {
      const own = before.get(id);
      if (severity === undefined || own === undefined) return [];
      before.set(id, severity);
      const isLower = (given: Severity | "off"): boolean =>
        own !== "off" && (given === "off" || rankOf(given) < rankOf(own));
      if (!isLower(severity) || !isLower(last.get(id) ?? severity)) return [];
      const effect = severity === "off" ? `${id} is switched off` : `${id} is ${severity}, and ${own} without this`;
      const location = locationOfSpan(place);
      return [{ kind: "rule", subject: id, effect, reason: null, owner: null, until: null, location }];
    }),
  );
}

function gravestOf({ severity }: Rule): Severity {
  return severity.reduce<Severity>((most, { is }) => (rankOf(is) > rankOf(most) ? is : most), "info");
}

function baselineOf(configuration: Configuration | undefined): readonly ReportException[] {
  if (configuration?.baseline === undefined) return [];
  const { path, place } = configuration.baseline;
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
