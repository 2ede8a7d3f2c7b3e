/**
 * The permissions by which an API may invoke the functions that authorize its requests.
 */
import type { SourceNode } from "../../../source/node.ts";
import { ref, sub } from "../../../template/intrinsic-call.ts";
import { given, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";

/** @param wanted whether SAM writes the permission of an authorizer. */
export function allowAuthorizers(api: SamResource, wanted: (authorizer: SourceNode) => boolean): void {
  const authorizers = mappingAt(mappingAt(api.properties, "Auth"), "Authorizers");
  for (const { name, key, value } of authorizers?.entries.values() ?? []) {
    const fn = given(value, "FunctionArn");
    if (fn === undefined || !wanted(value)) continue;
    api.generate(
      `${api.logicalId}${name}AuthorizerPermission`,
      "AWS::Lambda::Permission",
      {
        Action: "lambda:InvokeFunction",
        FunctionName: fn,
        Principal: "apigateway.amazonaws.com",
        SourceArn: sub(
          "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*",
          { __ApiId__: ref(api.logicalId) },
        ),
      },
      { origin: key },
    );
  }
}
