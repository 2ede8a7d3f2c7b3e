import { expect, test } from "@jest/globals";
import { missingStacks } from "../../src/graph/missing-stacks.ts";
import { graphOf } from "./graph-of.ts";

test("a nested stack whose template is not here asks for it", () => {
  const graph = graphOf(
    "Resources: {Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}}",
  );
  expect(missingStacks(graph)).toMatchObject([
    {
      message: "the template of the nested stack Child is not here",
      settle: "keep the child template beside its parent, and name it by a relative path",
    },
  ]);
});

test("a nested stack that a loop makes asks to be declared outside of it, because no place of its template would help", () => {
  const graph = graphOf(
    "Transform: AWS::LanguageExtensions\nResources: {'Fn::ForEach::Zones': [Zone, [A, B], {'Child${Zone}': {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: child.yaml}}}]}",
  );
  expect(missingStacks(graph)).toMatchObject([
    {
      message: "the template of the nested stack ChildA is not read, because a loop makes the stack",
      settle: "declare ChildA outside of the loop",
    },
    { settle: "declare ChildB outside of the loop" },
  ]);
});
