import { describe, expect, test } from "@jest/globals";
import { looksLikeTemplate, textLooksLikeTemplate } from "../../src/template/looks-like-template.ts";
import { parseTemplateSource } from "../../src/template/parse-template.ts";

function looks(text: string): boolean {
  const { root } = parseTemplateSource("a.yaml", text);
  return root !== undefined && looksLikeTemplate(root);
}

describe("looksLikeTemplate", () => {
  test.each([
    ["a format version", "AWSTemplateFormatVersion: 2010-09-09\n"],
    ["a SAM transform", "Transform: AWS::Serverless-2016-10-31\n"],
    ["a SAM transform among others", "Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]\n"],
    ["a resource of an AWS type", "Resources: {A: {Type: AWS::S3::Bucket}}\n"],
    ["a custom resource", "Resources: {A: {Type: Custom::Thing}}\n"],
    ["resources under a transform of AWS", "Transform: AWS::LanguageExtensions\nResources: {Fn::ForEach::A: []}\n"],
  ])("%s makes a template", (_, text) => {
    expect(looks(text)).toBe(true);
    expect(textLooksLikeTemplate(text)).toBe(true);
  });

  test.each([
    ["a deployment description", "version: 0.0\nResources:\n  - F: {Type: AWS::Lambda::Function}\n"],
    ["a Serverless Framework file", "service: s\nresources:\n  Resources: {A: {Type: AWS::S3::Bucket}}\n"],
    ["other resources", "Resources: {A: {Type: Other}}\n"],
    ["a list", "- AWSTemplateFormatVersion\n"],
    ["an empty Resources section", "Resources:\n"],
  ])("%s does not", (_, text) => {
    expect(looks(text)).toBe(false);
  });
});
