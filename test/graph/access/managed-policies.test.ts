import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { managedDocument } from "../../../src/graph/access/managed-policies.ts";
import { type Row, readRow, rowText } from "../../../src/graph/access/managed-policy-row.ts";
import { statementsOf } from "../../../src/graph/access/statement.ts";
import { valueAt } from "../../../src/resolve/reading.ts";
import { spell } from "../../../src/resolve/spell.ts";
import type { Value } from "../../../src/resolve/value.ts";
import "../../fixed-seed.ts";

const words = (value: Value): readonly string[] => (value.kind === "list" ? value.items.map(spell) : []);

/** What a policy says, statement by statement. */
function said(name: string) {
  const document = managedDocument(name);
  if (document === undefined) return undefined;
  return statementsOf(document, name).items.map(({ value }) => ({
    effect: spell(valueAt(value, ["Effect"])),
    actions: words(valueAt(value, ["Action"])),
    notActions: words(valueAt(value, ["NotAction"])),
    resources: words(valueAt(value, ["Resource"])),
  }));
}

describe("AWS-managed policies", () => {
  test("are listed with what they allow", () => {
    expect(said("AmazonSQSFullAccess")).toEqual([
      { effect: "Allow", actions: ["sqs:*"], notActions: [], resources: ["*"] },
    ]);
    expect(said("PowerUserAccess")?.[0]).toEqual({
      effect: "Allow",
      actions: [],
      notActions: ["account:*", "iam:*", "organizations:*"],
      resources: ["*"],
    });
    expect(said("AWSLambdaBasicExecutionRole")?.[0]?.actions).toEqual([
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]);
  });

  test("that say nothing about what is asked are listed too", () => {
    expect(said("AmazonRoute53DomainsReadOnlyAccess")).toEqual([]);
  });

  test("that are not listed are not known, whatever their names look like", () => {
    for (const name of ["ACompletelyNewPolicy", "", "Amazon", "AmazonSQSFullAccess\t", "|", "\n"]) {
      expect(managedDocument(name)).toBeUndefined();
    }
  });

  test("the first and the last of the table are found", () => {
    expect(said("AIOpsAssistantPolicy")).toBeDefined();
    expect(said("WellArchitectedConsoleReadOnlyAccess")).toBeDefined();
  });
});

test("a row that is written is read again as it was", () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z]{0,8}\*?$/);
  const action = fc.tuple(fc.constantFrom("s3", "sqs", "logs"), name).map((parts) => parts.join(":"));
  const row: fc.Arbitrary<Row> = fc.record({
    deny: fc.boolean(),
    notAction: fc.boolean(),
    notResource: fc.boolean(),
    actions: fc.oneof(
      fc.constant(["*"]),
      fc.uniqueArray(action, { minLength: 1 }).map((all) => all.sort()),
    ),
    resources: fc.oneof(
      fc.constant(["*"]),
      fc.uniqueArray(fc.stringMatching(/^arn:aws:s3:::[a-z-]{1,9}[*]?$/), { minLength: 1 }),
    ),
    condition: fc.integer({ min: -1, max: 999 }),
  });
  fc.assert(fc.property(row, (one) => expect(readRow(rowText(one))).toEqual(one)));
});
