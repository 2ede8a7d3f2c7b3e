/**
 * The shape of a report -> schemas/report.json.
 *
 * Invariant: the schema refuses nothing that reports have, and lets pass fields that a newer release adds; what else the
 * reader of reports asks for (that counts are those of the findings) no schema can say.
 */
import type { DataField, DataShape, RecordShape } from "../src/report/data-shape.ts";
import { reportShape } from "../src/report/report-shape.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Path -> contents. */
export function reportSchema(): ReadonlyMap<string, string> {
  const definitions = new Map<string, Schema>();
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A report of Stackplumb",
    ...schemaOf(reportShape, definitions),
    definitions: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return new Map([["schemas/report.json", `${JSON.stringify(schema, null, 2)}\n`]]);
}

function schemaOf(shape: DataShape, definitions: Map<string, Schema>): Schema {
  switch (shape.kind) {
    case "text":
      return { type: "string" };
    case "day":
      return { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" };
    case "count":
      return { type: "integer", minimum: shape.least };
    case "flag":
      return { type: "boolean" };
    case "choice":
      return shape.of.length === 1 ? { const: shape.of[0] } : { enum: shape.of };
    case "nullable":
      return { anyOf: [schemaOf(shape.of, definitions), { type: "null" }] };
    case "list":
      return { type: "array", items: schemaOf(shape.of, definitions) };
    case "record":
      return shape.name === null ? recordSchema(shape, definitions) : named(shape.name, shape, definitions);
  }
}

function named(name: string, shape: RecordShape, definitions: Map<string, Schema>): Schema {
  if (!definitions.has(name)) definitions.set(name, recordSchema(shape, definitions));
  return { $ref: `#/definitions/${name}` };
}

function recordSchema({ fields }: RecordShape, definitions: Map<string, Schema>): Schema {
  const entries = Object.entries(fields);
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, one]) => [name, described(one, definitions)])),
    required: entries.filter(([, { isOptional }]) => !isOptional).map(([name]) => name),
  };
}

/** Beside a reference, a description would be passed over. */
function described({ shape, doc }: DataField, definitions: Map<string, Schema>): Schema {
  const schema = schemaOf(shape, definitions);
  if (doc === "") return schema;
  return "$ref" in schema ? { description: doc, allOf: [schema] } : { description: doc, ...schema };
}
