import { describe, expect, test } from "@jest/globals";
import { groupUnknowns, unknownChecksOf } from "../../src/lint/group-unknowns.ts";
import { buckets, judgement, node, reason, rule, stack } from "./sample-judgement.ts";

const uploads = node(stack(buckets), "Uploads");

describe("groups of unknowns", () => {
  test("have the widest first, each with its rules and what settles it", () => {
    const judgements = [
      judgement(uploads, { rule: rule({ id: "USR004" }), reasons: [reason("Vpc", null)] }),
      judgement(uploads, { rule: rule({ id: "MAZ006" }), reasons: [reason("SubnetIds"), reason("SubnetIds")] }),
      judgement(uploads, { rule: rule({ id: "MAZ002" }), reasons: [reason("SubnetIds"), reason("Vpc", null)] }),
      judgement(uploads, { rule: rule({ id: "MAZ002" }), reasons: [reason("SubnetIds")] }),
    ];
    expect(groupUnknowns(judgements.flatMap(unknownChecksOf))).toEqual([
      {
        reason: "parameter SubnetIds has no value",
        settle: "--parameter SubnetIds=...",
        checks: 3,
        rules: ["MAZ002", "MAZ006"],
      },
      { reason: "parameter Vpc has no value", settle: null, checks: 2, rules: ["MAZ002", "USR004"] },
    ]);
  });

  test("take the same parameter of two stacks as one cause, because one input settles both", () => {
    const judgements = ["a.yaml", "b.yaml"].map((name) =>
      judgement(uploads, { reasons: [{ ...reason("SubnetIds"), stack: name }] }),
    );
    expect(groupUnknowns(judgements.flatMap(unknownChecksOf))).toHaveLength(1);
  });
});
