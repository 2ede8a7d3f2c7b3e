import { describe, expect, test } from "@jest/globals";
import { renderRulesJson, renderRuleTable } from "../../src/report/render-rules.ts";
import { renderRulePage } from "../../src/report/rule-page.ts";
import { rule } from "../lint/sample-judgement.ts";
import { plain } from "./sample-report.ts";

const documented = rule({
  why: "S3 refuses a notification\nwhose target it may not invoke.\n",
  references: ["https://docs.aws.amazon.com/x", "REL10-BP01"],
  examples: [
    { expects: "flags", title: "nothing grants it", template: "Resources:\n  B: 1\n", subject: null, verdict: "fail" },
  ],
});

describe("a rule's page", () => {
  test("says why, how to fix it in each dialect, and shows what is flagged", () => {
    expect(renderRulePage(documented, plain)).toBe(`MET002  S3 is not allowed to invoke the function it notifies
        notification-without-permission, error

Why
  S3 refuses a notification whose target it may not invoke.

Fix
  CloudFormation  in CloudFormation's words
  SAM             in SAM's words
  CDK             in CDK's words

Flagged: nothing grants it

    Resources:
      B: 1

Serves
  P3  The upload itself triggers a Lambda function.

References
  https://docs.aws.amazon.com/x
  REL10-BP01 Deploy the workload to multiple locations
    https://docs.aws.amazon.com/wellarchitected/latest/framework/rel10-bp01.html
`);
  });

  test("says the fix once where all dialects share it", () => {
    const fix = { cloudformation: "Do it.", sam: "Do it.", cdk: "Do it." };
    expect(renderRulePage(rule({ fix }), plain)).toContain("Fix\n  Do it.\n");
  });

  test("says with which options and stack tags an example is judged", () => {
    const [example] = documented.examples;
    if (example === undefined) throw new Error("there is an example");
    const set = { ...example, with: { keys: ["project", "owner"] }, stackTags: { environment: "prod" } };
    expect(renderRulePage(rule({ examples: [set] }), { ...plain, width: 200 })).toContain(
      "Flagged: nothing grants it (keys: project,owner; stack tag environment: prod)\n",
    );
  });

  test("says a source of a team's own as the team says it", () => {
    expect(renderRulePage(rule({ source: "our handbook, chapter 3" }), plain)).toContain(
      "Serves\n  our handbook, chapter 3\n",
    );
  });

  test("says what limits a rule", () => {
    const limited = rule({
      severity: [
        { when: ["const", true], is: "error" },
        { when: null, is: "warning" },
      ],
      basis: "heuristic",
      onlyWhenRequired: true,
    });
    expect(renderRulePage(limited, { ...plain, width: 200 })).toContain(
      "error or warning, by circumstance, heuristic, runs where an architecture requires it, or with --rule",
    );
  });
});

describe("the list of rules", () => {
  test("is a table for people", () => {
    expect(renderRuleTable([documented], plain)).toContain(
      "MET002  error  S3 is not allowed to invoke the function it notifies\n               notification-without-permission\n",
    );
  });

  test("is data for programs", () => {
    expect(JSON.parse(renderRulesJson([documented]))).toMatchObject([{ id: "MET002", severities: ["error"] }]);
  });

  test("shows every severity that a rule can have, the gravest first", () => {
    const several = rule({
      severity: [
        { when: ["const", true], is: "info" },
        { when: null, is: "error" },
      ],
    });
    expect(renderRuleTable([several], plain)).toContain("MET002  error/info  S3");
  });
});
