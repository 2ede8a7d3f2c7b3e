/** What is absent is not known to be absent where something unseen may add it. */
import { describe, expect, test } from "@jest/globals";
import { factRegistry } from "../../src/policy/facts/registry.ts";
import { loadRule } from "../../src/policy/load-rule.ts";
import { runExamples } from "../../src/policy/run-examples.ts";
import { ruleFiles } from "../../tools/rule-files.ts";

const registry = factRegistry();

/** The verdicts on the examples of a rule that flag, after a change of their templates. */
function verdicts(id: string, change: (template: string) => string): readonly string[] {
  const file = ruleFiles().find(({ path }) => path.endsWith(`/${id}.yaml`));
  const { rule } = loadRule(file?.path ?? "", file?.text ?? "", registry);
  if (rule === undefined) throw new Error(`the rule ${id} could not be loaded`);
  const flagged = rule.examples.filter(({ verdict }) => verdict === "fail");
  const examples = flagged.map((example) => ({ ...example, template: change(example.template) }));
  return runExamples({ ...rule, examples }, registry).map(({ verdict }) => verdict);
}

const withMacro = (template: string): string =>
  `Transform: [Ours, AWS::Serverless-2016-10-31]\n${template.replace(/^Transform:.*\n/m, "")}`;
const withModule = (template: string): string =>
  template.replace(/^Resources:\n/m, "Resources:\n  Site: {Type: Ours::S3::Site::MODULE}\n");

describe("beside a macro, nothing that is absent fails", () => {
  /** Missing properties, attributes, companions, and things that the app as a whole lacks. */
  test.each(["UPL007", "MET020", "FLT003", "TMP003", "MET003", "USR001", "UPL001"])("%s", (id) => {
    expect(verdicts(id, (template) => template)).toContain("fail");
    expect(new Set(verdicts(id, withMacro))).toEqual(new Set(["unknown"]));
  });

  test("what is written fails all the same", () => {
    expect(verdicts("MET019", withMacro)).toEqual(["fail", "fail", "fail"]);
  });
});

describe("beside a module, nothing fails that it may bring", () => {
  test.each(["USR001", "UPL001"])("%s", (id) => {
    expect(new Set(verdicts(id, withModule))).toEqual(new Set(["unknown"]));
  });

  test("it changes no property of the others", () => {
    expect(verdicts("UPL007", withModule)).toContain("fail");
  });
});
