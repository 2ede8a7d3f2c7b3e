import { describe, expect, test } from "@jest/globals";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import { equivalent } from "../../src/resolve/explore.ts";
import { always, type Guard, not, variablesOf } from "../../src/resolve/guard.ts";
import { type Given, resolution, resolved, templateWith } from "./given-stack.ts";

const parameters = `Parameters:
  Env: {Type: String, AllowedValues: [dev, test, prod]}
  Name: {Type: String, Default: none}
  Other: {Type: String}
  Secret: {Type: String, NoEcho: true}
  Subnets: {Type: "List<AWS::EC2::Subnet::Id>"}
`;

function guards(conditions: string, given: Given = {}): ReadonlyMap<string, Guard> {
  return resolved(templateWith("x", `${parameters}Conditions:\n${conditions}`), given).conditions;
}

function said(conditions: string, given: Given = {}): string | null {
  const guard = guards(`  C: ${conditions}`, given).get("C");
  return guard === undefined ? "missing" : describeGuard(guard, new Map());
}

describe("a condition", () => {
  test("on a parameter and a literal is an atom of the parameter, on either side", () => {
    expect(said("!Equals [!Ref Env, prod]")).toBe("Env=prod");
    expect(said("!Equals [prod, !Ref Env]")).toBe("Env=prod");
    expect(said('!Equals [!Sub "${Env}", prod]')).toBe("Env=prod");
  });

  test("is decided by a value that is given", () => {
    expect(guards("  C: !Equals [!Ref Env, prod]", { Env: "prod" }).get("C")).toEqual(always);
    expect(said("!Equals [!Ref Env, prod]", { Env: "dev" })).toBe("never");
  });

  test("is false for a value that the parameter does not allow", () => {
    expect(said("!Equals [!Ref Env, stage]")).toBe("never");
  });

  test("is decided where both sides are known", () => {
    expect(said("!Equals [a, a]")).toBeNull();
    expect(said("!Equals [true, 'true']")).toBeNull();
    expect(said("!Equals [a, A]")).toBe("never");
  });

  test("splits on a parameter with a default, so that both branches are looked at", () => {
    expect(said("!Equals [!Ref Name, special]")).toBe("Name=special");
    expect(said("!Equals [!Ref Name, none]")).toBe("Name=none");
  });

  test("tests a secret without telling it", () => {
    expect(said('!Equals [!Ref Secret, ""]')).toBe('Secret=""');
    expect(said('!Equals [!Ref Secret, ""]', { Secret: "hunter2" })).toBe("never");
  });

  test("on the region is an atom of the region", () => {
    expect(said("!Equals [!Ref AWS::Region, us-east-1]")).toBe("AWS::Region=us-east-1");
    expect(said("!Equals [!Ref AWS::Region, us-east-1]", { "AWS::Region": "eu-west-1" })).toBe("never");
  });

  test("combines others as a formula", () => {
    const all = guards(`
  A: !Equals [!Ref Env, prod]
  B: !Equals [!Ref Name, x]
  C: !And [!Condition A, !Not [!Condition B]]
  D: !Or [!Not [{Condition: A}], {Condition: B}]`);
    const [c, d] = [all.get("C"), all.get("D")];
    expect(c && d && equivalent(not(c), d, always)).toBe(true);
  });

  test("looks into choices and mappings", () => {
    expect(said("!Equals [!If [Inner, a, b], a]\n  Inner: !Equals [!Ref Env, dev]")).toBe("Env=dev");
    const mapped = resolved(
      templateWith(
        "x",
        `${parameters}Mappings: {M: {dev: {Big: no}, test: {Big: "yes"}, prod: {Big: "yes"}}}
Conditions: {C: !Equals [!FindInMap [M, !Ref Env, Big], "yes"]}`,
      ),
    );
    expect(describeGuard(mapped.conditions.get("C") ?? always, new Map())).toBe("Env!=dev");
  });

  test("compares two parameters over what they allow", () => {
    const all = resolved(
      templateWith(
        "x",
        `Parameters: {A: {Type: String, AllowedValues: [x, y]}, B: {Type: String, AllowedValues: [y, z]}}
Conditions: {Same: !Equals [!Ref A, !Ref B]}`,
      ),
    ).conditions;
    expect(describeGuard(all.get("Same") ?? always, new Map())).toBe("A=y and B=y");
  });

  test("cuts what is literal off a text with one open part", () => {
    expect(said('!Equals [!Sub "dev/${Other}/x", dev/large/x]')).toBe("Other=large");
    expect(said('!Equals [!Sub "dev/${Other}", prod/large]')).toBe("never");
    expect(said('!Equals [!Join ["-", [!Ref Env, !Ref Other]], prod-7]')).toBe("Env=prod and Other=7");
  });

  test("asks of an empty list what it asks of the parameter's text", () => {
    expect(said('!Not [!Equals [!Join ["", !Ref Subnets], ""]]')).toBe('Subnets!=""');
    expect(said('!Equals [!Select [0, !Ref Subnets], ""]')).toBe('Subnets=""');
  });
});

