/**
 * A file -> what both engines say about it.
 */
import { readFileSync } from "node:fs";
import { TemplateFile, TemplateModel } from "@aws/cloudformation-validate";
import { loneStack } from "../../src/input/lone-stack.ts";
import { resolveStack } from "../../src/resolve/stack.ts";
import { looksLikeTemplate } from "../../src/template/looks-like-template.ts";
import { parseTemplateSource } from "../../src/template/parse-template.ts";
import { readTemplate } from "../../src/template/read-template.ts";
import { type Comparison, compare } from "./compare.ts";

export type { Comparison } from "./compare.ts";

/** What the other engine makes up about the deployment. */
const deployment = {
  account: "123456789012",
  region: "us-east-1",
  parameters: new Map([
    ["AWS::StackName", "teststack"],
    [
      "AWS::StackId",
      "arn:aws:cloudformation:us-east-1:123456789012:stack/teststack/51af3dc0-da77-11e4-872e-1234567db123",
    ],
  ]),
};

/** `refused` where the other engine cannot read the file. */
export function compareFile(path: string): Comparison | "no template" | "refused" {
  const { file, root, format } = parseTemplateSource(path, readFileSync(path, "utf8"));
  if (root === undefined || !looksLikeTemplate(root)) return "no template";
  const { template } = readTemplate(root, file, format);
  if (template === undefined) return "no template";
  const model = modelOf(path);
  if (model === undefined) return "refused";
  const { resolved } = resolveStack(
    loneStack(path, template, { account: deployment.account, region: deployment.region }),
    { parameters: deployment.parameters },
  );
  const comparison = compare(model, resolved);
  model.free();
  return comparison;
}

function modelOf(path: string): TemplateModel | undefined {
  try {
    return new TemplateModel(new TemplateFile(path));
  } catch {
    return undefined;
  }
}
