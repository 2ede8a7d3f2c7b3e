import { describe, expect, test } from "@jest/globals";
import type { Stack } from "../../src/input/app.ts";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import type { ResolvedStack } from "../../src/resolve/resolved.ts";
import { resolveStacks } from "../../src/resolve/stacks.ts";
import { probe, show, stackOf } from "./given-stack.ts";

type Given = Readonly<Record<string, string>>;

function joined(stacks: readonly Stack[], given: Given = {}): readonly ResolvedStack[] {
  const inputs = { parameters: new Map(Object.entries(given)) };
  return resolveStacks(stacks, () => inputs).map(({ resolved }) => resolved);
}

/** A parent that nests one child under `Child`, and both resolved. */
function family(parent: string, child: string, given: Given = {}): readonly [ResolvedStack, ResolvedStack] {
  const inner = stackOf(child, { name: "child", parent: { stack: "parent", logicalId: "Child" } });
  const outer = stackOf(parent, { name: "parent", nested: new Map([["Child", inner]]) });
  const [one, two] = joined([outer, inner], given);
  if (one === undefined || two === undefined) throw new Error("two stacks are resolved");
  return [one, two];
}

const childWith = (expression: string, more = ""): string =>
  `${more}\nResources:\n  Probe: {Type: T, Properties: {V: ${expression}}}\n  Queue: {Type: AWS::SQS::Queue}\n`;
const parentWith = (passed: string, more = "", expression = "x"): string => `${more}
Resources:
  Vpc: {Type: AWS::EC2::VPC}
  Probe: {Type: T, Properties: {V: ${expression}}}
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: ${passed}}}
`;

describe("a nested stack", () => {
  test("reads what its parent passes, identities of the parent included", () => {
    const parameters =
      "Parameters: {Vpc: {Type: String}, Ids: {Type: CommaDelimitedList}, Fixed: {Type: String, Default: d}}";
    const [, child] = family(
      parentWith("{Vpc: !Ref Vpc, Ids: !Join [',', [a, b]], Fixed: passed}"),
      childWith('[!Ref Vpc, !Ref Fixed, !Sub "vpc-${Vpc}"]', parameters),
    );
    expect(show(probe(child))).toBe("[<Vpc.Ref>, passed, vpc-<Vpc.Ref>]");
    const [vpc] = probe(child).kind === "list" ? (probe(child) as { items: readonly unknown[] }).items : [];
    expect(vpc).toMatchObject({ symbol: { resource: { stack: "parent" } }, from: "Vpc" });
  });

  test("has its own default where the parent passes nothing, in the worlds where it does not", () => {
    const [, child] = family(
      parentWith(
        '{Size: !If [Big, large, !Ref "AWS::NoValue"]}',
        "Parameters: {E: {Type: String, AllowedValues: [dev, prod]}}\nConditions: {Big: !Equals [!Ref E, prod]}",
      ),
      childWith(
        "[!Ref Size, !Ref Other]",
        "Parameters: {Size: {Type: String, Default: small}, Other: {Type: String, Default: o}}",
      ),
    );
    expect(show(probe(child))).toBe("[{E=prod: large; E=dev: small}, o]");
  });

  test("decides its conditions by the parent's variables, and both branches are looked at", () => {
    const [, child] = family(
      parentWith("{Env: !Ref Stage}", "Parameters: {Stage: {Type: String, Default: dev}}"),
      childWith(
        "!If [IsProd, many, one]",
        "Parameters: {Env: {Type: String}}\nConditions: {IsProd: !Equals [!Ref Env, prod]}",
      ),
    );
    expect(show(probe(child))).toBe("{Stage=prod: many; Stage!=prod: one}");
    expect(describeGuard(child.guardOf("IsProd"), child.conditions)).toBe("IsProd=true");
  });

  test("takes the list that its parent passes as text apart", () => {
    const list = "Parameters: {Ids: {Type: 'List<AWS::EC2::Subnet::Id>'}}";
    const [, child] = family(parentWith("{Ids: 'a, b'}"), childWith("!Ref Ids", list));
    expect(show(probe(child))).toBe("[a, b]");
    const [, symbolic] = family(
      parentWith("{Ids: !Join [',', [!Ref Vpc, !Ref Probe]]}"),
      childWith("!Select [1, !Ref Ids]", list),
    );
    expect(show(probe(symbolic))).toBe("<Probe.Ref>");
    const ids = "Parameters: {Ids: {Type: 'List<AWS::EC2::Subnet::Id>'}, A: {Type: String}, B: {Type: String}}";
    const [, again] = family(parentWith("{Ids: !Join [',', !Ref Ids]}", ids), childWith("!Ref Ids", list));
    expect(show(probe(again))).toBe("<?*parameter-list Ids>");
    const [, two] = family(parentWith("{Ids: !Join [',', [!Ref A, !Ref B]]}", ids), childWith("!Ref Ids", list));
    expect(show(probe(two))).toBe("[<?parameter A>, <?parameter B>]");
    const [, one] = family(parentWith("{Ids: !GetAtt Child.Outputs.Ids}", ids), childWith("!Ref Ids", list));
    expect(show(probe(one))).toBe("<?*Split , of <Child.Outputs.Ids>>");
  });

  test("hides a secret that it is passed", () => {
    const [, child] = family(
      parentWith("{Password: hunter2}"),
      childWith("!Ref Password", "Parameters: {Password: {Type: String, NoEcho: true}}"),
    );
    expect(show(probe(child))).toBe("<secret parameter Password>");
  });

  test("returns its outputs to the parent", () => {
    const [parent] = family(
      parentWith("{}", "", "[!GetAtt Child.Outputs.Url, !GetAtt Child.Outputs.None, !Sub '${Child.Outputs.Url}/x']"),
      `${childWith("x")}Outputs: {Url: {Value: !Ref Queue}}`,
    );
    expect(show(probe(parent))).toBe("[<Queue.Ref>, <Child.Outputs.None>, <Queue.Ref>/x]");
  });

  test("that is not there keeps its outputs identities of the parent", () => {
    const [alone] = joined([stackOf(parentWith("{}", "", "!GetAtt Child.Outputs.Url"))]);
    expect(alone && show(probe(alone))).toBe("<Child.Outputs.Url>");
  });

  test("that is passed its own output is unknown to itself, and nothing hangs", () => {
    const [parent, child] = family(
      parentWith("{In: !GetAtt Child.Outputs.Out}", "", "!GetAtt Child.Outputs.Out"),
      `${childWith("!Ref In", "Parameters: {In: {Type: String}}")}Outputs: {Out: {Value: !Ref In}}`,
    );
    expect(probe(child).kind).toBe("unknown");
    expect(probe(parent).kind).toBe("unknown");
  });
});

