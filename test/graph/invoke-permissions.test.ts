import { describe, expect, test } from "@jest/globals";
import { fitOf } from "../../src/graph/events/invoke-permissions.ts";
import { permissionsFor } from "../../src/graph/events/trigger-permissions.ts";
import { World } from "../../src/resolve/world.ts";
import { type GraphOptions, graphOf } from "./graph-of.ts";

const app = (permission: string, fn = "!GetAtt Fn.Arn", more = ""): string => `
Parameters: {Source: {Type: String}}
Resources:
  Uploads: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: e, Function: ${fn}}]}}}
  Other: {Type: AWS::S3::Bucket}
  Live: {Type: AWS::Lambda::Alias, Properties: {Name: live, FunctionName: !Ref Fn, FunctionVersion: "1"}}
  Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}}}
  Permission: {Type: AWS::Lambda::Permission, Properties: {${permission}}}${more}`;

const invoke = 'Action: "lambda:InvokeFunction"';
const s3 = "Principal: s3.amazonaws.com";

function covering(text: string, options: GraphOptions = {}): string {
  const graph = graphOf(text, options);
  const [permission] = graph.edges("invokeAllowed");
  const [trigger] = graph.edges("triggers");
  if (permission === undefined || trigger === undefined) throw new Error("there is no such edge");
  const { fits, mismatch } = fitOf(graph, permission, trigger, World.open.fresh());
  return typeof fits === "boolean" ? (mismatch ?? "fits") : `unknown: ${fits.map(({ kind }) => kind).join(",")}`;
}

describe("a permission and a notification", () => {
  test.each([
    [`${invoke}, ${s3}, FunctionName: !Ref Fn`, "fits"],
    [
      `${invoke}, ${s3}, FunctionName: !GetAtt Fn.Arn, SourceArn: !GetAtt Uploads.Arn, SourceAccount: !Ref "AWS::AccountId"`,
      "fits",
    ],
    [`Action: "lambda:*", Principal: "*", FunctionName: !Ref Fn`, "fits"],
    [`${invoke}, Principal: !Sub "s3.\${AWS::URLSuffix}", FunctionName: !Ref Fn`, "fits"],
    [`${invoke}, ${s3}, FunctionName: !Ref Fn, SourceArn: !Sub "arn:aws:s3:::\${Uploads}"`, "fits"],
    [`${invoke}, ${s3}, FunctionName: !Ref Fn, SourceArn: "arn:aws:s3:::*"`, "fits"],
    [
      `${invoke}, ${s3}, FunctionName: !Ref Fn, SourceArn: !GetAtt Other.Arn`,
      "its SourceArn is ${Other.Arn}, which is not Uploads",
    ],
    [
      `${invoke}, ${s3}, FunctionName: !Ref Fn, SourceArn: !Sub "\${Uploads.Arn}/*"`,
      "its SourceArn is ${Uploads.Arn}/*, which is not Uploads",
    ],
    [`${invoke}, ${s3}, FunctionName: !Ref Fn, SourceArn: !Ref Source`, "unknown: parameter"],
    [
      `${invoke}, Principal: s3.amazon.com, FunctionName: !Ref Fn`,
      "its principal is s3.amazon.com, not s3.amazonaws.com",
    ],
    [
      `${invoke}, Principal: !Ref "AWS::AccountId", FunctionName: !Ref Fn`,
      "its principal is ${AWS::AccountId}, not s3.amazonaws.com",
    ],
    [
      `Action: "lambda:InvokeFunctionUrl", ${s3}, FunctionName: !Ref Fn`,
      "it allows lambda:InvokeFunctionUrl, not lambda:InvokeFunction",
    ],
    [`${invoke}, ${s3}, FunctionName: !Ref Live`, "it is for Fn:live, and Fn without a qualifier is invoked"],
    [`${invoke}, ${s3}, FunctionName: !Ref Fn, SourceAccount: "444455556666"`, "unknown: account"],
  ])("%s: %s", (permission, expected) => {
    expect(covering(app(permission))).toBe(expected);
  });

  test.each(["!Ref Live", '!Sub "${Fn.Arn}:live"'])(
    "an alias by %s is met by a permission for the alias only",
    (name) => {
      expect(covering(app(`${invoke}, ${s3}, FunctionName: !Ref Live`, name))).toBe("fits");
      expect(covering(app(`${invoke}, ${s3}, FunctionName: !Ref Fn`, name))).toBe(
        "it is for Fn without a qualifier, and Fn:live is invoked",
      );
    },
  );

  test("an account is compared where it is known to which one the stack goes", () => {
    const text = app(`${invoke}, ${s3}, FunctionName: !Ref Fn, SourceAccount: "444455556666"`);
    expect(covering(text, { account: "444455556666" })).toBe("fits");
    expect(covering(text, { account: "111122223333" })).toContain("its SourceAccount is 444455556666");
  });
});

describe("permissions that speak for a notification", () => {
  const names = (text: string): { readonly ids: readonly string[]; readonly open: readonly string[] } => {
    const graph = graphOf(text);
    const [trigger] = graph.edges("triggers");
    if (trigger === undefined) throw new Error("there is no trigger");
    const { items, open } = permissionsFor(graph, trigger, World.open.fresh());
    return { ids: items.map(({ declaredBy }) => declaredBy.logicalId), open: open.map(({ kind }) => kind) };
  };

  test("do not include those of other callers", () => {
    expect(names(app(`${invoke}, Principal: apigateway.amazonaws.com, FunctionName: !Ref Fn`)).ids).toEqual([]);
  });

  test("include one with a wrong principal, if it names the bucket", () => {
    const text = app(`${invoke}, Principal: s3.amazon.com, FunctionName: !Ref Fn, SourceArn: !GetAtt Uploads.Arn`);
    expect(names(text).ids).toEqual(["Permission"]);
  });

  test("do not include one that serves another bucket of the function", () => {
    const second = `
  Third: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: e, Function: !GetAtt Fn.Arn}]}}}`;
    const text = app(`${invoke}, ${s3}, FunctionName: !Ref Fn, SourceArn: !GetAtt Third.Arn`, "!GetAtt Fn.Arn", second);
    expect(names(text).ids).toEqual([]);
  });

  test("may stand elsewhere for a function that is exported, or outside", () => {
    const exported = `${app(`${invoke}, ${s3}, FunctionName: !Ref Live`)}\nOutputs: {F: {Value: !GetAtt Fn.Arn, Export: {Name: f}}}`;
    expect(names(exported).open).toEqual(["escape"]);
    expect(names(app(`${invoke}, ${s3}, FunctionName: !Ref Fn`, "!Ref Source")).open).toEqual(["parameter"]);
  });

  test("are found for a function outside by the text of its ARN", () => {
    const arn = "arn:aws:lambda:eu-west-1:111122223333:function:theirs";
    expect(names(app(`${invoke}, ${s3}, FunctionName: "${arn}"`, `"${arn}"`)).ids).toEqual(["Permission"]);
  });
});
