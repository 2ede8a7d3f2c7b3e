/**
 * `FunctionUrlConfig` -> the URL, and where nobody has to sign, the permissions that open it to everybody.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
import { compose, pick } from "./draft.ts";
import type { EventTarget } from "./events/event.ts";
import { given, literal, mappingAt } from "./property.ts";
import type { SamResource } from "./resource.ts";

export function expandFunctionUrl(fn: SamResource, target: EventTarget): void {
  const config = mappingAt(fn.properties, "FunctionUrlConfig");
  if (config === undefined) return;
  const authNode = given(config, "AuthType");
  if (authNode === undefined) {
    fn.report("sam-property", "FunctionUrlConfig needs AuthType: AWS_IAM or NONE", config);
    return;
  }
  const url = compose(config, { TargetFunctionArn: target.name }, pick(config, ["AuthType", "Cors", "InvokeMode"]));
  fn.generate(`${fn.logicalId}Url`, "AWS::Lambda::Url", url, { origin: config });
  if (literal(authNode) !== "NONE") return;
  const anybody = { FunctionName: target.name, Principal: "*" };
  fn.generate(
    `${fn.logicalId}UrlPublicPermissions`,
    "AWS::Lambda::Permission",
    { ...anybody, Action: "lambda:InvokeFunctionUrl", FunctionUrlAuthType: authNode },
    { origin: authNode },
  );
  fn.generate(
    `${fn.logicalId}URLInvokeAllowPublicAccess`,
    "AWS::Lambda::Permission",
    { ...anybody, Action: "lambda:InvokeFunction", InvokedViaFunctionUrl: true },
    { origin: authNode },
  );
}
