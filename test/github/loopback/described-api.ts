/**
 * GitHub's description of its REST interface -> what is wrong with a request, or with an answer of the tests' GitHub.
 */
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";

export interface Call {
  readonly method: string;
  /** The path of the description: `/repos/{owner}/...`. */
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

type Json = { readonly [key: string]: Json } & readonly Json[] & (string | number | boolean);

const description = JSON.parse(
  readFileSync(new URL("./github-openapi.json", import.meta.url), "utf8"),
  (_, value: unknown) => (isNullableChoice(value) ? withNull(value) : value),
) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
};

/** OpenAPI allows `nullable` beside a choice of schemas; JSON schema takes null as one more choice. */
function isNullableChoice(value: unknown): value is { readonly nullable: true; readonly oneOf: readonly unknown[] } {
  if (typeof value !== "object" || value === null || "type" in value) return false;
  return "nullable" in value && "oneOf" in value && Array.isArray(value.oneOf);
}

function withNull({
  nullable: _,
  oneOf,
  ...rest
}: {
  readonly nullable: true;
  readonly oneOf: readonly unknown[];
}): unknown {
  return { ...rest, oneOf: [...oneOf, { type: "null" }] };
}

export class DescribedApi {
  // Numbers come as text in paths and queries; `nullable` and `format` are OpenAPI's, and formats are not checked.
  readonly #ajv = new Ajv({ strict: false, coerceTypes: true, validateFormats: false, allErrors: true, schemas: [] });
  readonly #compiled = new Map<string, ValidateFunction>();
  readonly #routes = Object.entries(description.paths).flatMap(([template, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      template,
      pattern: new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
    })),
  );

  constructor() {
    this.#ajv.addSchema({ $id: "github", ...description });
  }

  route(method: string, path: string): Call | undefined {
    for (const route of this.#routes) {
      const match = route.method === method ? route.pattern.exec(path) : null;
      if (match !== null) return { method, template: route.template, parameters: { ...match.groups } };
    }
    return undefined;
  }

  /** What is wrong with a request, a line each. */
  problemsOfRequest(call: Call, query: URLSearchParams, body: unknown): readonly string[] {
    const operation = this.#operation(call);
    const described = ((operation["parameters"] ?? []) as readonly Json[]).map((parameter) => this.#resolve(parameter));
    const problems: string[] = [];
    for (const parameter of described) {
      const name = String(parameter["name"]);
      const value = parameter["in"] === "path" ? call.parameters[name] : query.get(name);
      if (value === undefined || value === null) {
        if (parameter["required"] === true) problems.push(`parameter ${name} is missing`);
        continue;
      }
      problems.push(
        ...this.#problems({ type: "object", properties: { [name]: parameter["schema"] } }, { [name]: value }),
      );
    }
    const names = new Set(described.map((parameter) => parameter["name"] as unknown as string));
    for (const name of query.keys()) if (!names.has(name)) problems.push(`GitHub knows no parameter ${name} here`);
    const schema = operation["requestBody"]?.["content"]?.["application/json"]?.["schema"];
    if (schema !== undefined) problems.push(...this.#problems(schema, body));
    else if (body !== undefined) problems.push("GitHub takes no body here");
    return problems.map((problem) => `${call.method} ${call.template}: ${problem}`);
  }

  /** What is wrong with an answer of ours: an answer that GitHub does not describe proves nothing. */
  problemsOfAnswer(call: Call, status: number, body: unknown): readonly string[] {
    const answer = this.#operation(call)["responses"]?.[String(status)];
    if (answer === undefined) return [];
    const schema = this.#resolve(answer)["content"]?.["application/json"]?.["schema"];
    const problems = schema === undefined ? [] : this.#problems(schema, body);
    return problems.map((problem) => `answer ${status} of ${call.method} ${call.template}: ${problem}`);
  }

  #operation({ method, template }: Call): Json {
    return description.paths[template]?.[method.toLowerCase()] as Json;
  }

  #resolve(value: Json): Json {
    const reference = value["$ref"] as unknown as string | undefined;
    if (reference === undefined) return value;
    let found = description as unknown as Json;
    for (const step of reference.split("/").slice(1)) found = found[step] as Json;
    return found;
  }

  #problems(schema: unknown, value: unknown): readonly string[] {
    const key = JSON.stringify(schema);
    const validate = this.#compiled.get(key) ?? this.#ajv.compile(JSON.parse(key.replaceAll('"#/', '"github#/')));
    this.#compiled.set(key, validate);
    // Coercion writes into what it is given.
    if (validate(structuredClone(value))) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "it"} ${message}`);
  }
}
