/**
 * CloudFormation's short forms of intrinsic functions in YAML.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 *
 * `!GetAtt A.b.c` becomes the list `[A, b.c]`; in the long form `Fn::GetAtt: A.b.c` stays one text, as it was written.
 */
import type { TagForm, TagForms } from "../source/tag-form.ts";

/** The last six exist in the Rules section only. */
const functions = [
  "And",
  "Base64",
  "Cidr",
  "Equals",
  "FindInMap",
  "ForEach",
  "GetAZs",
  "GetStackOutput",
  "If",
  "ImportValue",
  "Join",
  "Length",
  "Not",
  "Or",
  "Select",
  "Split",
  "Sub",
  "ToJsonString",
  "Transform",
  "Contains",
  "EachMemberEquals",
  "EachMemberIn",
  "RefAll",
  "ValueOf",
  "ValueOfAll",
] as const;

export const shortTags: TagForms = new Map<string, TagForm>([
  ["!Ref", { key: "Ref", partedAtDot: false }],
  ["!Condition", { key: "Condition", partedAtDot: false }],
  ["!GetAtt", { key: "Fn::GetAtt", partedAtDot: true }],
  ...functions.map((name): [string, TagForm] => [`!${name}`, { key: `Fn::${name}`, partedAtDot: false }]),
]);
