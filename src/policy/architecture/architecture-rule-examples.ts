/**
 * What shows the rules that an architecture itself is: for each a document, and a template that it finds something in.
 *
 * Apart from the rules, because only pages show it.
 */
import type { Rule, RuleExample } from "../rule.ts";
import { architectureRules } from "./architecture-rules.ts";

/** The rules of architectures, each with its examples: a document and a template in one text, parted by `---`. */
export function architectureRulesWithExamples(): readonly Rule[] {
  return architectureRules.map((rule) => ({ ...rule, examples: examples.get(rule.id) ?? [] }));
}

const document = `# details.arch.yaml
kind: Architecture
name: details
title: A function that writes to a table
version: 1
components:
  worker: {title: processes an upload, role: compute.fn}
  meta: {title: holds the details, role: nosql}
flows:
  - {id: save, title: the function is told of the table, from: worker, to: meta, needs: references}
`;

const forbidding = `${document}forbid:
  - {id: no-deletion, on: meta, rule: FLT003}
`;

const worker = (table: string): string => `  Describe:
    Type: AWS::Lambda::Function
    Properties:
      Role: arn:aws:iam::111122223333:role/describe
      Code: {S3Bucket: code, S3Key: describe.zip}
      Environment: {Variables: {TABLE: ${table}}}
`;

const table = (policy: string): string => `  Details:
    Type: AWS::DynamoDB::Table
${policy}    Properties:
      BillingMode: PAY_PER_REQUEST
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
`;

const kept = "    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n";

function example(
  expects: "flags" | "accepts",
  title: string,
  architecture: string,
  ...resources: readonly string[]
): RuleExample {
  const template = `${architecture}---\n# template.yaml\nResources:\n${resources.join("")}`;
  return { expects, title, template, verdict: expects === "flags" ? "fail" : "pass", subject: null };
}

const whole = [worker("!Ref Details"), table(kept)];

const examples: ReadonlyMap<string, readonly RuleExample[]> = new Map([
  [
    "ARC001",
    [
      example("flags", "there is no table", document, worker("details")),
      example("accepts", "both parts are there", document, ...whole),
    ],
  ],
  [
    "ARC002",
    [
      example("flags", "nothing tells the function which table is meant", document, worker("details"), table(kept)),
      example("accepts", "the function's environment names the table", document, ...whole),
    ],
  ],
  [
    "ARC003",
    [
      example("flags", "the table is deleted with its stack", forbidding, worker("!Ref Details"), table("")),
      example("accepts", "the table is kept", forbidding, ...whole),
    ],
  ],
]);
