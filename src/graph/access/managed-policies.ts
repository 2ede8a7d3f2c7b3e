/**
 * AWS-managed policies: what they allow and deny, from a table that tools/make-managed-policies.ts makes.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 *
 * Invariant: a policy that is in the table says there all that it says about the actions of data-actions.ts, and nothing about
 * others; one that is not in it says what nobody here knows. Only the policies that are asked for are read.
 */
import type { Value } from "../../resolve/value.ts";
import { managedPolicyConditions, managedPolicyRows } from "./generated/managed-policies.ts";
import { type Row, readRow } from "./managed-policy-row.ts";

const documents = new Map<string, Value | undefined>();
let table: string | undefined;
let conditions: readonly string[] | undefined;

/** The document of a policy (its name, without path); undefined where it is not in the table. */
export function managedDocument(name: string): Value | undefined {
  if (!documents.has(name)) documents.set(name, readDocument(name));
  return documents.get(name);
}

/** A line is the name of a policy and its rows, each with a tab behind it. */
function readDocument(name: string): Value | undefined {
  table ??= managedPolicyRows();
  const start = table.indexOf(`\n${name}\t`) + 1;
  if (start === 0 || !/^[\w+=,.@-]+$/.test(name)) return undefined;
  const line = table.slice(start, table.indexOf("\n", start));
  const rows = line.split("\t").slice(1, -1).map(readRow);
  return { kind: "map", origin: null, entries: new Map([["Statement", list(rows.map(statementOf))]]) };
}

function statementOf(row: Row): Value {
  const entries = new Map<string, Value>([
    ["Effect", known(row.deny ? "Deny" : "Allow")],
    [row.notAction ? "NotAction" : "Action", list(row.actions.map(known))],
    [row.notResource ? "NotResource" : "Resource", list(row.resources.map(known))],
  ]);
  conditions ??= managedPolicyConditions();
  const condition = conditions[row.condition];
  if (condition !== undefined) entries.set("Condition", valueOfJson(JSON.parse(condition)));
  return { kind: "map", entries, origin: null };
}

const known = (value: string | number | boolean): Value => ({ kind: "known", value, origin: null });
const list = (items: readonly Value[]): Value => ({ kind: "list", items, origin: null });

function valueOfJson(json: unknown): Value {
  if (Array.isArray(json)) return list(json.map(valueOfJson));
  if (typeof json === "object" && json !== null) {
    const entries = Object.entries(json).map(([key, value]) => [key, valueOfJson(value)] as const);
    return { kind: "map", entries: new Map(entries), origin: null };
  }
  return known(typeof json === "number" || typeof json === "boolean" ? json : String(json));
}
