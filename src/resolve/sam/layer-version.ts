/**
 * AWS::Serverless::LayerVersion -> a layer version whose logical id changes with its content, and whose name does not.
 */
import type { SourceNode } from "../../source/node.ts";
import { objectLocation } from "./code.ts";
import { compose, pick, scalarFrom } from "./draft.ts";
import { withParameters } from "./parameter-values.ts";
import { given } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { shortHash, spell } from "./sameness.ts";

/** SAM puts the values of parameters into these before it hashes. */
const resolvedFirst = ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"];
const passedOn = ["Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo"];

export function expandLayerVersion(layer: SamResource): void {
  const { properties, logicalId, origin, inherited, expansion, declaration } = layer;
  const content = given(properties, "ContentUri");
  if (content === undefined) layer.report("sam-property", "a layer needs ContentUri", origin);
  const retention = given(properties, "RetentionPolicy");
  const policy = retentionOf(expansion.textOf(retention));
  if (retention !== undefined && policy === undefined) {
    layer.report("sam-property", "RetentionPolicy must be Retain or Delete", retention);
  }
  const resolved = (name: string): SourceNode | undefined => {
    const value = given(properties, name);
    return value && withParameters(expansion, value);
  };
  const deletionPolicy = retention === undefined ? inherited.deletionPolicy : undefined;
  const named = compose(
    properties,
    properties,
    Object.fromEntries(resolvedFirst.map((name) => [name, resolved(name)])),
  );
  const written = compose(origin, {
    Condition: inherited.condition,
    Properties: named,
    Type: "AWS::Serverless::LayerVersion",
  });
  const hashed = `${logicalId}${shortHash(spell(compose(origin, { [logicalId]: written })))}`;
  expansion.remove(logicalId);
  expansion.generate(logicalId, {
    logicalId: hashed,
    type: "AWS::Lambda::LayerVersion",
    properties: compose(
      declaration.properties ?? origin,
      {
        LayerName: given(properties, "LayerName") ?? logicalId,
        Content: content && objectLocation(content, ["S3Bucket", "S3Key", "S3ObjectVersion"]),
      },
      pick(properties, passedOn),
    ),
    origin,
    inherited: { ...inherited, deletionPolicy: deletionPolicy ?? scalarFrom(policy ?? "Retain", origin) },
    dependsOn: declaration.dependsOn,
  });
  expansion.renamed.set(logicalId, hashed);
}

function retentionOf(text: string | undefined): string | undefined {
  const lower = text?.toLowerCase();
  return lower === "retain" ? "Retain" : lower === "delete" ? "Delete" : undefined;
}
