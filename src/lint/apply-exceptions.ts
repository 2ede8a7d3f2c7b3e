/**
 * Findings x exceptions -> the findings, those that are excepted with status and reason; and what is wrong with the
 * exceptions: those that have ended, end soon, or are for nothing.
 *
 * Invariant: nothing is dropped, and what follows from an excepted finding is counted by itself: an exception covers what it
 * names and no more.
 */
import type { Exception, SearchingException } from "../config/exception.ts";
import { templateExceptions } from "../config/template-exceptions.ts";
import type { Rule } from "../policy/rule.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { spanOf } from "../source/node.ts";
import { ExceptionLog } from "./exception-log.ts";
import { locationOfSpan } from "./location.ts";
import type { Finding } from "./report.ts";
import { redact } from "./secrets.ts";

/** The exceptions of a run, and what became of each of them. */
export class Exceptions {
  readonly #configured: readonly SearchingException[];
  readonly #rules: readonly Rule[];
  readonly #log: ExceptionLog;
  readonly #diagnostics: Diagnostic[] = [];

  /** @param rules those that there are, to know their names. @param asOf `YYYY-MM-DD` */
  constructor(configured: readonly SearchingException[], rules: readonly Rule[], asOf: string) {
    this.#configured = configured;
    this.#rules = rules;
    this.#log = new ExceptionLog(asOf);
    for (const exception of configured) this.#log.note(exception);
  }

  /** @param secrets texts that must not be printed. */
  apply(
    findings: readonly Finding[],
    stacks: readonly ResolvedStack[],
    secrets: ReadonlySet<string>,
  ): readonly Finding[] {
    const inTemplates = new InTemplates();
    for (const resolved of stacks) {
      const { diagnostics } = inTemplates.read(resolved, this.#rules, this.#log);
      this.#diagnostics.push(...diagnostics);
    }
    if (this.#configured.length === 0 && inTemplates.isEmpty) return findings;
    return unfold(
      findings.map((finding) => {
        const found = [
          ...inTemplates.around(finding),
          ...this.#configured.filter(({ covers }) => covers(about(finding))),
        ];
        // All that cover it are of use; the first that has not ended is its reason.
        const [exception] = found.filter((candidate) => this.#log.use(candidate));
        return exception === undefined ? finding : suppressed(finding, exception, secrets);
      }),
    );
  }

  /**
   * @param run ids of the rules that were run
   * @param unused which of the exceptions that are for nothing are told
   */
  diagnostics(run: ReadonlySet<string>, unused: UnusedExceptions): readonly Diagnostic[] {
    const configured = new Set<Exception>(this.#configured);
    const isTold = (exception: Exception): boolean =>
      run.has(exception.rule) && (unused === "all" || (unused === "templates" && !configured.has(exception)));
    return [...this.#diagnostics, ...this.#log.diagnostics(isTold)];
  }
}

/** `templates` where only a part of what the configuration is for was looked at, `none` where only some cases were. */
export type UnusedExceptions = "all" | "templates" | "none";

/** Exceptions that stand in an app's templates, by what they are for. */
class InTemplates {
  readonly #byResource = new Map<string, Exception[]>();
  readonly #byStack = new Map<string, readonly SearchingException[]>();
  readonly #byLine = new Map<string, Exception[]>();
  readonly #stacks = new Map<string, ResolvedStack>();

  get isEmpty(): boolean {
    return this.#byResource.size + this.#byStack.size + this.#byLine.size === 0;
  }

  read(
    resolved: ResolvedStack,
    rules: readonly Rule[],
    log: ExceptionLog,
  ): { readonly diagnostics: readonly Diagnostic[] } {
    const { name } = resolved.stack;
    this.#stacks.set(name, resolved);
    const { ofResources, ofStack, ofLines, diagnostics } = templateExceptions(resolved.declared, rules);
    for (const [logicalId, own] of ofResources)
      for (const exception of own) add(this.#byResource, keyOf(exception.rule, name, logicalId), log.note(exception));
    if (ofStack.length > 0) this.#byStack.set(name, ofStack);
    for (const exception of ofStack) log.note(exception);
    for (const exception of ofLines)
      add(this.#byLine, keyOf(exception.rule, exception.place.file, exception.line), log.note(exception));
    return { diagnostics };
  }

  around(finding: Finding): readonly Exception[] {
    const { ruleId, subject, location } = finding;
    const declaration = this.#stacks.get(subject.stack)?.template.resources.get(subject.logicalId);
    const start = declaration && spanOf(declaration.key);
    const ids = [subject.logicalId, ...(declaration?.generatedBy === undefined ? [] : [declaration.generatedBy])];
    const lines = [
      { file: location.file, line: location.startLine },
      ...(start === undefined ? [] : [{ file: start.file, line: start.start.line }]),
    ];
    return [
      ...ids.flatMap((id) => this.#byResource.get(keyOf(ruleId, subject.stack, id)) ?? []),
      ...lines.flatMap(({ file, line }) => this.#byLine.get(keyOf(ruleId, file, line)) ?? []),
      ...(this.#byStack.get(subject.stack) ?? []).filter(({ covers }) => covers(about(finding))),
    ];
  }
}

function add(map: Map<string, Exception[]>, key: string, exception: Exception): void {
  const others = map.get(key);
  if (others === undefined) map.set(key, [exception]);
  else others.push(exception);
}

function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

function about({ ruleId, subject }: Finding): Parameters<SearchingException["covers"]>[0] {
  const { stack, logicalId, constructPath } = subject;
  return { rule: ruleId, stack, logicalId, constructPath };
}

function suppressed(finding: Finding, exception: Exception, secrets: ReadonlySet<string>): Finding {
  const { reason, owner, until, place } = exception;
  return {
    ...finding,
    status: "suppressed",
    exception: {
      reason: redact(reason, secrets),
      owner: owner === null ? null : redact(owner, secrets),
      until,
      location: locationOfSpan(place),
    },
  };
}

/** What was folded under a finding that no longer counts stands under the next cause that does, or by itself. */
export function unfold(findings: readonly Finding[]): readonly Finding[] {
  const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  return findings.map((finding) => {
    if (finding.status !== "active" || finding.causedBy === null) return finding;
    let cause: string | null = finding.causedBy;
    for (let hops = findings.length; hops > 0 && cause !== null; hops--) {
      const found = byFingerprint.get(cause);
      if (found === undefined || found.status === "active") break;
      cause = found.causedBy;
    }
    return cause === finding.causedBy ? finding : { ...finding, causedBy: cause };
  });
}
