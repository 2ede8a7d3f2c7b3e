import { describe, expect, test } from "@jest/globals";
import { builtinArchitectures } from "../../src/policy/architecture/builtin-architectures.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { builtinRulesWithExamples } from "../../src/policy/builtin-examples.ts";
import { renderRuleModules } from "../../src/policy/compiled-rules.ts";
import { usesRegularExpressions } from "../../src/policy/regular-expression.ts";

/** What the text of a module exports, as the engine would read it. */
function exported(module: string): unknown {
  const list = module.slice(module.indexOf("= [") + 2, module.lastIndexOf("].join") + 1).replace(/,\n\]$/, "\n]");
  return JSON.parse((JSON.parse(list) as string[]).join(""));
}

describe("the compiled rules", () => {
  const rules = builtinRulesWithExamples();

  test("survive being rendered and read", () => {
    const modules = renderRuleModules(rules);
    expect(exported(modules.rules)).toEqual(builtinRules());
    expect(exported(modules.examples)).toEqual(Object.fromEntries(rules.map(({ id, examples }) => [id, examples])));
  });

  test("are in the order of their ids, whatever order they come in", () => {
    expect(renderRuleModules([...rules].reverse())).toEqual(renderRuleModules(rules));
  });

  test("leave examples to whoever asks for them", () => {
    expect(builtinRules().every(({ examples }) => examples.length === 0)).toBe(true);
    expect(rules.every(({ examples }) => examples.length >= 2)).toBe(true);
  });

  test("with no rules are empty", () => {
    expect(exported(renderRuleModules([]).rules)).toEqual([]);
  });
});

describe("whether the engine of regular expressions is needed", () => {
  test("is seen in the tree of an expression, however deep", () => {
    const call = [
      "call",
      "matches",
      [
        ["var", "it"],
        ["const", "a"],
      ],
    ];
    expect(usesRegularExpressions([{ require: ["not", ["and", ["const", true], call]] }])).toBe(true);
    expect(usesRegularExpressions({ message: ["text", call] })).toBe(true);
  });

  test("is never the case for what is built in, which would load it in every run", () => {
    expect(usesRegularExpressions(builtinRules())).toBe(false);
    expect(usesRegularExpressions(builtinArchitectures())).toBe(false);
  });

  test("is not seen in words", () => {
    expect(usesRegularExpressions([{ title: "matches", message: ["matches"], require: ["const", "matches"] }])).toBe(
      false,
    );
  });
});
