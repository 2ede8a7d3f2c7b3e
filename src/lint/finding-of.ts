/**
 * A judgement that is no pass -> a finding.
 *
 * Invariant: nothing of a template reaches the finding without having passed `redact`. Not here: which finding is a
 * consequence of which; see fold-consequences.ts.
 */
import { type Subject, stackOfSubject } from "../policy/fact.ts";
import type { Judgement, Message } from "../policy/rule.ts";
import { editOf } from "./edit-of.ts";
import { fixOf } from "./fix-of.ts";
import { describeReasons } from "./group-unknowns.ts";
import { locationOf } from "./location.ts";
import type { Finding } from "./report.ts";
import { redact, redactMessage } from "./secrets.ts";
import { severityOf } from "./severity.ts";
import { subjectOf } from "./subject-of.ts";

export interface FindingContext {
  /** Texts that must not be printed. */
  readonly secrets: ReadonlySet<string>;
  /** `IsProd=false`; null for always. */
  readonly describeGuard: (judgement: Judgement) => string | null;
  /** What is judged by itself; without it, all that the template allows is judged at once. */
  readonly environment?: string;
}

export function findingOf(judgement: Judgement, fingerprint: string, context: FindingContext): Finding {
  const { rule, verdict, subject } = judgement;
  const { secrets } = context;
  const severity = severityOf(judgement, context.environment !== undefined);
  return {
    ruleId: rule.id,
    ruleName: rule.name,
    severity,
    verdict: verdict === "unknown" ? "unknown" : "fail",
    message: redactMessage(judgement.message, ownWords(rule.message), secrets),
    guard: redacted(context.describeGuard(judgement), secrets),
    environments: context.environment === undefined ? [] : [context.environment],
    subject: subjectOf(subject),
    location: locationOf(judgement.at),
    codeLocation: codeLocationOf(subject),
    related: relatedOf(judgement, secrets),
    reason: verdict === "unknown" ? redacted(describeReasons(judgement.reasons), secrets) : null,
    basis: rule.basis,
    // Whoever asks for more than information has taken the rule on.
    ...(rule.preview === true && severity === "info" && { preview: true }),
    assumed: [...new Set(judgement.assumed)].sort().map((name) => `parameter ${name}`),
    causedBy: null,
    fix: fixOf(judgement),
    edit: editOf(judgement),
    fingerprint,
    status: "active",
    exception: null,
    change: null,
  };
}

/** The line of source code that made the resource: what its author edits, where a program wrote the template. */
function codeLocationOf(subject: Subject): Finding["codeLocation"] {
  const { stack } = stackOfSubject(subject);
  const path = subject.node === null ? undefined : stack.constructPaths.get(subject.node.logicalId);
  const place = path === undefined ? undefined : stack.code?.placeOf(path);
  if (place === undefined) return null;
  const { file, line, column } = place;
  return { file, startLine: line, startColumn: column, endLine: line, endColumn: column + 1 };
}

function relatedOf({ related }: Judgement, secrets: ReadonlySet<string>): Finding["related"] {
  const hops = new Map(
    related.map(({ message, node }) => {
      const hop = { message: redact(message, secrets), location: locationOf(node) };
      return [JSON.stringify(hop), hop] as const;
    }),
  );
  return [...hops.values()];
}

function redacted(text: string | null, secrets: ReadonlySet<string>): string | null {
  return text === null ? null : redact(text, secrets);
}

function ownWords(message: Message): readonly string[] {
  return message.filter((part) => typeof part === "string");
}
