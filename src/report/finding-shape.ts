/**
 * The shape of findings and of what they are made of.
 */
import type { Finding, GuardCase, Location, ReportEdit, ReportException, ReportSubject } from "../lint/report.ts";
import {
  choice,
  day,
  field,
  flag,
  list,
  nullable,
  optional,
  position,
  record,
  type Shape,
  text,
} from "./data-shape.ts";

export const severity: Shape<Finding["severity"]> = choice({ error: true, warning: true, info: true });

export const location: Shape<Location> = record("location", {
  file: field(text, "Path as it was given, with forward slashes."),
  startLine: field(position, "1-based."),
  startColumn: field(position, "1-based, in UTF-16 code units."),
  endLine: field(position),
  endColumn: field(position, "Exclusive."),
});

export const subject: Shape<ReportSubject> = record("subject", {
  stack: field(text),
  logicalId: field(text, "Empty for the app as a whole."),
  type: field(text, "Empty for the app as a whole."),
  constructPath: field(nullable(text), "Path of the construct, where CDK says it."),
  property: field(nullable(text), "Path of the property inside the resource."),
});

const guardCase: Shape<GuardCase> = list(
  record<GuardCase[number]>("guardPart", {
    variable: field(text, "stack/Parameter, what else is not known, or environment."),
    values: field(list(text)),
    isExcluded: field(flag, "Whether it is none of the values, instead of one of them."),
  }),
);

const edit: Shape<ReportEdit> = record("edit", {
  location: field(location, "What is replaced."),
  text: field(text, "What comes in its place."),
});

export const finding: Shape<Finding> = record("finding", {
  ruleId: field(text),
  ruleName: field(text),
  severity: field(severity),
  verdict: field(choice({ fail: true, unknown: true }), "unknown is no violation."),
  message: field(text, "What is wrong."),
  guard: field(nullable(text), "When it holds; null for always."),
  environments: field(list(text), "Where it holds; empty where no environments are told apart."),
  subject: field(subject),
  location: field(location),
  codeLocation: field(nullable(location), "The line of CDK code that made the resource."),
  related: field(
    list(record<Finding["related"][number]>("hop", { message: field(text), location: field(location) })),
    "The path of evidence.",
  ),
  reason: field(nullable(text), "Of an unknown: what would settle it."),
  basis: field(choice({ proof: true, heuristic: true })),
  preview: optional(flag, "Whether its rule is a preview, so that it fails nothing."),
  assumed: field(list(text), "Parameters whose defaults it rests on."),
  causedBy: field(nullable(text), "Fingerprint of the finding that it is a consequence of."),
  fix: field(text, "In the words of the dialect that the template is written in."),
  edit: field(nullable(edit), "The fix as an edit of one value, where it is one."),
  fingerprint: field(text, "Stays the same while the template is edited around the finding."),
  fingerprintInStack: optional(text, "As fingerprint, but the same whatever the stack is called."),
  cases: optional(list(guardCase), "The guard as data: it holds in each of these cases."),
  status: field(choice({ active: true, suppressed: true, baselined: true, relaxed: true })),
  exception: field(
    nullable(
      record<NonNullable<Finding["exception"]>>("ignored", {
        reason: field(text),
        owner: field(nullable(text)),
        until: field(nullable(day), "The last day on which it has an effect."),
        location: field(location, "Where it is written."),
      }),
    ),
    "Of a finding that does not count: why.",
  ),
  change: field(nullable(choice({ new: true, existing: true, fixed: true })), "Null where nothing was compared."),
});

export const exception: Shape<ReportException> = record("exception", {
  kind: field(choice({ ignore: true, relax: true, pin: true, rule: true, baseline: true, configuration: true })),
  subject: field(text, "Id of a rule, address of a requirement, or name of a component."),
  effect: field(text, "What it does, as a clause."),
  reason: field(nullable(text)),
  owner: field(nullable(text)),
  until: field(nullable(day), "The last day on which it has an effect."),
  location: field(location),
});
