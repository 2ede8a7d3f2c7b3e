import { describe, expect, test } from "@jest/globals";
import { escapeOf } from "../../src/graph/escape.ts";
import { graphOf, graphOfApp, graphOfNested, nodeIn } from "./graph-of.ts";

const escape = (more: string): string | undefined => {
  const graph = graphOf(`
Parameters: {Prefix: {Type: String}}
Resources:
  Web: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}${more}`);
  return escapeOf(graph, nodeIn(graph, "Web"))?.message;
};
const outputs = (output: string): string => `\nOutputs: {Out: ${output}}`;

describe("a resource escapes", () => {
  test.each([
    [
      "exported",
      outputs("{Value: !Ref Web, Export: {Name: web}}"),
      "Web is exported by output Out, and other stacks may work on it",
    ],
    [
      "exported under a name that is given",
      outputs("{Value: !Ref Web, Export: {Name: !Ref Prefix}}"),
      "Web is exported by output Out, and other stacks may work on it",
    ],
    [
      "exported in a text",
      outputs('{Value: !Sub "x,${Web}", Export: {Name: web}}'),
      "Web is exported by output Out, and other stacks may work on it",
    ],
    [
      "exported in part",
      outputs('{Value: !Select [1, !Split ["/", !Ref Web]], Export: {Name: web}}'),
      "Web is exported by output Out, and other stacks may work on it",
    ],
    [
      "exported under a condition",
      `\nConditions: {Has: !Equals [!Ref Prefix, a]}${outputs('{Value: !If [Has, !Ref Web, ""], Export: {Name: web}}')}`,
      "Web is exported by output Out, and other stacks may work on it",
    ],
    [
      "passed to a nested stack",
      "\n  Child: {Type: AWS::CloudFormation::Stack, Properties: {Parameters: {Lb: !Ref Web}}}",
      "Web is passed to the nested stack Child",
    ],
    [
      "written to Parameter Store",
      "\n  Parameter: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Ref Web}}",
      "Web is written to the SSM parameter Parameter",
    ],
  ])("where it is %s", (_, more, expected) => {
    expect(escape(more)).toBe(expected);
  });
});

describe("a resource does not escape", () => {
  test.each([
    ["by its DNS name", outputs("{Value: !GetAtt Web.DNSName, Export: {Name: web}}")],
    ["by the zone of its DNS name", outputs("{Value: !GetAtt Web.CanonicalHostedZoneID, Export: {Name: web}}")],
    ["by an address with its DNS name", outputs('{Value: !Sub "https://${Web.DNSName}/", Export: {Name: web}}')],
    ["by a plain output of a root stack", outputs("{Value: !Ref Web}")],
    [
      "by being named here",
      "\n  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Web}}",
    ],
  ])("%s", (_, more) => {
    expect(escape(more)).toBeUndefined();
  });
});

describe("nested stacks that are judged together", () => {
  const child = `
Parameters: {Lb: {Type: String}}
Resources: {Inner: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}}
Outputs: {Inner: {Value: !Ref Inner}}`;
  const parent = (more = ""): string => `
Resources:
  Web: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml, Parameters: {Lb: !Ref Web}}}${more}`;

  test("hide nothing that they are passed, and nothing that they return", () => {
    const graph = graphOfNested(parent(), child);
    expect(escapeOf(graph, nodeIn(graph, "Web"))).toBeNull();
    expect(escapeOf(graph, nodeIn(graph, "Inner", "child"))).toBeNull();
  });

  test("let escape what the parent exports of what they return", () => {
    const graph = graphOfNested(
      parent("\nOutputs: {Out: {Value: !GetAtt Child.Outputs.Inner, Export: {Name: inner}}}"),
      child,
    );
    expect(escapeOf(graph, nodeIn(graph, "Inner", "child"))?.message).toBe(
      "Inner is exported by output Out, and other stacks may work on it",
    );
  });
});

describe("nothing is known to be missing", () => {
  test.each([
    [
      "beside a module",
      "\n  Site: {Type: Ours::S3::Site::MODULE}",
      "what the module Ours::S3::Site::MODULE contains is not known",
    ],
    ["beside a macro", "\n  Fn::Transform: {Name: Ours}", "the macro Ours is not run"],
    [
      "beside a loop over a list that nobody gave",
      '\n  Fn::ForEach::L: [N, !Split [",", !Ref Prefix], {"Q${N}": {Type: AWS::SQS::Queue}}]',
      "parameter Prefix has no value",
    ],
  ])("%s", (_, more, message) => {
    expect(escape(more)).toBe(message);
  });

  test("about what a nested stack with a module is given", () => {
    const child = "Parameters: {Lb: {Type: String}}\nResources: {Site: {Type: Ours::S3::Site::MODULE}}\n";
    const parent = (passed: string): string =>
      `Resources:\n  Web: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}\n  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: c, Parameters: {Lb: ${passed}}}}\n`;
    const given = graphOfNested(parent("!Ref Web"), child);
    expect(escapeOf(given, nodeIn(given, "Web"))?.kind).toBe("module");
    const other = graphOfNested(parent("x"), child);
    expect(escapeOf(other, nodeIn(other, "Web"))).toBeNull();
  });
});

describe("what CDK exports for itself", () => {
  const web = (output: string): string => `Resources:
  Web: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Metadata: {"aws:cdk:path": "App/Web/Resource"}}
Outputs:
  ${output}: {Value: !Ref Web, Export: {Name: "App:${output}"}}`;
  const other = "Resources: {Topic: {Type: AWS::SNS::Topic}}";
  const escapeIn = (...texts: readonly string[]): string | undefined => {
    const graph = graphOfApp(...texts);
    return escapeOf(graph, nodeIn(graph, "Web", "stack0"))?.message;
  };

  test("is no escape where the app is judged as a whole", () => {
    expect(escapeIn(web("ExportsOutputRefWeb4A2B1C3D"), other)).toBeUndefined();
    expect(escapeIn(web("ExportsOutputFnGetAttWebArn4A2B1C3D"), other)).toBeUndefined();
  });

  test("is one where its stack is judged alone", () => {
    expect(escapeIn(web("ExportsOutputRefWeb4A2B1C3D"))).toMatch(/^Web is exported/);
  });

  test("is told from what an author exports by name", () => {
    expect(escapeIn(web("LoadBalancer"), other)).toBe(
      "Web is exported by output LoadBalancer, and other stacks may work on it",
    );
  });
});
