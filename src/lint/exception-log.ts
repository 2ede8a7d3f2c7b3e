/**
 * Exceptions of a run -> which of them were of use, which have ended or end soon.
 *
 * One that stands in a template may be met several times: in each stack of that template, in each environment.
 */
import { type Exception, exceptionCode } from "../config/exception.ts";
import type { Diagnostic } from "../source/diagnostic.ts";

/** Days before its end in which an exception is listed. */
const noticeDays = 14;
const day = 24 * 60 * 60 * 1000;

export class ExceptionLog {
  readonly #asOf: string;
  readonly #done: "ignored" | "relaxed";
  /** By place. */
  readonly #all = new Map<string, { readonly exception: Exception; isUsed: boolean }>();

  /** @param done what the exceptions do, of a rule or a requirement */
  constructor(asOf: string, done: "ignored" | "relaxed" = "ignored") {
    this.#asOf = asOf;
    this.#done = done;
  }

  /** Those that have not ended. */
  get inForce(): readonly Exception[] {
    return [...this.#all.values()].map(({ exception }) => exception).filter((exception) => !this.hasEnded(exception));
  }

  /** Gives the exception that stands there, which is the same one whenever it is met. */
  note(exception: Exception): Exception {
    const key = placeKey(exception);
    if (!this.#all.has(key)) this.#all.set(key, { exception, isUsed: false });
    return this.#all.get(key)?.exception ?? exception;
  }

  /** Whether the exception has an effect; there is something that it is for. */
  use(exception: Exception): boolean {
    const noted = this.#all.get(placeKey(exception));
    if (noted !== undefined) noted.isUsed = true;
    return !this.hasEnded(exception);
  }

  /**
   * @param isTold whether to say so of an exception that is for nothing
   * @param tellsEnd whether to say of one that it has ended; a finding may say so already
   */
  diagnostics(isTold: (exception: Exception) => boolean, tellsEnd = true): readonly Diagnostic[] {
    const done = this.#done;
    return [...this.#all.values()].flatMap(({ exception, isUsed }) => {
      const { rule, until } = exception;
      if (!isUsed)
        return isTold(exception) ? [warning(exception, `${rule} is ${done} here for nothing: remove it`)] : [];
      if (this.hasEnded(exception))
        return tellsEnd ? [warning(exception, `${rule} was ${done} here until ${until}, and is not any more`)] : [];
      const left = until === null ? noticeDays + 1 : daysBetween(this.#asOf, until);
      if (left > noticeDays) return [];
      const when = left === 0 ? "today is the last day" : `${left} more ${left === 1 ? "day" : "days"}`;
      return [warning(exception, `${rule} is ${done} here until ${until}: ${when}`)];
    });
  }

  hasEnded({ until }: Pick<Exception, "until">): boolean {
    return until !== null && until < this.#asOf;
  }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day);
}

function placeKey({ rule, place: { file, start } }: Exception): string {
  return JSON.stringify([rule, file, start.line, start.column]);
}

function warning({ place }: Exception, message: string): Diagnostic {
  return { code: exceptionCode, severity: "warning", message, location: place };
}
