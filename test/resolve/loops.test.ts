import { describe, expect, test } from "@jest/globals";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import type { ResolvedStack } from "../../src/resolve/resolved.ts";
import type { Resolution } from "../../src/resolve/stack.ts";
import { spanOf } from "../../src/source/node.ts";
import { type Given, resolution, resolved, show } from "./given-stack.ts";

const extensions = "Transform: AWS::LanguageExtensions\n";

function resourcesOf(stack: ResolvedStack): Record<string, string> {
  return Object.fromEntries(
    [...stack.template.resources].map(([logicalId, { properties }]) => [logicalId, show(stack.valueOf(properties))]),
  );
}

function guardsOf(stack: ResolvedStack): Record<string, string | null> {
  return Object.fromEntries(
    [...stack.template.resources].map(([logicalId, { condition }]) => [
      logicalId,
      describeGuard(stack.guardOf(condition), stack.conditions),
    ]),
  );
}

function expand(sections: string, given: Given = {}): ResolvedStack {
  return resolved(extensions + sections, given);
}

function problems({ diagnostics }: Resolution): readonly string[] {
  return diagnostics.map(
    ({ severity, code, message, location }) => `${location?.start.line} ${severity} ${code}: ${message}`,
  );
}

describe("what a loop makes", () => {
  test("its body, once for each item, with the item in keys, substitutions and references", () => {
    const stack = expand(`Resources:
  Fn::ForEach::Topics:
    - Name
    - [Orders, Bills]
    - Topic\${Name}:
        Type: AWS::SNS::Topic
        Properties: {TopicName: !Ref Name, DisplayName: !Sub "\${Name} of \${AWS::Region}"}
  Jobs: {Type: AWS::SQS::Queue}
`);
    expect(resourcesOf(stack)).toEqual({
      TopicOrders: "{TopicName: Orders, DisplayName: Orders of <AWS::Region>}",
      TopicBills: "{TopicName: Bills, DisplayName: Bills of <AWS::Region>}",
      Jobs: "<absent>",
    });
  });

  test("names without what is neither letter nor digit, for &{Name}", () => {
    const stack = expand(`Resources:
  Fn::ForEach::Zones:
    - Zone
    - [eu-west-1a, "10.0.0.0/16"]
    - Subnet&{Zone}: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Ref Zone, Tags: "&{Zone}"}}
`);
    expect(resourcesOf(stack)).toEqual({
      Subneteuwest1a: "{AvailabilityZone: eu-west-1a, Tags: euwest1a}",
      Subnet1000016: "{AvailabilityZone: 10.0.0.0/16, Tags: 1000016}",
    });
  });

  test("loops in loops, whose collections may depend on the outer item", () => {
    const stack = expand(`Mappings: {Queues: {shop: {names: [Orders, Bills]}, blog: {names: [Posts]}}}
Resources:
  Fn::ForEach::Teams:
    - Team
    - [shop, blog]
    - Fn::ForEach::Queues:
        - Queue
        - !FindInMap [Queues, !Ref Team, names]
        - \${Team}\${Queue}: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "\${Team}-\${Queue}"}}
`);
    expect(resourcesOf(stack)).toEqual({
      shopOrders: "{QueueName: shop-Orders}",
      shopBills: "{QueueName: shop-Bills}",
      blogPosts: "{QueueName: blog-Posts}",
    });
  });

  test("properties, also of maps inside them", () => {
    const stack = expand(`Resources:
  F:
    Type: AWS::Lambda::Function
    Properties:
      Fn::ForEach::Sizes: [Size, [Memory], {"\${Size}Size": 128}]
      Environment:
        Variables:
          Fn::ForEach::Tables: [Name, [Orders, Bills], {"TABLE_\${Name}": !Ref "Table\${Name}"}]
          MODE: prod
  TableOrders: {Type: AWS::DynamoDB::Table}
  TableBills: {Type: AWS::DynamoDB::Table}
`);
    expect(resourcesOf(stack)["F"]).toBe(
      "{MemorySize: 128, Environment: {Variables: {TABLE_Orders: <TableOrders.Ref>, TABLE_Bills: <TableBills.Ref>, MODE: prod}}}",
    );
  });

  test("conditions and outputs, which computed names refer to", () => {
    const stack = expand(`Parameters: {ParamA: {Type: String, AllowedValues: [on, off]}}
Conditions: {"Fn::ForEach::C": [N, [A], {"Is\${N}": !Equals [Ref: !Sub "Param\${N}", on]}]}
Resources:
  QueueA: {Type: AWS::SQS::Queue, Condition: IsA}
Outputs:
  Fn::ForEach::O:
    - N
    - [A]
    - Fn::ForEach::P:
        - P
        - [Arn, QueueName]
        - Queue\${N}\${P}: {Condition: "Is\${N}", Value: !GetAtt [!Sub "Queue\${N}", !Ref P]}
`);
    expect(guardsOf(stack)).toEqual({ QueueA: "IsA=true" });
    const outputs = [...stack.template.outputs.values()].map(({ name, value }) => [name, show(stack.valueOf(value))]);
    expect(outputs).toEqual([
      ["QueueAArn", "<QueueA.Arn>"],
      ["QueueAQueueName", "<QueueA.QueueName>"],
    ]);
  });

  test("names of conditions and of what comes first, which only texts can be", () => {
    const { resolved: stack, diagnostics } = resolution(`${extensions}Parameters: {P: {Type: String}}
Conditions: {IsA: !Equals [!Ref P, a]}
Resources:
  Fn::ForEach::L:
    - N
    - [A]
    - Q\${N}: {Type: AWS::SQS::Queue, Condition: !Sub "Is\${N}", DependsOn: [!Sub "T\${N}", "U\${N}"]}
`);
    expect(diagnostics).toEqual([]);
    expect(guardsOf(stack)).toEqual({ QA: "IsA=true" });
    expect(stack.template.resources.get("QA")?.dependsOn).toEqual(["TA", "UA"]);
  });

  test("resources that SAM expands", () => {
    const stack = resolved(`Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Resources:
  Fn::ForEach::Functions:
    - Name
    - [Resize, Store]
    - \${Name}:
        Type: AWS::Serverless::Function
        Properties: {Handler: !Sub "\${Name}.handler", Runtime: nodejs22.x, CodeUri: src}
`);
    const types = [...stack.template.resources].map(([logicalId, { type, generatedBy }]) => [
      logicalId,
      type,
      generatedBy,
    ]);
    expect(types).toEqual([
      ["Resize", "AWS::Lambda::Function", "Resize"],
      ["ResizeRole", "AWS::IAM::Role", "Resize"],
      ["Store", "AWS::Lambda::Function", "Store"],
      ["StoreRole", "AWS::IAM::Role", "Store"],
    ]);
  });

  test("nothing, for an empty list", () => {
    expect(resourcesOf(expand("Resources: {'Fn::ForEach::L': [N, [], {'A${N}': {Type: AWS::SQS::Queue}}]}"))).toEqual(
      {},
    );
  });
});