describe("exports and imports", () => {
  const importer = (name: string): Stack =>
    stackOf(`Resources: {Probe: {Type: T, Properties: {V: !ImportValue ${name}}}}`, { name: "importer" });
  const exporter = (name: string, exported: string): Stack =>
    stackOf(
      `Resources: {Queue: {Type: AWS::SQS::Queue}}\nOutputs: {Q: {Value: !GetAtt Queue.Arn, Export: {Name: ${exported}}}}`,
      { name },
    );

  test("are joined inside an app, in whatever order the stacks come", () => {
    for (const stacks of [
      [exporter("a", "queue"), importer("queue")],
      [importer("queue"), exporter("a", "queue")],
    ]) {
      const resolved = joined(stacks).find(({ stack }) => stack.name === "importer");
      expect(resolved && probe(resolved)).toMatchObject({
        kind: "identity",
        symbol: { resource: { stack: "a", logicalId: "Queue" } },
      });
    }
  });

  test("stay apart where two stacks export one name, or the name is decided at deployment", () => {
    for (const stacks of [
      [importer("queue"), exporter("a", "queue"), exporter("b", "queue")],
      [importer('{"Fn::Sub": "${AWS::StackName}-q"}'), exporter("a", '!Sub "${AWS::StackName}-q"')],
      [importer("other"), exporter("a", "queue")],
    ]) {
      expect(joined(stacks)[0] && probe(joined(stacks)[0] as ResolvedStack)).toMatchObject({
        reason: { kind: "import" },
      });
    }
  });

  test("that lead in a circle are unknown", () => {
    const circle = (name: string, imports: string, exported: string): Stack =>
      stackOf(
        `Resources: {Probe: {Type: T, Properties: {V: !ImportValue ${imports}}}}\nOutputs: {O: {Value: !ImportValue ${imports}, Export: {Name: ${exported}}}}`,
        { name },
      );
    for (const resolved of joined([circle("a", "y", "x"), circle("b", "x", "y")])) {
      expect(probe(resolved)).toMatchObject({ kind: "unknown", reason: { kind: "import" } });
    }
  });

  test("in conditions are read whichever stack is asked first", () => {
    const conditional = stackOf(
      "Conditions: {On: !Equals [!ImportValue flag, 'on']}\nResources: {Probe: {Type: T, Properties: {V: !If [On, 1, 2]}}}",
      { name: "conditional" },
    );
    const flag = stackOf(
      `Parameters: {P: {Type: String, AllowedValues: [x, y]}}
Conditions: {C: !Equals [!Ref P, x]}
Resources: {B: {Type: T}}
Outputs: {O: {Value: !If [C, 'on', 'off'], Export: {Name: flag}}}`,
      { name: "flag" },
    );
    const [first] = joined([conditional, flag]);
    expect(first && show(probe(first))).toBe("{P=x: 1; P=y: 2}");
  });
});

