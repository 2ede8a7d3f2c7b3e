/**
 * The logical id of an attachment of a secret to a database -> that of the secret: `Ref` of the one gives the ARN of the
 * other, so that both are one thing to whoever is told of it and to whoever may read it. CDK hands out the attachment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secrettargetattachment.html
 */
import { childOf } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";
import type { Template } from "../template/template.ts";

/** Undefined where it is no attachment, or the secret is not named by `Ref` in the same template. */
export function attachedSecret({ resources }: Template, logicalId: string): string | undefined {
  const attachment = resources.get(logicalId);
  if (attachment?.type !== "AWS::SecretsManager::SecretTargetAttachment") return undefined;
  const named = childOf(attachment.properties, "SecretId");
  const call = named?.kind === "mapping" ? intrinsicOf(named) : undefined;
  if (call?.name !== "Ref" || call.argument.kind !== "scalar") return undefined;
  const { text } = call.argument;
  return resources.get(text)?.type === "AWS::SecretsManager::Secret" ? text : undefined;
}
