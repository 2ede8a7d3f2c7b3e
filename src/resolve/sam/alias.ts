/**
 * `AutoPublishAlias` -> a version of the function and an alias for it.
 *
 * The version's logical id ends in a hash of what makes SAM publish anew: code, environment, memory, SnapStart. Where the
 * code is still a path it cannot be SAM's hash, only a stable one.
 */
import type { MappingNode, SourceNode } from "../../source/node.ts";
import { getAtt, ref } from "../../template/intrinsic-call.ts";
import { deploymentUpdatePolicy } from "./deployment-preference.ts";
import { compose, mappingFrom, pick, scalarFrom } from "./draft.ts";
import { withParameters } from "./parameter-values.ts";
import { asMapping, given, literal, literalBoolean, refTarget } from "./property.ts";
import type { SamResource } from "./resource.ts";
import { shortHash, spell } from "./sameness.ts";

export interface Alias {
  readonly logicalId: string;
  readonly name: string;
}

/** @param lambda the properties of the function that is published. */
export function publishAlias(fn: SamResource, lambda: MappingNode): Alias | undefined {
  const wish = given(fn.properties, "AutoPublishAlias");
  if (wish === undefined) return undefined;
  const name = aliasName(fn, wish);
  if (name === undefined) return undefined;
  const logicalId = `${fn.logicalId}Alias${name.replaceAll("-", "D").replaceAll("_", "U")}`;
  const version = declareVersion(fn, lambda, wish);
  const updatePolicy = deploymentUpdatePolicy(fn);
  fn.generate(
    logicalId,
    "AWS::Lambda::Alias",
    compose(
      wish,
      { Name: wish, FunctionName: ref(fn.logicalId), FunctionVersion: getAtt(version, "Version") },
      pick(fn.properties, ["ProvisionedConcurrencyConfig"]),
    ),
    { origin: wish, ...(updatePolicy && { updatePolicy }) },
  );
  fn.expansion.renamed.set(`${fn.logicalId}.Alias`, logicalId);
  fn.expansion.renamed.set(`${fn.logicalId}.Version`, version);
  return { logicalId, name };
}

/**
 * The name that SAM writes into the alias's logical id. Where only deploying gives it, the parameter's name stands for it.
 */
export function aliasName(resource: SamResource, wish: SourceNode): string | undefined {
  const { expansion } = resource;
  const name = expansion.textOf(wish);
  if (name !== undefined) return name;
  const parameter = refTarget(wish);
  if (parameter === undefined || !expansion.template.parameters.has(parameter)) {
    resource.report(
      "sam-alias",
      "AutoPublishAlias must be a name, or a Ref to a parameter: SAM writes it into a logical id",
      wish,
    );
    return undefined;
  }
  expansion.report(
    "sam-alias",
    `the alias of ${resource.logicalId} is named by parameter ${parameter}, which has no value; SAM writes the name into a logical id`,
    wish,
    "warning",
  );
  return parameter;
}

function declareVersion(fn: SamResource, lambda: MappingNode, wish: SourceNode): string {
  const { properties, inherited } = fn;
  const logicalId = `${fn.logicalId}Version${versionHash(fn, lambda)}`;
  const kept =
    given(properties, "VersionDeletionPolicy") ??
    scalarFrom(given(properties, "CapacityProviderConfig") ? "Delete" : "Retain", wish);
  fn.generate(
    logicalId,
    "AWS::Lambda::Version",
    compose(wish, {
      FunctionName: ref(fn.logicalId),
      Description: given(properties, "VersionDescription"),
      FunctionScalingConfig: given(properties, "FunctionScalingConfig"),
    }),
    { origin: wish, inherited: { ...inherited, deletionPolicy: inherited.deletionPolicy ?? kept } },
  );
  return logicalId;
}

function versionHash(fn: SamResource, lambda: MappingNode): string {
  const sha = fn.expansion.textOf(given(fn.properties, "AutoPublishCodeSha256"));
  if (sha !== undefined) return sha.slice(0, 10);
  if (literalBoolean(given(fn.properties, "AutoPublishAliasAllProperties"))) return shortHash(spell(lambda));
  const code = given(lambda, "Code");
  const parts = [
    asMapping(code && withParameters(fn.expansion, code)),
    asMapping(given(lambda, "Environment")),
    pick(lambda, ["MemorySize"]),
    snapStartOf(lambda),
  ];
  const changing = mappingFrom(new Map(parts.flatMap((part) => [...(part?.entries ?? [])])), lambda);
  const path = literal(code) ?? "";
  return shortHash(path + spell(changing));
}

function snapStartOf(lambda: MappingNode): MappingNode | undefined {
  const applied = literal(given(given(lambda, "SnapStart"), "ApplyOn")) ?? "None";
  return applied === "None" ? undefined : pick(lambda, ["SnapStart"]);
}
