import { describe, expect, test } from "@jest/globals";
import type { Stack } from "../../src/input/app.ts";
import { lintApps } from "../../src/lint/lint-apps.ts";
import { architectureRulesWithExamples } from "../../src/policy/architecture/architecture-rule-examples.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";
import { sound } from "../policy/architecture/load-document.ts";

/** Ids of the rules of architectures that find something in the example. */
function foundIn(example: string): readonly string[] {
  const [document = "", text = ""] = example.split("---\n");
  const { template } = parseTemplate("template.yaml", text);
  if (template === undefined) throw new Error("the template is wrong");
  const stack: Stack = {
    ...{ name: "app", template, sha256: "", constructPaths: new Map(), account: undefined, region: undefined },
    ...{ parameters: new Map(), tags: new Map(), nested: new Map(), parent: undefined },
  };
  const rules = builtinRules();
  const { findings } = lintApps(
    { apps: [{ name: "app", kind: "template", stacks: [stack] }], diagnostics: [], unreadable: [], passedOver: 0 },
    rules.filter(({ onlyWhenRequired }) => !onlyWhenRequired),
    {
      ...{ version: "0", asOf: "2026-01-01", parameters: new Map(), stackTags: new Map() },
      architectures: { enforced: [sound(document)], detected: [], rules },
    },
  );
  return findings.filter(({ verdict }) => verdict === "fail").map(({ ruleId }) => ruleId);
}

describe.each(architectureRulesWithExamples())("an example of $id", ({ id, examples }) => {
  test("is there for what a document and a template show", () => {
    expect(examples.map(({ expects }) => expects)).toEqual(id === "ARC004" ? [] : ["flags", "accepts"]);
  });

  for (const { title, expects, template } of examples)
    test(`is as promised: ${expects}, ${title}`, () => {
      expect(foundIn(template).includes(id)).toBe(expects === "flags");
    });
});
