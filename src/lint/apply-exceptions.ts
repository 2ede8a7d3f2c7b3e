/**
 * Findings x exceptions -> the findings, those that are excepted with status and reason; and what is wrong with the
 * exceptions: those that have ended, end soon, or are for nothing.
 *
 * Invariant: nothing is dropped, and what follows from an excepted finding is counted by itself: an exception covers what it
 * names and no more.
 */
import type { Exception, SearchingException } from "../config/exception.ts";
import { type Floor, lockOnRule, noFloor, policyCode, refusalOf, tooLong } from "../config/floor.ts";
import type { Lock } from "../config/settings.ts";
import type { Rule } from "../policy/rule.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { ExceptionLog } from "./exception-log.ts";
import { ExceptionsInTemplates, exceptedOf } from "./exceptions-in-templates.ts";
import { locationOfSpan } from "./location.ts";
import type { Finding, ReportException } from "./report.ts";
import { ignoring } from "./report-exceptions.ts";
import { redact } from "./secrets.ts";
import { TemplateTrust } from "./template-trust.ts";

/** What findings of an app exceptions look at. */
export interface Excepted {
  readonly findings: readonly Finding[];
  /** Texts that must not be printed. */
  readonly secrets: ReadonlySet<string>;
  /** Findings that no exception covers, by fingerprint. */
  readonly locked: ReadonlyMap<string, Lock>;
}

/** The exceptions of a run, and what became of each of them. */
export class Exceptions {
  readonly #configured: readonly SearchingException[];
  readonly #rules: readonly Rule[];
  readonly #log: ExceptionLog;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #asOf: string;
  readonly #floor: Floor;
  readonly #trust: TemplateTrust;
  /** Whether comments are, for any of the findings that they cover. */
  readonly #isTrusted = new Map<Exception, boolean>();
  /** By place and message: what stands in a template is met in every stack of it. */
  readonly #refused = new Map<string, Diagnostic>();

  /**
   * @param rules those that there are, to know their names. @param asOf `YYYY-MM-DD`
   * @param floor what they cannot get around. @param trust in those of templates
   */
  constructor(
    configured: readonly SearchingException[],
    rules: readonly Rule[],
    asOf: string,
    floor: Floor = noFloor,
    trust = new TemplateTrust(undefined),
  ) {
    this.#trust = trust;
    this.#rules = rules;
    this.#asOf = asOf;
    this.#floor = floor;
    this.#log = new ExceptionLog(asOf);
    this.#configured = configured.filter((exception) => this.#isAllowed(exception));
    for (const exception of this.#configured) this.#log.note(exception);
  }

  /** Those that have not ended. */
  get inForce(): readonly ReportException[] {
    return this.#log.inForce.filter((exception) => this.#isTrusted.get(exception) !== false).map(ignoring);
  }

  apply({ findings, secrets, locked }: Excepted, stacks: readonly ResolvedStack[]): readonly Finding[] {
    const inTemplates = new ExceptionsInTemplates();
    for (const resolved of stacks) {
      const { diagnostics } = inTemplates.read(resolved, this.#rules, (one, isForLine) =>
        this.#isAllowed(one) && (isForLine || this.#allows(one)) ? this.#log.note(one) : undefined,
      );
      this.#diagnostics.push(...diagnostics);
    }
    if (this.#configured.length === 0 && inTemplates.isEmpty) return findings;
    return unfold(
      findings.map((finding) => {
        // All that cover it are of use; the first that has not ended is its reason.
        const ofTemplates = inTemplates
          .around(finding)
          .filter((one) => this.#log.use(one.exception) && (!one.isForLine || this.#allowsFor(one.exception, finding)));
        const configured = this.#configured.filter(({ covers }) => covers(exceptedOf(finding)));
        const [exception] = [
          ...ofTemplates.map((one) => one.exception),
          ...configured.filter((one) => this.#log.use(one)),
        ];
        const lock = locked.get(finding.fingerprint);
        if (exception !== undefined && lock !== undefined) {
          this.#refuse(exception, refusalOf(lock, `ignored: ${finding.ruleId} tells of it here`));
          return finding;
        }
        return exception === undefined ? finding : suppressed(finding, exception, secrets);
      }),
    );
  }

  #isAllowed(exception: Exception): boolean {
    const lock = lockOnRule(this.#floor, exception.rule);
    const problem = lock === undefined ? tooLong(this.#floor, exception.until, this.#asOf) : refusalOf(lock, "ignored");
    if (problem !== undefined) this.#refuse(exception, problem);
    return problem === undefined;
  }

  /** Of what says itself what it is for. */
  #allows({ rule, about, until, place }: Exception): boolean {
    return this.#trust.allows({
      ...{ key: ["ignore", rule, about ?? null], until, place },
      says: `${rule} is ignored here`,
    });
  }

  /** Of a comment: what stands on its line may be something else than it was. */
  #allowsFor(exception: Exception, { fingerprint }: Finding): boolean {
    const { rule, until, place } = exception;
    const key = ["ignore", rule, "on the line of", fingerprint];
    const isAllowed = this.#trust.allows({ key, until, place, says: `${rule} is ignored here` });
    this.#isTrusted.set(exception, isAllowed || this.#isTrusted.get(exception) === true);
    return isAllowed;
  }

  #refuse({ place }: Exception, message: string): void {
    const refusal: Diagnostic = { code: policyCode, severity: "error", message, location: place };
    this.#refused.set(JSON.stringify([place, message]), refusal);
  }

  /**
   * @param run ids of the rules that were run
   * @param unused which of the exceptions that are for nothing are told
   */
  diagnostics(run: ReadonlySet<string>, unused: UnusedExceptions): readonly Diagnostic[] {
    const configured = new Set<Exception>(this.#configured);
    const isTold = (exception: Exception): boolean =>
      run.has(exception.rule) && (unused === "all" || (unused === "templates" && !configured.has(exception)));
    return [...this.#refused.values(), ...this.#diagnostics, ...this.#log.diagnostics(isTold)];
  }
}

/** `templates` where only a part of what the configuration is for was looked at, `none` where only some cases were. */
export type UnusedExceptions = "all" | "templates" | "none";

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
