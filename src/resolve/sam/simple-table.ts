/**
 * AWS::Serverless::SimpleTable -> a DynamoDB table with one key, on demand unless a throughput is given.
 */
import { compose, pick } from "./draft.ts";
import { given, literal } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { tagList } from "./tags.ts";

const attributeTypes = new Map([
  ["String", "S"],
  ["Number", "N"],
  ["Binary", "B"],
]);

export function expandSimpleTable(table: SamResource): void {
  const { properties, origin } = table;
  const key = given(properties, "PrimaryKey");
  const name = given(key, "Name") ?? "id";
  const typeNode = given(key, "Type");
  const type = literal(typeNode) ?? "String";
  const attributeType = attributeTypes.get(type);
  if (attributeType === undefined) {
    table.report("sam-property", `PrimaryKey.Type must be String, Number or Binary, not ${type}`, typeNode ?? origin);
  }
  const onDemand = given(properties, "ProvisionedThroughput") === undefined;
  table.replace(
    "AWS::DynamoDB::Table",
    compose(
      origin,
      pick(properties, ["PointInTimeRecoverySpecification", "ProvisionedThroughput", "SSESpecification", "TableName"]),
      {
        AttributeDefinitions: [{ AttributeName: name, AttributeType: attributeType ?? "S" }],
        KeySchema: [{ AttributeName: name, KeyType: "HASH" }],
        BillingMode: onDemand ? "PAY_PER_REQUEST" : undefined,
        Tags: tagList(given(properties, "Tags")),
      },
    ),
  );
}
