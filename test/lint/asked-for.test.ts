import { expect, test } from "@jest/globals";
import { askedFor } from "../../src/lint/asked-for.ts";
import {
  architecture,
  component,
  conformanceOf,
  flow,
  forbidden,
  quality,
} from "../policy/architecture/sample-architecture.ts";

const asked = architecture({
  components: [
    component("files", ["object"]),
    component("reader", ["compute.fn"], { optional: true }),
    component("edge", ["cdn"], { optional: true }),
  ],
  flows: [
    flow("read", "reader", "files", [{ kind: "references" }]),
    flow("either", "reader", "files", [{ kind: "references" }], { from: ["reader", "edge"] }),
    flow("copy", "files", "edge", [{ kind: "references" }]),
  ],
  qualities: [quality("files", "UPL005"), quality("reader", "MET023"), quality("read", "MET012")],
  forbidden: [forbidden("plain", "edge", "SEC001"), forbidden("open", "files", "UPL006")],
});
const bucket = "Resources:\n  Files: {Type: AWS::S3::Bucket}\n";
const addresses = (template: string): readonly string[] =>
  askedFor(conformanceOf(template, asked)).map(({ address }) => address);

test("what is optional and not there asks for nothing, and neither does what is asked of it", () => {
  expect(addresses(bucket)).toEqual(["component.files", "files.UPL005", "forbid.open"]);
});

test("what is optional and there is asked for, with the flows that it begins", () => {
  const withReader = `${bucket}  Fn: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt R.Arn, Code: {S3Bucket: b, S3Key: k}, Environment: {Variables: {B: !Ref Files}}}}
  R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}
`;
  const seen = addresses(withReader);
  expect(seen).toContain("component.reader");
  expect(seen).toContain("flow.read");
  expect(seen).toContain("flow.either");
  expect(seen).not.toContain("component.edge");
  expect(seen).not.toContain("flow.copy");
});

test("what must be there and is missing is asked for", () => {
  expect(addresses("Resources:\n  Topic: {Type: AWS::SNS::Topic}\n")).toContain("component.files");
});
