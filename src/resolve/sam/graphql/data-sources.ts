/**
 * `DataSources` of a GraphQL API -> data sources of AppSync, with a role for each that may use its table or function.
 */
import type { Entry } from "../../../source/node.ts";
import { getAtt, ref, sub } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, type NodeData, type Part, pick } from "../draft.ts";
import { trustOf } from "../policies/document.ts";
import { given, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { apiIdOf } from "./api-id.ts";

/** The names of data sources, by what the template calls them. */
export type DataSourceNames = ReadonlyMap<string, NodeData>;

export function expandDataSources(api: SamResource): DataSourceNames {
  const sources = mappingAt(api.properties, "DataSources");
  const names = new Map<string, NodeData>();
  for (const entry of mappingAt(sources, "DynamoDb")?.entries.values() ?? []) {
    names.set(entry.name, expandTable(api, entry));
  }
  for (const entry of mappingAt(sources, "Lambda")?.entries.values() ?? []) {
    names.set(entry.name, expandFunction(api, entry));
  }
  return names;
}

function expandTable(api: SamResource, entry: Entry): NodeData {
  const { value: source, key } = entry;
  const table = given(source, "TableName");
  const region = given(source, "Region") ?? ref("AWS::Region");
  if (table === undefined) api.report("sam-property", `the data source ${entry.name} needs TableName`, key);
  const settings = source.kind === "mapping" ? pick(source, ["UseCallerCredentials", "Versioned"]) : undefined;
  const delta = { AwsRegion: region, TableName: table, DeltaSyncConfig: given(source, "DeltaSync") };
  const composed =
    table &&
    sub("arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}", {
      __TableName__: table,
      __Region__: region,
    });
  return declareSource(api, entry, {
    kind: "DynamoDB",
    type: "AMAZON_DYNAMODB",
    config: { DynamoDBConfig: compose(key, delta, settings) },
    connector: "ToTableConnector",
    destination: { Type: "AWS::DynamoDB::Table", Arn: given(source, "TableArn") ?? composed },
    permissions: given(source, "Permissions") ?? ["Read", "Write"],
  });
}

function expandFunction(api: SamResource, entry: Entry): NodeData {
  const fn = given(entry.value, "FunctionArn");
  if (fn === undefined) api.report("sam-property", `the data source ${entry.name} needs FunctionArn`, entry.key);
  return declareSource(api, entry, {
    kind: "Lambda",
    type: "AWS_LAMBDA",
    config: { LambdaConfig: { LambdaFunctionArn: fn } },
    connector: "ToLambdaConnector",
    destination: { Type: "AWS::Lambda::Function", Arn: fn },
    permissions: ["Write"],
  });
}

interface DataSource {
  readonly kind: string;
  readonly type: string;
  readonly config: Part;
  /** Ending of the logical id of the connector that lets the role use the destination. */
  readonly connector: string;
  readonly destination: { readonly Type: string; readonly Arn: Draft };
  readonly permissions: NodeData;
}

/** @returns the name of the data source, as functions refer to it. */
function declareSource(api: SamResource, { name, key, value }: Entry, source: DataSource): NodeData {
  const logicalId = `${api.logicalId}${name}${source.kind}DataSource`;
  const role = given(value, "ServiceRoleArn");
  const roleId = `${logicalId}Role`;
  api.generate(
    logicalId,
    "AWS::AppSync::DataSource",
    compose(
      key,
      {
        ApiId: apiIdOf(api),
        Name: given(value, "Name") ?? name,
        Type: source.type,
        Description: given(value, "Description"),
        ServiceRoleArn: role ?? getAtt(roleId, "Arn"),
      },
      source.config,
    ),
    { origin: key },
  );
  if (role === undefined) {
    api.generate(
      roleId,
      "AWS::IAM::Role",
      { AssumeRolePolicyDocument: trustOf("appsync.amazonaws.com") },
      { origin: key },
    );
    api.generate(
      `${logicalId}${source.connector}`,
      "AWS::Serverless::Connector",
      {
        Source: { Type: "AWS::AppSync::DataSource", Arn: getAtt(logicalId, "DataSourceArn"), RoleName: ref(roleId) },
        Destination: source.destination,
        Permissions: source.permissions,
      },
      { origin: key },
    );
  }
  return getAtt(logicalId, "Name");
}
