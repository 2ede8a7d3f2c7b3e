/**
 * The shapes of documents -> schemas/: JSON Schemas that editors complete and check by.
 *
 * Invariant: a schema refuses nothing that the loader accepts. What only the loader sees (names that lead nowhere,
 * expressions, inheritance) a schema lets pass.
 */
import { configurationDocument, packSettingsDocument } from "../src/config/configuration-shape.ts";
import { architectureDocument } from "../src/policy/architecture/architecture-shape.ts";
import type { DocumentShape, KeyedShape, Shape } from "../src/policy/document-shape.ts";
import { factRegistry } from "../src/policy/facts/registry.ts";
import { ruleDocument } from "../src/policy/rule-shape.ts";
import { reportSchema } from "./report-schema.ts";
import { ruleFiles } from "./rule-files.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Path -> contents. */
export function schemas(): ReadonlyMap<string, string> {
  const names = {
    subject: factRegistry().subjectNames,
    rule: ruleFiles().map(({ path }) => path.slice(path.lastIndexOf("/") + 1, -".yaml".length)),
  };
  const writer = new SchemaWriter(names);
  return new Map([
    ["schemas/architecture.json", writer.document(architectureDocument)],
    ["schemas/pack.json", writer.document(packSettingsDocument)],
    ["schemas/rule.json", writer.document(ruleDocument)],
    ["schemas/stackplumb.json", writer.document(configurationDocument)],
    ...reportSchema(),
  ]);
}

class SchemaWriter {
  readonly #names: Readonly<Record<"subject" | "rule", readonly string[]>>;
  /** Lists of names that the document at hand needs: long, and wanted in several places. */
  readonly #named = new Map<string, Schema>();

  constructor(names: Readonly<Record<"subject" | "rule", readonly string[]>>) {
    this.#names = names;
  }

  document({ title, root, definitions }: DocumentShape): string {
    this.#named.clear();
    const body = this.#keyed(root);
    const own = Object.entries(definitions).map(([name, shape]) => [name, this.#of(shape)] as const);
    const schema = {
      $schema: "http://json-schema.org/draft-07/schema#",
      title,
      ...body,
      definitions: Object.fromEntries([...own, ...this.#named]),
    };
    return `${JSON.stringify(schema, null, 2)}\n`;
  }

  #name(of: "subject" | "rule"): Schema {
    this.#named.set(
      of,
      of === "subject"
        ? { enum: this.#names.subject }
        : { anyOf: [{ enum: this.#names.rule }, { type: "string", minLength: 1 }] },
    );
    return { $ref: `#/definitions/${of}` };
  }

  #keyed({ keys }: KeyedShape): Schema {
    const entries = Object.entries(keys);
    return {
      type: "object",
      properties: Object.fromEntries(
        entries.map(([name, { shape, doc }]) => [name, { description: doc, ...this.#of(shape) }]),
      ),
      required: entries.filter(([, { isRequired }]) => isRequired).map(([name]) => name),
      additionalProperties: false,
    };
  }

  #of(shape: Shape): Schema {
    switch (shape.kind) {
      case "text":
        return shape.pattern === undefined
          ? // YAML reads `1.0` and `true` as no texts; the loader takes them as they are written.
            { anyOf: [{ type: "string", minLength: 1 }, { type: "number" }, { type: "boolean" }] }
          : { type: "string", pattern: shape.pattern };
      case "textOrNumber":
        return { anyOf: [{ type: "string", pattern: shape.pattern }, { type: "number" }] };
      case "flag":
        return { type: "boolean" };
      case "scalar":
        return { anyOf: [{ type: "string" }, { type: "number" }, { type: "boolean" }] };
      case "anything":
        return {};
      case "choice":
        return { enum: shape.of.flatMap(readings) };
      case "named":
        return this.#name(shape.of);
      case "list":
        return { type: "array", items: this.#of(shape.of) };
      case "oneOrMore":
        return { anyOf: [this.#of(shape.of), { type: "array", items: this.#of(shape.of) }] };
      case "either":
        return { anyOf: shape.of.map((one) => this.#of(one)) };
      case "map":
        return {
          type: "object",
          ...(shape.names === undefined ? {} : { propertyNames: { pattern: shape.names } }),
          ...(shape.keys === undefined ? {} : { propertyNames: this.#name(shape.keys) }),
          additionalProperties: this.#of(shape.of),
        };
      case "keyed":
        return this.#keyed(shape);
      case "reference":
        return { $ref: `#/definitions/${shape.to}` };
    }
  }
}

/** What a name is to YAML: an edition is a number, and to YAML 1.1 a bare `off` is false. */
function readings(name: string): readonly unknown[] {
  if (/^\d+$/.test(name)) return [name, Number(name)];
  return name === "off" ? [name, false] : [name];
}

export function main(): number {
  for (const [path, text] of schemas()) process.stdout.write(`${path}\n${text}`);
  return 0;
}
