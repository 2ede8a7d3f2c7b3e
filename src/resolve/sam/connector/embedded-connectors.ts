/**
 * `Connectors` of a resource -> connectors of their own, whose source is that resource.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html
 */
import { compose } from "../draft.ts";
import { dependsOnOf, type Expansion } from "../expansion.ts";
import { asMapping, given, literal } from "../property.ts";

export function declareEmbeddedConnectors(expansion: Expansion): void {
  for (const { logicalId, node } of expansion.template.resources.values()) {
    const embedded = given(node, "Connectors");
    if (embedded === undefined) continue;
    for (const { name, key, value } of asMapping(embedded)?.entries.values() ?? []) {
      const properties = asMapping(given(value, "Properties"));
      expansion.generate(logicalId, {
        logicalId: `${logicalId}${name}`,
        type: "AWS::Serverless::Connector",
        properties: compose(key, properties, {
          Source: compose(key, { Id: logicalId }, asMapping(given(properties, "SourceReference"))),
        }),
        origin: key,
        dependsOn: dependsOnOf(given(value, "DependsOn")),
        inherited: {
          condition: literal(given(value, "Condition")),
          deletionPolicy: given(value, "DeletionPolicy"),
          updateReplacePolicy: given(value, "UpdateReplacePolicy"),
        },
      });
    }
    expansion.amend(logicalId, { without: "Connectors" });
  }
}