describe("a condition that cannot be decided", () => {
  test("is one variable wherever the same expression stands, in either order", () => {
    const all = guards(`
  A: !Equals [!Ref Other, !Ref Name]
  B: !Equals [!Ref Name, !Ref Other]`);
    const [a, b] = [all.get("A"), all.get("B")];
    expect(a && b && equivalent(a, b, always)).toBe(true);
  });

  test("bears the condition's name, and says what the condition says, even where it is the opposite", () => {
    const same = guards("  Same: !Equals [!ImportValue a, !ImportValue b]").get("Same") ?? always;
    expect(describeGuard(same, new Map())).toBe("Same=true");
    const differs = guards("  Differs: !Not [!Equals [!ImportValue a, !ImportValue b]]").get("Differs") ?? always;
    expect(describeGuard(differs, new Map())).toBe("Differs=true");
  });

  test("among others in one condition does not bear its name", () => {
    const guard = guards("  Both: !And [!Equals [!ImportValue a, x], !Equals [!ImportValue b, x]]").get("Both");
    const labels = variablesOf(guard ?? always).map(({ label }) => label);
    expect(labels).toEqual(["Both (comparison 1)", "Both (comparison 2)"]);
  });
});

describe("conditions that are wrong", () => {
  const wrong = (text: string): readonly string[] =>
    resolution(templateWith("!If [Nowhere, a, b]", `${parameters}Conditions:\n${text}`)).diagnostics.map(
      ({ code, message, location }) => `${code}: ${message} (${location?.start.line})`,
    );

  test("name what does not exist: in conditions, in choices and on resources", () => {
    const { diagnostics, resolved: stack } = resolution(
      "Conditions:\n  A: !Not [!Condition Gone]\nResources:\n  R:\n    Type: T\n    Condition: Lost\n    Properties: {X: !If [Missing, 1, 2]}\n",
    );
    expect(diagnostics.map(({ message, location }) => [message, location?.start.line])).toEqual([
      ["there is no condition Gone", 2],
      ["there is no condition Lost", 6],
      ["there is no condition Missing", 7],
    ]);
    expect(describeGuard(stack.guardOf("Lost"), new Map())).toBe("Lost=true");
  });

  test("do not mistake the Condition of an IAM statement for a name", () => {
    const { diagnostics } = resolution(
      "Resources: {R: {Type: T, Properties: {Statement: [{Effect: Allow, Condition: nothing}, {Condition: alone}]}}}",
    );
    expect(diagnostics).toEqual([]);
  });

  test("refer to themselves: each of the circle is told, and is a variable", () => {
    expect(wrong("  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n  Nowhere: !Condition Nowhere")).toEqual([
      "condition: condition B refers to itself (9)",
      "condition: condition A refers to itself (8)",
      "condition: condition Nowhere refers to itself (10)",
    ]);
  });

  test("are malformed: they are variables, and nothing is thrown", () => {
    for (const bad of ["!Equals [a]", "!Not []", "!And", "text", "[]", "{}", "null", '!Equals ""', "!Condition [x]"]) {
      const guard = guards(`  C: ${bad}`).get("C");
      expect(guard).toBeDefined();
    }
  });

  test("stand on a longer chain than is followed", () => {
    const chain = Array.from(
      { length: 3000 },
      (_, i) => `  C${i}: !Not [!And [!Condition C${i + 1}, !Condition C${i + 1}]]`,
    );
    const messages = wrong(`${chain.join("\n")}\n  C3000: !Equals [!Ref Env, prod]\n  Nowhere: !Equals [a, b]`);
    expect(messages[0]).toMatch(/stands on a chain of more than 100 conditions/);
  });
});