describe("collections that depend on parameters", () => {
  const topics = `Resources:
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - Topic\${Name}: {Type: AWS::SNS::Topic, Properties: {TopicName: !Ref Name}}
`;

  test("a list that is given", () => {
    const stack = expand(`Parameters: {Names: {Type: CommaDelimitedList}}\n${topics}`, { Names: "A, B" });
    expect(resourcesOf(stack)).toEqual({ TopicA: "{TopicName: A}", TopicB: "{TopicName: B}" });
    expect(stack.open).toEqual([]);
  });

  test("a default is assumed, and what rests on it says so", () => {
    const stack = expand(`Parameters: {Names: {Type: CommaDelimitedList, Default: "A,B"}}\n${topics}`);
    expect(guardsOf(stack)).toEqual({ TopicA: null, TopicB: null });
    const { properties } = stack.template.resources.get("TopicA") ?? {};
    expect(stack.valueOf(properties).assumed).toEqual(["Names"]);
  });

  test("a list that nobody gave leaves the stack open, with the parameter's name", () => {
    const text = `${extensions}Parameters: {Names: {Type: CommaDelimitedList}}\n${topics}  Last: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref TopicX}}\n`;
    const { resolved: stack } = resolution(text);
    expect(resourcesOf(stack)).toEqual({ Last: "{QueueName: <?parameter-list Names>}" });
    expect(stack.open).toMatchObject([{ name: "Names", settle: "--parameter Names=..." }]);
    expect(problems(resolution(text))).toEqual([
      "4 warning loop-undecided: the loop Topics is not run to its end, because parameter Names has no value; what else it makes is not seen",
    ]);
  });

  test("an item that nobody gave leaves the others in place", () => {
    const stack = expand(
      `Parameters: {P: {Type: String}}\nResources: {"Fn::ForEach::L": [N, [A, !Ref P], {"Q\${N}": {Type: AWS::SQS::Queue}}]}`,
    );
    expect(guardsOf(stack)).toEqual({ QA: null });
    expect(stack.open).toMatchObject([{ kind: "parameter", name: "P" }]);
  });

  test("where allowed values decide, each thing is there under the guard of its item", () => {
    const sections = `Parameters: {Env: {Type: String, AllowedValues: [prod, test]}}
Mappings: {Queues: {prod: {names: [A, B]}, test: {names: [A]}}}
Conditions: {IsTest: !Equals [!Ref Env, test]}
Resources:
  Fn::ForEach::L:
    - N
    - !FindInMap [Queues, !Ref Env, names]
    - Q\${N}: {Type: AWS::SQS::Queue}
      T\${N}: {Type: AWS::SNS::Topic, Condition: IsTest}
  F:
    Type: AWS::Lambda::Function
    Properties:
      Fn::ForEach::V: [N, !FindInMap [Queues, !Ref Env, names], {"V\${N}": yes}]
`;
    const stack = expand(sections);
    expect(guardsOf(stack)).toEqual({ QA: null, TA: "IsTest=true", QB: "IsTest=false", TB: "never", F: null });
    expect(resourcesOf(stack)["F"]).toBe("{VA: true, VB: {Env=prod: true; Env=test: <absent>}}");
    expect([...stack.conditions.keys()]).toEqual(["IsTest"]);
    expect(guardsOf(expand(sections, { Env: "test" }))).toEqual({ QA: null, TA: null, F: null });
  });

  test("where one of the lists is not known, the others decide, and the stack is open", () => {
    const stack = expand(`Parameters:
  Env: {Type: String, AllowedValues: [prod, test]}
  Names: {Type: CommaDelimitedList}
Conditions: {IsTest: !Equals [!Ref Env, test]}
Resources: {"Fn::ForEach::L": [N, !If [IsTest, !Ref Names, [A, B]], {"Q\${N}": {Type: AWS::SQS::Queue}}]}
`);
    expect(guardsOf(stack)).toEqual({ QA: "IsTest=false", QB: "IsTest=false" });
    expect(stack.open).toMatchObject([{ name: "Names" }]);
  });

  test("a map whose loop is not decided may have more entries than are seen", () => {
    const stack = expand(`Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Tags: {"Fn::ForEach::T": [N, !Ref Names, {"K\${N}": v}], Own: v}}}
`);
    expect(resourcesOf(stack)["F"]).toBe("{Tags: {Own: v, ...}}");
    expect(stack.open).toEqual([]);
  });
});

