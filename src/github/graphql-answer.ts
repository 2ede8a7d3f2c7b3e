/**
 * An answer of GitHub's GraphQL interface -> its data, or why there is none.
 *
 * It answers with a status of success whatever went wrong, may give data and errors at once, and says by an error's path
 * which part is missing. https://docs.github.com/en/graphql/guides/forming-calls-with-graphql
 */
import { at } from "./answer-fields.ts";
import { type FailureKind, GitHubFailure } from "./github-failure.ts";

export interface GraphqlAnswer {
  readonly data: unknown;
  readonly errors: readonly GraphqlError[];
}

export interface GraphqlError {
  readonly type: string;
  readonly message: string;
  /** Names and indexes from the root; empty where all of it failed. */
  readonly path: readonly string[];
}

export function graphqlAnswer(body: unknown): GraphqlAnswer {
  const errors = at(body, ["errors"]);
  return {
    data: at(body, ["data"]),
    errors: (Array.isArray(errors) ? errors : []).map((error: unknown): GraphqlError => {
      const [type, message, path] = ["type", "message", "path"].map((name) => at(error, [name]));
      return {
        type: typeof type === "string" ? type : "",
        message: typeof message === "string" ? message : "no reason given",
        path: Array.isArray(path) ? path.map(String) : [],
      };
    }),
  };
}

const kinds: ReadonlyMap<string, FailureKind> = new Map([
  ["FORBIDDEN", "refused"],
  ["INSUFFICIENT_SCOPES", "refused"],
  ["NOT_FOUND", "missing"],
  ["RATE_LIMITED", "throttled"],
  ["RATE_LIMIT", "throttled"],
  ["UNPROCESSABLE", "rejected"],
]);

export function graphqlFailure({ type, message }: GraphqlError): GitHubFailure {
  const kind = kinds.get(type) ?? (/rate limit/i.test(message) ? "throttled" : "unclear");
  return new GitHubFailure(kind, 200, message);
}
