/**
 * The shape of a report's JSON: what schemas/report.json is written from, and what reports of others are read by.
 *
 * Invariant: it is the type of ../lint/report.ts, field by field; the compiler compares them. A field that is added once a
 * release has written reports without it is optional here and there, so that those can still be read.
 */
import type { Report, ReportChange, ReportDiagnostic, ReportVerdict, UnknownGroup } from "../lint/report.ts";
import { architecture, requirementStatus } from "./conformance-shape.ts";
import {
  choice,
  constant,
  count,
  day,
  field,
  list,
  nullable,
  optional,
  record,
  type Shape,
  text,
} from "./data-shape.ts";
import { exception, finding, location, severity, subject } from "./finding-shape.ts";

const verdict: Shape<ReportVerdict> = record("verdict", {
  ruleId: field(text),
  subject: field(subject),
  key: field(nullable(text), "What tells subjects of one resource apart."),
  verdict: field(choice({ pass: true, fail: true, unknown: true, "n/a": true })),
  guard: field(nullable(text)),
  reason: field(nullable(text)),
  environment: optional(text),
});

const diagnostic: Shape<ReportDiagnostic> = record("diagnostic", {
  code: field(text),
  severity: field(severity),
  message: field(text),
  location: field(nullable(location)),
});

const unknownGroup: Shape<UnknownGroup> = record("unknowns", {
  reason: field(text, "What is not known."),
  settle: field(nullable(text), "What would settle it."),
  checks: field(count),
  rules: field(list(text)),
});

const change: Shape<ReportChange> = record("change", {
  base: field(
    record<ReportChange["base"]>(null, {
      commit: field(nullable(text)),
      name: field(text, "For people: the merge base with main."),
    }),
  ),
  counts: field(
    record<ReportChange["counts"]>(null, { new: field(count), existing: field(count), fixed: field(count) }),
  ),
  fixed: field(list(finding), "Findings of the base that are gone; their places are the base's."),
  exceptions: field(list(exception), "Exceptions that are new."),
  requirements: field(
    list(
      record<ReportChange["requirements"][number]>("changedRequirement", {
        architecture: field(text),
        app: field(text),
        environment: field(nullable(text)),
        address: field(text),
        title: field(text),
        before: field(nullable(requirementStatus)),
        after: field(nullable(requirementStatus)),
      }),
    ),
    "Requirements of which the status is another.",
  ),
  losses: field(
    list(
      record<ReportChange["losses"][number]>("loss", {
        stack: field(text),
        logicalId: field(text),
        type: field(text),
        how: field(choice({ replaced: true, "maybe replaced": true, deleted: true })),
        cause: field(text),
        location: field(nullable(location)),
      }),
    ),
    "Stateful resources that deploying the change replaces or deletes.",
  ),
});

export const reportShape: Shape<Report> = record(null, {
  version: field(constant(1), "Within a version, fields are added, never changed or removed."),
  tool: field(record<Report["tool"]>(null, { name: field(constant("stackplumb")), version: field(text) })),
  summary: field(
    record<Report["summary"]>(null, {
      errors: field(count),
      warnings: field(count),
      infos: field(count),
      unknown: field(count, "Subjects that cannot be decided."),
      suppressed: field(count),
      baselined: field(count),
      resources: field(count),
      stacks: field(count),
      judged: field(count, "Resources of types that are modelled."),
      consequences: field(count, "Findings that are folded under their cause."),
    }),
  ),
  stacks: field(
    list(
      record<Report["stacks"][number]>(null, {
        name: field(text),
        file: field(text),
        sha256: field(text),
        resources: field(count),
        judged: field(count),
      }),
    ),
  ),
  notModelled: field(list(record<Report["notModelled"][number]>(null, { type: field(text), count: field(count) }))),
  asOf: field(day, "The day that dates are compared with."),
  findings: field(list(finding)),
  unknowns: field(list(unknownGroup), "The widest first."),
  verdicts: optional(list(verdict), "With --all-verdicts."),
  architectures: field(list(architecture)),
  exceptions: field(list(exception), "Everything in force that makes the run demand less."),
  change: field(nullable(change), "Null where there is no base to compare with."),
  diagnostics: field(list(diagnostic), "Trouble with the input."),
});
