import { describe, expect, test } from "@jest/globals";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import { constraintOf, possibleWorlds } from "../../src/resolve/possible-worlds.ts";
import { resolveStack } from "../../src/resolve/stack.ts";
import { type Given, probe, show, stackOf, templateWith } from "./given-stack.ts";

const sections = `Parameters:
  Env: {Type: String, AllowedValues: [dev, test, prod]}
  Size: {Type: String, Default: small}
  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /image}
  VpcA: {Type: "AWS::EC2::VPC::Id"}
  VpcB: {Type: "AWS::EC2::VPC::Id"}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Equals [!Ref Env, dev]
  IsLarge: !Equals [!Ref Size, large]
  Either: !Or [!Condition IsProd, !Condition IsLarge]
  Imported: !Equals [!ImportValue a, b]
`;

function stack(rules: string, scenario: Given = {}, parameters: Given = {}) {
  const text = templateWith("!If [IsProd, p, !If [IsLarge, l, !Ref Env]]", sections + rules);
  const { resolved, diagnostics } = resolveStack(stackOf(text), {
    parameters: new Map(Object.entries(parameters)),
    scenario: new Map(Object.entries(scenario)),
  });
  const stacks = [resolved];
  const when = (condition: string): string | null =>
    describeGuard(resolved.guardOf(condition), resolved.conditions, constraintOf(stacks));
  return { resolved, world: possibleWorlds(stacks), when, messages: diagnostics.map(({ message }) => message) };
}

const rule = (assert: string, condition = ""): string => `Rules:
  Mine:
${condition === "" ? "" : `    RuleCondition: ${condition}\n`}    Assertions:
      - Assert: ${assert}
        AssertDescription: Choose another
`;

describe("the rules of a template", () => {
  test("leave only the values that they allow", () => {
    // With test ruled out, what is not development is production.
    const { world, resolved } = stack(rule("!Contains [[dev, prod], !Ref Env]"));
    expect(world.assume(resolved.guardOf("IsDev"), false)?.test(resolved.guardOf("IsProd"))).toBe(true);
  });

  test("bind parameters to each other", () => {
    const { world, resolved } = stack(rule("!Equals [!Ref Size, large]", "!Equals [!Ref Env, prod]"));
    expect(world.assume(resolved.guardOf("IsProd"))?.test(resolved.guardOf("IsLarge"))).toBe(true);
    expect(world.assume(resolved.guardOf("IsLarge"), false)?.test(resolved.guardOf("IsProd"))).toBe(false);
    expect(world.assume(resolved.guardOf("IsDev"))?.test(resolved.guardOf("IsLarge"))).toBeUndefined();
  });

  test.each([
    ["!EachMemberIn [[!Ref Env], [dev, prod]]"],
    ["!EachMemberEquals [[!Ref Env], prod]"],
    ["!And [!Not [!Equals [!Ref Env, test]], !Equals [a, a]]"],
    ["!Not [!Contains [[test, stage], !Ref Env]]"],
  ])("are understood: %s", (assert) => {
    const { messages } = stack(rule(assert), {}, { Env: "test" });
    expect(messages).toEqual(["rule Mine of the template does not allow these parameter values: Choose another"]);
    expect(stack(rule(assert), {}, { Env: "prod" }).messages).toEqual([]);
  });

  test("speak of all parameters of a type", () => {
    const rules = rule("!EachMemberEquals [!RefAll 'AWS::EC2::VPC::Id', vpc-1]");
    expect(stack(rules, {}, { VpcA: "vpc-1", VpcB: "vpc-2" }).messages).toHaveLength(1);
    expect(stack(rules, {}, { VpcA: "vpc-1", VpcB: "vpc-1" }).messages).toEqual([]);
  });

  test("narrow nothing where only AWS knows", () => {
    const { world, messages } = stack(
      rule("!EachMemberIn [!ValueOfAll ['AWS::EC2::Subnet::Id', VpcId], !RefAll 'AWS::EC2::VPC::Id']"),
    );
    expect(messages).toEqual([]);
    expect(world.decisions.filter(({ variable }) => !variable.id.includes("rule at"))).toEqual([]);
  });

  test("do not apply where their condition does not hold", () => {
    const rules = rule("!Equals [!Ref Size, large]", "!Equals [!Ref Env, prod]");
    expect(stack(rules, {}, { Env: "dev", Size: "small" }).messages).toEqual([]);
    expect(stack(rules, {}, { Env: "prod", Size: "small" }).messages).toHaveLength(1);
  });

  test("that leave nothing are told, and the rest is judged all the same", () => {
    const { messages, world } = stack(rule("!Equals [a, b]"));
    expect(messages).toHaveLength(1);
    expect(world.decisions).toEqual([]);
  });
});

describe("a scenario", () => {
  test("that pins a parameter leaves no choice of it", () => {
    const { resolved, when } = stack("", { Env: "prod" });
    expect(show(probe(resolved))).toBe("p");
    expect(when("IsProd")).toBeNull();
    expect(when("IsDev")).toBe("never");
  });

  test("that pins a condition holds for everything that the condition says", () => {
    const { resolved, world, when } = stack("", { IsProd: "true" });
    expect(show(probe(resolved))).toBe("p");
    expect(when("IsProd")).toBeNull();
    expect(when("Either")).toBeNull();
    expect(world.test(resolved.guardOf("IsDev"))).toBe(false);
  });

  test("says no more than is not known", () => {
    const { resolved, world } = stack("", { IsProd: "false" });
    expect(world.test(resolved.guardOf("IsDev"))).toBeUndefined();
  });

  test("leaves out what is said by a disjunction", () => {
    const { world, resolved, when } = stack("", { Either: "true" });
    expect(world.assume(resolved.guardOf("IsLarge"), false)?.test(resolved.guardOf("IsProd"))).toBe(true);
    expect(when("IsLarge")).toBe("IsLarge=true");
  });

  test("pins a condition that cannot be decided", () => {
    expect(stack("", { Imported: "false" }).when("Imported")).toBe("never");
  });

  test("gives a parameter of Parameter Store its value, not its name", () => {
    const text = templateWith("!Ref Image", sections);
    const { resolved } = resolveStack(stackOf(text), {
      parameters: new Map(),
      scenario: new Map([["Image", "ami-1"]]),
    });
    expect(show(probe(resolved))).toBe("ami-1");
    expect(show(probe(stack("", {}, { Image: "ami-1" }).resolved, "V"))).not.toContain("ami-1");
  });

  test("that contradicts itself, or what is given, is told", () => {
    expect(stack("", { IsProd: "true", IsDev: "true" }).messages).toEqual([
      "scenario IsDev=true cannot be: with what else is given, condition IsDev is false",
    ]);
    expect(stack("", { IsProd: "true" }, { Env: "dev" }).messages).toEqual([
      "scenario IsProd=true cannot be: with what else is given, condition IsProd is false",
    ]);
  });
});
