import { describe, expect, test } from "@jest/globals";
import { checkParameters, checkScenario, DeclaredNames } from "../../src/lint/check-parameters.ts";
import { stackOf } from "../resolve/given-stack.ts";

function declared(): DeclaredNames {
  const names = new DeclaredNames();
  const text = "Parameters: {Env: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Env, prod]}\nResources: {}\n";
  names.add({ name: "app", kind: "template", stacks: [stackOf(text)] });
  return names;
}

const told = (diagnostics: ReturnType<typeof checkParameters>): readonly string[] =>
  diagnostics.map(({ severity, message }) => `${severity}: ${message}`);

describe("a name that no stack declares", () => {
  test("is an error with the nearest one, and a warning where a file has it", () => {
    expect(told(checkParameters(declared(), ["Evn", "Env", "AWS::Region"]))).toEqual([
      "error: No stack declares a parameter Evn. Did you mean Env?",
    ]);
    expect(told(checkParameters(declared(), ["Evn"], new Set(["Evn"])))).toEqual([
      "warning: No stack declares a parameter Evn. Did you mean Env?",
    ]);
  });

  test("is an error in a scenario, which pins conditions, too", () => {
    const scenario = new Map([
      ["Env", "prod"],
      ["IsProd", "TRUE"],
      ["IsPord", "true"],
      ["AWS::Region", "eu-west-1"],
    ]);
    expect(told(checkScenario(declared(), scenario))).toEqual([
      "error: No stack declares a parameter or condition IsPord, which the scenario pins. Did you mean IsProd?",
    ]);
  });

  test("is not needed to pin a condition to what it cannot be", () => {
    expect(told(checkScenario(declared(), new Map([["IsProd", "maybe"]])))).toEqual([
      "error: The scenario pins condition IsProd to maybe; a condition is true or false.",
    ]);
  });
});
