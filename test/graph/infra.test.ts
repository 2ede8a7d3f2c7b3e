import { expect, test } from "@jest/globals";
import { graphOf, nodeIn } from "./graph-of.ts";

const fn = (name: string, more = ""): string => `
  ${name}: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}${more}}}`;

test.each([
  ["behind a custom resource", `${fn("Fn")}\n  X: {Type: "Custom::X", Properties: {ServiceToken: !GetAtt Fn.Arn}}`],
  [
    "behind a custom resource of the old name",
    `${fn("Fn")}\n  X: {Type: AWS::CloudFormation::CustomResource, Properties: {ServiceToken: !GetAtt Fn.Arn}}`,
  ],
  ["of a macro", `${fn("Fn")}\n  X: {Type: AWS::CloudFormation::Macro, Properties: {Name: m, FunctionName: !Ref Fn}}`],
  [
    "that CDK's provider framework calls",
    `${fn("Framework", ", Environment: {Variables: {USER_ON_EVENT_FUNCTION_ARN: !GetAtt Fn.Arn}}")}${fn("Fn")}
  X: {Type: "Custom::X", Properties: {ServiceToken: !GetAtt Framework.Arn}}`,
  ],
])("a function %s is infrastructure", (_title, resources) => {
  expect(nodeIn(graphOf(`Resources:${resources}`), "Fn").role).toBe("infra");
});

test("a function under a construct of CDK's own is infrastructure", () => {
  const constructPaths = { Fn: "Stack/Custom::CrossRegionExportWriterCustomResourceProvider/Handler" };
  expect(nodeIn(graphOf(`Resources:${fn("Fn")}`, { constructPaths }), "Fn").role).toBe("infra");
});

test("a function of the application is compute", () => {
  expect(nodeIn(graphOf(`Resources:${fn("Fn")}`), "Fn").role).toBe("compute.fn");
});
