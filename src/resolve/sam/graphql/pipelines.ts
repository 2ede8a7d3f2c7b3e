/**
 * `Functions` and `Resolvers` of a GraphQL API -> the steps of AppSync's pipelines, and the pipelines of fields.
 */
import type { Entry, MappingNode } from "../../../source/node.ts";
import { getAtt } from "../../../template/intrinsic-call.ts";
import { compose, type Draft, type NodeData, pick } from "../draft.ts";
import { asMapping, given, listed, literal, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import { apiIdOf } from "./api-id.ts";
import type { DataSourceNames } from "./data-sources.ts";

/** A resolver without code of its own hands on what the last step of its pipeline gave. */
const handOn =
  "export function request(ctx) {\n  return {};\n}\n\nexport function response(ctx) {\n  return ctx.prev.result;\n}\n";
const defaultRuntime = { Name: "APPSYNC_JS", RuntimeVersion: "1.0.0" };

export function expandPipelines(api: SamResource, sources: DataSourceNames): void {
  const steps = new Map<string, NodeData>();
  for (const entry of mappingAt(api.properties, "Functions")?.entries.values() ?? []) {
    steps.set(entry.name, expandStep(api, entry, sources));
  }
  for (const type of mappingAt(api.properties, "Resolvers")?.entries.values() ?? []) {
    for (const field of asMapping(type.value)?.entries.values() ?? []) expandResolver(api, type.name, field, steps);
  }
}

/** @returns the id of the function, as pipelines refer to it. */
function expandStep(api: SamResource, { name, key, value }: Entry, sources: DataSourceNames): NodeData {
  const step = asMapping(value) ?? compose(key);
  const id = given(step, "Id");
  if (id !== undefined) return id;
  const logicalId = `${api.logicalId}${name}`;
  api.generate(
    logicalId,
    "AWS::AppSync::FunctionConfiguration",
    compose(
      key,
      { ApiId: apiIdOf(api), Name: given(step, "Name") ?? name, DataSourceName: sourceOf(api, step, sources) },
      codeOf(step),
      pick(step, ["MaxBatchSize", "Description"]),
      { Runtime: runtimeOf(step), SyncConfig: given(step, "Sync") },
    ),
    { origin: key },
  );
  return getAtt(logicalId, "FunctionId");
}

/** The name of a data source of the API, of one elsewhere, or of the one that reads nothing. */
function sourceOf(api: SamResource, step: MappingNode, sources: DataSourceNames): Draft {
  const wish = given(step, "DataSource");
  const name = literal(wish);
  if (name === undefined) {
    if (wish === undefined) api.report("sam-property", "a function of a GraphQL API needs DataSource", step);
    return wish;
  }
  const known = sources.get(name);
  if (known !== undefined) return known;
  if (name.toLowerCase() !== "none") {
    api.report("sam-property", `there is no data source ${name} among DataSources`, wish ?? step);
    return wish;
  }
  const none = `${api.logicalId}NoneDataSource`;
  if (api.expansion.get(none) === undefined) {
    api.generate(none, "AWS::AppSync::DataSource", { ApiId: apiIdOf(api), Name: none, Type: "NONE" }, { origin: wish });
  }
  return getAtt(none, "Name");
}

function expandResolver(api: SamResource, type: string, field: Entry, steps: ReadonlyMap<string, NodeData>): void {
  const resolver = asMapping(field.value) ?? compose(field.key);
  const functions: NodeData[] = [];
  for (const step of listed(given(resolver, "Pipeline"))) {
    const id = steps.get(literal(step) ?? "");
    if (id === undefined) api.report("sam-property", `there is no function ${literal(step)} among Functions`, step);
    else functions.push(id);
  }
  const code = codeOf(resolver);
  const written = code["Code"] ?? code["CodeS3Location"];
  api.generate(
    `${api.logicalId}${type}${field.name}`,
    "AWS::AppSync::Resolver",
    compose(field.key, {
      ApiId: apiIdOf(api),
      TypeName: type,
      FieldName: given(resolver, "FieldName") ?? field.name,
      Kind: "PIPELINE",
      PipelineConfig: { Functions: functions },
      ...(written === undefined
        ? { Code: handOn, Runtime: defaultRuntime }
        : { ...code, Runtime: runtimeOf(resolver) }),
      CachingConfig: given(resolver, "Caching"),
      MaxBatchSize: given(resolver, "MaxBatchSize"),
    }),
    { origin: field.key, dependsOn: [`${api.logicalId}Schema`] },
  );
}

function codeOf(node: MappingNode): { readonly [name: string]: Draft } {
  return { Code: given(node, "InlineCode"), CodeS3Location: given(node, "CodeUri") };
}

function runtimeOf(node: MappingNode): Draft {
  const runtime = mappingAt(node, "Runtime");
  return runtime && { Name: given(runtime, "Name"), RuntimeVersion: given(runtime, "Version") };
}