describe("where things stand", () => {
  const text = `${extensions}Resources:
  Fn::ForEach::Topics:
    - Name
    - - Orders
      - Bills
    - Topic\${Name}:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: !Ref Name
`;

  test("a resource stands where its key is written in the loop's body, and knows the loop", () => {
    const stack = resolved(text);
    const { key, loop } = stack.template.resources.get("TopicBills") ?? {};
    expect(key && spanOf(key).start).toEqual({ line: 7, column: 7 });
    expect(loop && spanOf(loop).start).toEqual({ line: 3, column: 3 });
  });

  test("an item stands where the list has it", () => {
    const stack = resolved(text);
    const topic = stack.valueOf(stack.template.resources.get("TopicBills")?.properties);
    const name = topic.kind === "map" ? topic.entries.get("TopicName") : undefined;
    expect(name?.origin && spanOf(name.origin).start).toEqual({ line: 6, column: 9 });
  });
});

describe("loops that CloudFormation refuses", () => {
  const refused = (sections: string): readonly string[] => problems(resolution(extensions + sections));

  test.each([
    ["without a name", "Fn::ForEach: [N, [a], {}]", "Fn::ForEach needs a name of its own, as in Fn::ForEach::Topics"],
    [
      "without a body",
      "Fn::ForEach::L: [N, [a]]",
      "the loop L takes an identifier, a collection, and what is made for each of its items",
    ],
    ["with a computed identifier", "Fn::ForEach::L: [[N], [a], {}]", "the identifier of the loop L must be a text"],
    ["with a body that is a list", "Fn::ForEach::L: [N, [a], []]", "what the loop L makes must be a mapping"],
    ["over a text", "Fn::ForEach::L: [N, a, {}]", "the collection of the loop L must be a list"],
    [
      "with a parameter's name",
      "Fn::ForEach::L: [P, [a], {}]",
      "the identifier P of the loop L is that of a parameter",
    ],
  ])("a loop %s is an error, and the rest is read", (_, loop, message) => {
    const sections = `Parameters: {P: {Type: String}}\nResources:\n  ${loop}\n  Q: {Type: AWS::SQS::Queue}\n`;
    expect(refused(sections)).toEqual([`4 error loop-shape: ${message}`]);
    expect(Object.keys(resourcesOf(expand(sections)))).toEqual(["Q"]);
  });

  test.each(["Mappings", "Parameters", "Rules", "Metadata"])("a loop in %s is an error", (section) => {
    expect(refused(`${section}:\n  Fn::ForEach::L: [N, [a], {"M\${N}": {a: {b: c}}}]\nResources: {}\n`)).toEqual([
      "3 error loop-shape: Fn::ForEach::L stands where CloudFormation runs no loops; what it makes is not seen",
    ]);
  });

  test("a loop that bears the name of another, or of a resource, is told", () => {
    const loop = (name: string, key: string): string =>
      `Fn::ForEach::${name}: [N, [a, b], {"${key}\${N}": {Type: AWS::SQS::Queue}}]`;
    const told = "of a loop must be its own, and no other loop's or resource's";
    expect(refused(`Resources:\n  ${loop("L", "Q")}\nConditions:\n  ${loop("L", "C")}\n`)).toEqual([
      `3 warning loop-shape: the name L ${told}`,
    ]);
    expect(refused(`Resources:\n  ${loop("R", "Q")}\n  R: {Type: AWS::SQS::Queue}\n`)).toEqual([
      `3 warning loop-shape: the name R ${told}`,
    ]);
    const inner = `Resources: {'Fn::ForEach::A': [M, [a, b], {'Fn::ForEach::B': [N, [a, b], {'Q\${M}\${N}': {Type: AWS::SQS::Queue}}]}]}`;
    expect(refused(inner)).toEqual([]);
  });

  test("what is declared twice is an error, and what is written out stays", () => {
    const sections = `Resources:
  Fn::ForEach::L: [N, [a, b, b], {"Q\${N}": {Type: AWS::SNS::Topic}}]
  Qa: {Type: AWS::SQS::Queue}
`;
    expect(refused(sections)).toEqual([
      "3 error loop-duplicate: the collection of the loop L has b more than once",
      "3 error loop-duplicate: the loop Fn::ForEach::L makes Qa, which is there already",
    ]);
    const types = [...expand(sections).template.resources].map(([logicalId, { type }]) => [logicalId, type]);
    expect(types).toEqual([
      ["Qb", "AWS::SNS::Topic"],
      ["Qa", "AWS::SQS::Queue"],
    ]);
  });

  test("what has the wrong shape in the body is one error, however often the body is made", () => {
    expect(refused("Resources: {'Fn::ForEach::L': [N, [a, b], {'Q${N}': 3}]}")).toEqual([
      "2 error template-shape: resource Qa must be a mapping with a Type, but is a single value",
    ]);
  });

  test("six loops inside each other are one too many", () => {
    const nested = (depth: number): string =>
      depth === 0
        ? "{'Q${N1}${N6}': {Type: AWS::SQS::Queue}}"
        : `{'Fn::ForEach::L${depth}': [N${depth}, [a, b], ${nested(depth - 1)}]}`;
    expect(refused(`Resources: ${nested(6)}`)[0]).toBe(
      "2 error loop-limit: CloudFormation runs 5 loops inside each other and no more",
    );
    expect(Object.keys(resourcesOf(expand(`Resources: ${nested(5).replace("${N6}", "${N5}")}`)))).toHaveLength(4);
  });

  test("loops that would never end stop at a bound, and leave the stack open", () => {
    const many = `[${Array.from({ length: 100 }, (_, i) => `a${i}`).join(",")}]`;
    const nested = (depth: number): string =>
      depth === 0
        ? "{'Q${N1}${N2}${N3}${N4}': {Type: AWS::SQS::Queue}}"
        : `{'Fn::ForEach::L${depth}': [N${depth}, ${many}, ${nested(depth - 1)}]}`;
    const { resolved: stack, diagnostics } = resolution(`${extensions}Resources: ${nested(4)}`);
    expect(new Set(stack.open.map(({ kind, name }) => `${kind} ${name}`))).toEqual(new Set(["limit loops"]));
    expect(diagnostics.filter(({ code }) => code === "loop-limit")).toHaveLength(1);
  });
});
