/**
 * A request that did not succeed, by what it means for the one who made it.
 *
 * Not here: trying again (request-policy.ts), and words for people (explain-failure.ts).
 */

export type FailureKind =
  /** This token may not do that. */
  | "refused"
  /** What was asked for is not there, or this token may not know that it is. */
  | "missing"
  /** Too many requests, and the wait that GitHub asks for is longer than anyone would wait. Nothing was done. */
  | "throttled"
  /** A server error, a time-out, a broken connection: a write may have been done, or not. */
  | "unclear"
  /** GitHub understood the request and rejected it. */
  | "rejected";

export class GitHubFailure extends Error {
  readonly kind: FailureKind;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;

  constructor(kind: FailureKind, status: number, message: string) {
    super(message);
    this.name = "GitHubFailure";
    this.kind = kind;
    this.status = status;
  }
}

/** What is known of a failed request, whoever made it. */
export interface FailedAnswer {
  readonly status: number;
  readonly message: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

export function failureOf({ status, message, headers }: FailedAnswer): GitHubFailure {
  const kind = isThrottling({ status, message, headers }) ? "throttled" : kindOf(status);
  return new GitHubFailure(kind, status, message);
}

/**
 * A 403 means two things: no permission, or too many requests. So does a 422, of things that are written.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 * https://github.com/octokit/plugin-throttling.js/issues/775
 */
export function isThrottling({ status, message, headers }: FailedAnswer): boolean {
  if (status === 429) return true;
  if (status === 422) return /"code":"abuse"|was submitted too quickly/.test(message);
  if (status !== 403) return false;
  return headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0" || /rate limit/i.test(message);
}

function kindOf(status: number): FailureKind {
  if (status === 0 || status === 408 || status >= 500) return "unclear";
  if (status === 401 || status === 403) return "refused";
  if (status === 404 || status === 410) return "missing";
  return "rejected";
}
