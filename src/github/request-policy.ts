/**
 * When a request is made again, and when not.
 *
 * Invariant: a write that may have been done is never repeated here; only who knows what it was for can find out (see
 * keep-comment.ts). Requests that were refused for coming too fast were not done, so those are repeated, after the wait
 * that GitHub asks for and no sooner; together the waits of a run are bounded.
 */
import { type FailedAnswer, failureOf, isThrottling } from "./github-failure.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** One run's patience. */
export class RequestPolicy {
  readonly #clock: Clock;
  /** Milliseconds that may still be waited. */
  #patience: number;
  /** Whether a request was given up for want of an answer: the next ones are not worth as much waiting. */
  #isDown = false;

  constructor(clock: Clock, patience = 90_000) {
    this.#clock = clock;
    this.#patience = patience;
  }

  /**
   * Makes the request, again where that is safe.
   *
   * @param isRead whether making it twice changes nothing
   * @param failedAnswer what an exception of `request` says; undefined where it is no failed request
   * @throws GitHubFailure, or what `request` throws that is no failed request
   */
  async run<T>(
    request: () => Promise<T>,
    isRead: boolean,
    failedAnswer: (error: unknown) => FailedAnswer | undefined,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await request();
      } catch (error) {
        const answer = failedAnswer(error);
        if (answer === undefined) throw error;
        const failure = failureOf(answer);
        const wait = isThrottling(answer)
          ? requestedWait(answer.headers, this.#clock.now())
          : failure.kind === "unclear" && isRead && !this.#isDown
            ? 1000 * attempt
            : undefined;
        if (wait === undefined || attempt > repetitions || wait > this.#patience) {
          if (failure.kind === "unclear" && isRead) this.#isDown = true;
          throw failure;
        }
        await this.pause(wait);
      }
    }
  }

  /** Waits, at the expense of the run's patience. */
  async pause(milliseconds: number): Promise<void> {
    this.#patience -= milliseconds;
    await this.#clock.sleep(milliseconds);
  }
}

const repetitions = 2;

/**
 * How long GitHub asks to wait, in milliseconds; a minute where it does not say.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately
 */
function requestedWait(headers: ReadonlyMap<string, string>, now: number): number {
  const seconds = Number(headers.get("retry-after"));
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  const reset = Number(headers.get("x-ratelimit-reset"));
  if (headers.get("x-ratelimit-remaining") === "0" && reset > 0) return Math.max(1000, reset * 1000 - now);
  return 60_000;
}
