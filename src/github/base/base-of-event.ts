/**
 * An event -> with what its commit is compared.
 *
 * `pull_request`: with what the pull request started from. actions/checkout checks out a merge commit that GitHub makes
 * for trial, of the base branch and the head; what the pull request does is then the difference to that commit's first
 * parent. Compared with the merge base, everything that the base branch got since would look like the pull request's
 * doing. Where the head itself is checked out, nothing of the base branch's later work is in it, and it is the merge base.
 * `merge_group`: the commit that the group is queued on. `push`: what the branch was before. Others have no base.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#push
 *
 * Invariant: fields of the payload are checked, not believed. Not here: finding the commit; see ./find-base.ts.
 */

/** What to compare with, as far as the event says it. */
export type EventBase =
  | { readonly kind: "commit"; readonly commit: string; readonly name: string }
  | {
      readonly kind: "pull request";
      /** Tip of the base branch when the event happened. */
      readonly base: string;
      readonly head: string;
      /** Name of the base branch. */
      readonly branch: string;
    }
  | { readonly kind: "none"; readonly reason: string };

/** @param payload the event's JSON, parsed */
export function baseOfEvent(event: string, payload: unknown): EventBase {
  if (event === "pull_request") {
    const pullRequest = field(payload, "pull_request");
    const base = commitOf(field(field(pullRequest, "base"), "sha"));
    const head = commitOf(field(field(pullRequest, "head"), "sha"));
    const branch = field(field(pullRequest, "base"), "ref");
    if (base === undefined || head === undefined)
      return none("the event does not say what the pull request is based on");
    return { kind: "pull request", base, head, branch: typeof branch === "string" ? branch : "the base branch" };
  }
  if (event === "merge_group") {
    const commit = commitOf(field(field(payload, "merge_group"), "base_sha"));
    if (commit === undefined) return none("the event does not say what the merge group is based on");
    return { kind: "commit", commit, name: "the base of the merge group" };
  }
  if (event === "push") {
    const commit = commitOf(field(payload, "before"));
    if (commit === undefined) return none("the event does not say what was there before the push");
    if (/^0+$/.test(commit)) return none("the branch is new");
    return { kind: "commit", commit, name: "the commit before the push" };
  }
  return none(`a run by ${/^[a-z_]{1,40}$/.test(event) ? event : "this event"} is about no change`);
}

function none(reason: string): EventBase {
  return { kind: "none", reason };
}

function commitOf(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(value) ? value : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
