import { expect, test } from "@jest/globals";
import { probe, resolved, show } from "./given-stack.ts";

/** What an expression stands for beside a secret, a bucket and an attachment of what `SecretId` names. */
function told(expression: string, secretId = "!Ref Secret"): string {
  return show(
    probe(
      resolved(`Resources:
  Secret: {Type: AWS::SecretsManager::Secret}
  Bucket: {Type: AWS::S3::Bucket}
  Attached: {Type: AWS::SecretsManager::SecretTargetAttachment, Properties: {SecretId: ${secretId}, TargetId: db, TargetType: AWS::RDS::DBInstance}}
  Probe: {Type: Custom::Probe, Properties: {V: ${expression}}}
`),
    ),
  );
}

test("an attachment of a secret stands for the secret, wherever it is named", () => {
  expect(told("!Ref Attached")).toBe("<Secret.Ref>");
  expect(told('!Sub "${Attached}:password::"')).toBe("<Secret.Ref>:password::");
});

test("an attachment of what is no secret of the template stands for itself", () => {
  expect(told("!Ref Attached", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop")).toBe("<Attached.Ref>");
  expect(told("!Ref Attached", "!Ref Bucket")).toBe("<Attached.Ref>");
  expect(told("!Ref Attached", "!Ref Attached")).toBe("<Attached.Ref>");
  expect(told("!Ref Attached", "!ImportValue shop-secret")).toBe("<Attached.Ref>");
  expect(told("!Ref Attached", "!Ref [Secret]")).toBe("<Attached.Ref>");
});