describe("an output that is read by the name of its stack", () => {
  const shop = "Resources: {Jobs: {Type: AWS::SQS::Queue}}\nOutputs: {Queue: {Value: !GetAtt Jobs.Arn}}\n";
  const reader = (more = ""): string =>
    `Resources: {Probe: {Type: T, Properties: {V: {Fn::GetStackOutput: {StackName: shop, OutputName: Queue${more}}}}}}`;

  test("is the value that the stack returns, in the same account and Region", () => {
    const [first] = joined([stackOf(reader()), stackOf(shop, { name: "shop" })]);
    expect(first && show(probe(first))).toBe("<Jobs.Arn>");
  });

  test.each([
    ["in another Region", reader(", Region: eu-west-1"), {}],
    ["through a role, which may be of another account", reader(", RoleArn: !Ref AWS::StackId"), {}],
    ["of a stack for another account", reader(), { account: "111122223333" }],
    ["that the stack does not return", reader().replace("OutputName: Queue", "OutputName: Other"), {}],
  ])("is unknown %s", (_, text, shopIs) => {
    const [first] = joined([stackOf(text), stackOf(shop, { name: "shop", ...shopIs })]);
    expect(first && show(probe(first))).toMatch(/^<\?GetStackOutput of /);
  });
});

describe("loops of a nested stack", () => {
  const child = `Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}}
Resources: {"Fn::ForEach::L": [N, !Ref Names, {"Q\${N}": {Type: AWS::SQS::Queue}}]}
`;
  const made = ({ template }: ResolvedStack): readonly string[] => [...template.resources.keys()];

  test("run over what the parent passes", () => {
    const [, inner] = family(parentWith('{Names: "a,b"}'), child);
    expect(made(inner)).toEqual(["Qa", "Qb"]);
    const [, listed] = family(parentWith("{Names: !Join [',', [c, d]]}"), child);
    expect(made(listed)).toEqual(["Qc", "Qd"]);
  });

  test("wait for what the parent makes of its own parameters", () => {
    const parameters =
      "Parameters: {E: {Type: String, AllowedValues: [dev, prod]}}\nConditions: {Is: !Equals [!Ref E, prod]}";
    const [, inner] = family(parentWith('{Names: !If [Is, "a,b", a]}', parameters), child);
    const guards = [...inner.template.resources.values()].map(({ logicalId, condition }) => [
      logicalId,
      describeGuard(inner.guardOf(condition), new Map()),
    ]);
    expect(guards).toEqual([
      ["Qa", null],
      ["Qb", "E=prod"],
    ]);
  });

  test("make conditions that read the parent's parameters", () => {
    const conditional = `Transform: AWS::LanguageExtensions
Parameters: {Size: {Type: String}}
Conditions: {"Fn::ForEach::C": [N, [large], {"Is\${N}": !Equals [!Ref Size, !Ref N]}]}
Resources: {Probe: {Type: T, Condition: Islarge, Properties: {V: !Ref Size}}}
`;
    const [, inner] = family(
      parentWith("{Size: !Ref P}", "Parameters: {P: {Type: String, Default: small}}"),
      conditional,
    );
    // The value and the condition never disagree: where the condition holds, the parameter is what it asks for.
    expect(show(probe(inner))).toBe("{P=large: large; P!=large: small}");
    expect(describeGuard(inner.guardOf("Islarge"), new Map())).toBe("P=large");
  });

  test("that wait for each other are not run, and do no harm", () => {
    const outer = `Transform: AWS::LanguageExtensions
Resources:
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c, Parameters: {Names: !GetAtt Child.Outputs.All}}}
  Fn::ForEach::L: [N, !Split [",", !GetAtt Child.Outputs.All], {"T\${N}": {Type: AWS::SNS::Topic}}]
`;
    const [parent, inner] = family(outer, `${child}Outputs: {All: {Value: !Join [",", !Ref Names]}}\n`);
    expect(made(parent)).toEqual(["Child"]);
    expect(made(inner)).toEqual([]);
    expect([parent.open.length, inner.open.length]).toEqual([1, 1]);
  });
});
