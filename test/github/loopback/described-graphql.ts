/**
 * GitHub's GraphQL schema -> what is wrong with a query, and its answer from what the tests' GitHub keeps.
 */
import { readFileSync } from "node:fs";
import { buildSchema, execute, type GraphQLSchema, getOperationAST, parse, validate } from "graphql";

export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Fails one field, as GitHub says it. */
export class FieldError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

let built: GraphQLSchema | undefined;

function schema(): GraphQLSchema {
  const path = new URL("../../../node_modules/@octokit/graphql-schema/schema.graphql", import.meta.url);
  built ??= buildSchema(readFileSync(path, "utf8"), { assumeValid: true, noLocation: true });
  return built;
}

export function askedOf(body: unknown): Asked | undefined {
  const { query, variables } = (body ?? {}) as { readonly query?: unknown; readonly variables?: unknown };
  return typeof query === "string" ? { query, variables: (variables ?? {}) as Asked["variables"] } : undefined;
}

export function problemsOfQuery(asked: Asked | undefined): readonly string[] {
  if (asked === undefined) return ["a GraphQL request has no query"];
  return validate(schema(), parse(asked.query)).map(({ message }) => `GraphQL: ${message}`);
}

export function isMutation({ query }: Asked): boolean {
  return getOperationAST(parse(query))?.operation === "mutation";
}

/** @param root objects, of which functions are called with a field's arguments */
export async function answerQuery({ query, variables }: Asked, root: unknown): Promise<unknown> {
  const { data, errors } = await execute({
    schema: schema(),
    document: parse(query),
    rootValue: root,
    variableValues: variables,
  });
  if (errors === undefined) return { data };
  return {
    ...(data !== undefined && { data }),
    errors: errors.map(({ message, path, originalError }) => ({
      ...(originalError instanceof FieldError && { type: originalError.type }),
      message,
      ...(path !== undefined && { path }),
    })),
  };
}
