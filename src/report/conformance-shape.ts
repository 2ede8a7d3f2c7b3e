/**
 * The shape of what a report says about architectures.
 */
import type {
  ReportArchitecture,
  ReportFlow,
  ReportHop,
  ReportOutcome,
  ReportRequirement,
  ReportSurvival,
} from "../lint/report.ts";
import { choice, count, type Fields, field, flag, list, nullable, record, type Shape, text } from "./data-shape.ts";
import { severity } from "./finding-shape.ts";

export const requirementStatus: Shape<ReportRequirement["status"]> = choice({
  present: true,
  missing: true,
  violated: true,
  unknown: true,
  relaxed: true,
});

const requirement: Shape<ReportRequirement> = record("requirement", {
  address: field(text, "component.users, flow.save-upload, network.MAZ012, forbid.no-local-db"),
  kind: field(choice({ component: true, flow: true, quality: true, forbidden: true })),
  title: field(text),
  status: field(requirementStatus),
  severity: field(severity),
  guard: field(nullable(text), "When it is violated; null for always, and where it is not."),
  message: field(text, "Why it is not present; empty where it is."),
  nodes: field(list(text), "What it is about."),
  finding: field(nullable(text), "Fingerprint of the finding that tells of it."),
});

const outcome: Fields<ReportOutcome> = {
  outcome: field(choice({ holds: true, broken: true, unknown: true })),
  hop: field(
    nullable(record<NonNullable<ReportOutcome["hop"]>>(null, { from: field(text), to: field(text) })),
    "The hop that breaks, or may; null where it holds.",
  ),
  why: field(text, "Empty where it holds."),
  guard: field(nullable(text), "When it is so; null for always."),
};

const survival: Shape<ReportSurvival> = record("survival", {
  required: field(flag, "Whether the architecture asks for it."),
  worst: field(record<ReportOutcome>("outcome", outcome), "When the worst zone fails, whichever that is."),
  zones: field(list(record<ReportSurvival["zones"][number]>("outcomeOfZone", { ...outcome, zone: field(text) }))),
});

const flow: Shape<ReportFlow> = record("flow", {
  address: field(text, "Of its requirement: flow.save-upload"),
  from: field(list(text), "Names of components, or internet."),
  to: field(text),
  via: field(
    list(record<ReportFlow["via"][number]>(null, { name: field(text), optional: field(flag) })),
    "Names of components, or roles.",
  ),
  hops: field(
    list(
      record<ReportHop>("foundHop", {
        from: field(nullable(text), "Null for the internet."),
        to: field(text),
        status: field(choice({ present: true, violated: true, unknown: true })),
        guard: field(nullable(text), "When it is so; null for always."),
      }),
    ),
    "What was found; none where one of its ends is not there.",
  ),
  survival: field(nullable(survival), "Null where the flow is not there for sure."),
});

export const architecture: Shape<ReportArchitecture> = record("architecture", {
  name: field(text),
  title: field(text),
  version: field(text),
  app: field(text),
  environment: field(nullable(text)),
  enforced: field(flag, "False where the app only looks like it."),
  counts: field(
    record<ReportArchitecture["counts"]>(null, {
      total: field(count),
      proven: field(count),
      missing: field(count),
      violated: field(count),
      unknown: field(count),
      relaxed: field(count),
    }),
  ),
  components: field(
    list(
      record<ReportArchitecture["components"][number]>(null, {
        name: field(text),
        title: field(text, "What it is for."),
        optional: field(flag),
        nodes: field(list(text), "What is bound to it for sure."),
        possible: field(list(text), "Of which it is not known whether they are one."),
        tied: field(list(text), "More than there may be, of which none was preferred."),
      }),
    ),
  ),
  flows: field(list(flow), "None where the app only looks like the architecture."),
  unbound: field(list(text), "What could be a component by its role, and is none."),
  requirements: field(list(requirement)),
});
