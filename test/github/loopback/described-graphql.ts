/**
 * GitHub's GraphQL schema -> what is wrong with a query.
 */
import { readFileSync } from "node:fs";
import { buildSchema, type GraphQLSchema, parse, validate } from "graphql";

let schema: GraphQLSchema | undefined;

export function problemsOfQuery(body: unknown): readonly string[] {
  const { query } = body as { readonly query?: unknown };
  if (typeof query !== "string") return ["a GraphQL request has no query"];
  const path = new URL("../../../node_modules/@octokit/graphql-schema/schema.graphql", import.meta.url);
  schema ??= buildSchema(readFileSync(path, "utf8"), { assumeValid: true, noLocation: true });
  return validate(schema, parse(query)).map(({ message }) => `GraphQL: ${message}`);
}
