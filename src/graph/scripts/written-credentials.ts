/**
 * Where secrets may stand in a template -> those settings, and whether a secret is written out there.
 *
 * Looked at are defaults of parameters, environment variables, properties that are passwords, user data and cfn-init.
 * What comes by reference (a parameter, a dynamic reference, the name of a secret) is not written out, wherever it leads.
 * Not here: what looks like a secret; see credentials.ts. Master passwords of databases; see master-password.ts.
 */
import { and, type Guard, or } from "../../resolve/guard.ts";
import { isStored } from "../../resolve/parameter-type.ts";
import { alternativesOf, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { ResolvedStack } from "../../resolve/resolved.ts";
import { scalarText } from "../../resolve/scalar-text.ts";
import type { Value } from "../../resolve/value.ts";
import type { SourceNode } from "../../source/node.ts";
import type { GraphNode } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { type CredentialKind, credentialIn, credentialsIn, hole, namesSecret } from "./credentials.ts";
import { startupTextsOf } from "./startup-texts.ts";

/** A setting that is called like a secret, or that looks like one. */
export interface CredentialSetting {
  readonly stack: ResolvedStack;
  /** Null for a parameter. */
  readonly node: GraphNode | null;
  readonly guard: Guard;
  readonly where: "parameter" | "environment" | "property" | "user-data" | "cfn-init";
  readonly name: string;
  /** The file of cfn-init that it stands in; empty for all else. */
  readonly file: string;
  /** What is written out; undefined where nothing is. */
  readonly kind: CredentialKind | undefined;
  readonly origin: SourceNode;
}

export const credentialSettings = oncePerGraph((index): readonly CredentialSetting[] => [
  ...index.stacks.flatMap(parameterDefaults),
  ...index.nodes.flatMap((node) => [
    ...settingsOf(node, "environment", variablesOf(node)),
    ...settingsOf(node, "property", passwordsOf(node)),
    ...scriptsOf(node),
  ]),
]);

function parameterDefaults(stack: ResolvedStack): readonly CredentialSetting[] {
  return [...stack.template.parameters.values()].flatMap(({ name, type, noEcho, defaultValue, key }) => {
    const text = defaultValue === undefined || isStored(type) ? "" : (scalarText(defaultValue) ?? "");
    // Whoever hides the value of a parameter says that it is a secret.
    const kind = credentialIn(noEcho ? "password" : name, text);
    if (kind === undefined && !noEcho && !namesSecret(name)) return [];
    const origin = defaultValue ?? key;
    return [{ stack, node: null, guard: and(), where: "parameter", name, file: "", kind, origin } as const];
  });
}

interface Variable {
  readonly name: string;
  readonly value: Value;
  readonly guard: Guard;
}

function settingsOf(
  node: GraphNode,
  where: "environment" | "property",
  variables: readonly Variable[],
): readonly CredentialSetting[] {
  const merged = new Map<string, CredentialSetting>();
  for (const { name, value, guard } of variables) {
    for (const alternative of alternativesOf(value)) {
      const written = alternative.value;
      if (written.kind === "absent") continue;
      const text = written.from === undefined ? literalOf(written) : undefined;
      const kind = text === undefined ? undefined : credentialIn(name, text);
      if (kind === undefined && !namesSecret(name)) continue;
      const id = `${name} ${kind ?? ""}`;
      const before = merged.get(id)?.guard;
      const when = and(node.guard, guard, alternative.guard);
      merged.set(id, {
        stack: node.stack,
        node,
        guard: before === undefined ? when : or(before, when),
        where,
        name,
        file: "",
        kind,
        origin: written.origin ?? value.origin ?? node.origin,
      });
    }
  }
  return [...merged.values()];
}

/** A literal, or a text with holes where something is referred to. */
function literalOf(value: Value): string | undefined {
  if (value.kind === "text") return value.parts.map((part) => textOf(part) ?? hole).join("");
  return textOf(value);
}

/** Where each type has variables: as a map, or as a list of names and values. */
function variablesOf(node: GraphNode): readonly Variable[] {
  switch (node.type) {
    case "AWS::Lambda::Function":
      return mapped(valueAt(node.properties, ["Environment", "Variables"]));
    case "AWS::ECS::TaskDefinition":
      return itemsOf(valueAt(node.properties, ["ContainerDefinitions"])).items.flatMap(({ guard, value }) =>
        named(valueAt(value, ["Environment"]), "Name").map((one) => ({ ...one, guard: and(guard, one.guard) })),
      );
    case "AWS::CodeBuild::Project":
      return named(valueAt(node.properties, ["Environment", "EnvironmentVariables"]), "Name", "PLAINTEXT");
    case "AWS::AppRunner::Service":
      return named(
        valueAt(node.properties, [
          "SourceConfiguration",
          "ImageRepository",
          "ImageConfiguration",
          "RuntimeEnvironmentVariables",
        ]),
        "Name",
      );
    case "AWS::ElasticBeanstalk::Environment":
    case "AWS::ElasticBeanstalk::ConfigurationTemplate":
      return named(valueAt(node.properties, ["OptionSettings"]), "OptionName");
    default:
      return [];
  }
}

/** Properties that are passwords, by type; databases of RDS have a rule of their own. */
const passwordsAt: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::DocDB::DBCluster", ["MasterUserPassword"]],
  ["AWS::Redshift::Cluster", ["MasterUserPassword"]],
  ["AWS::ElastiCache::ReplicationGroup", ["AuthToken"]],
  ["AWS::IAM::User", ["LoginProfile", "Password"]],
  ["AWS::OpenSearchService::Domain", ["AdvancedSecurityOptions", "MasterUserOptions", "MasterUserPassword"]],
  ["AWS::DirectoryService::MicrosoftAD", ["Password"]],
  ["AWS::DirectoryService::SimpleAD", ["Password"]],
]);

function passwordsOf(node: GraphNode): readonly Variable[] {
  if (node.type === "AWS::AmazonMQ::Broker") {
    const users = itemsOf(valueAt(node.properties, ["Users"])).items;
    return users.map(({ guard, value }) => ({ name: "Password", value: valueAt(value, ["Password"]), guard }));
  }
  const path = passwordsAt.get(node.type);
  const name = path?.at(-1);
  return path === undefined || name === undefined
    ? []
    : [{ name, value: valueAt(node.properties, path), guard: and() }];
}

function mapped(variables: Value): readonly Variable[] {
  return alternativesOf(variables).flatMap(({ guard, value }) =>
    value.kind === "map" ? [...value.entries].map(([name, entry]) => ({ name, value: entry, guard })) : [],
  );
}

/** @param only the `Type` that an item must have, where it has one: others hold names. */
function named(list: Value, key: string, only?: string): readonly Variable[] {
  return itemsOf(list).items.flatMap(({ guard, value }) => {
    const name = textOf(valueAt(value, [key]));
    const type = only === undefined ? undefined : textOf(valueAt(value, ["Type"]));
    return name === undefined || (type !== undefined && type !== only)
      ? []
      : [{ name, value: valueAt(value, ["Value"]), guard }];
  });
}

/** Texts that may hold a secret among other things; what a template writes into a secret is known to all. */
function scriptsOf(node: GraphNode): readonly CredentialSetting[] {
  if (node.type === "AWS::SecretsManager::Secret")
    return inScript(node, "property", "", valueAt(node.properties, ["SecretString"]));
  return startupTextsOf(node).flatMap(({ where, file, value }) => inScript(node, where, file, value));
}

function inScript(
  node: GraphNode,
  where: CredentialSetting["where"],
  file: string,
  value: Value,
): readonly CredentialSetting[] {
  const found = new Map<string, CredentialSetting>();
  for (const { guard, value: written } of alternativesOf(value)) {
    const text = literalOf(written);
    if (text === undefined) continue;
    for (const { kind, name, start, end } of credentialsIn(text)) {
      const id = `${kind} ${name} ${text.slice(start, end)}`;
      const when = and(node.guard, guard);
      const before = found.get(id)?.guard;
      found.set(id, {
        stack: node.stack,
        node,
        guard: before === undefined ? when : or(before, when),
        where,
        name: name === "" ? "a key" : name,
        file,
        kind,
        origin: placeOf(written, text.slice(start, end)) ?? node.origin,
      });
    }
  }
  return [...found.values()];
}

/** The line of the file that says so, where the file spells it as the value does. */
function placeOf(value: Value, line: string): SourceNode | undefined {
  const pieces = value.kind === "text" ? value.parts : [value];
  const longest = line.split(hole).reduce((a, b) => (b.length > a.length ? b : a), "");
  for (const { origin } of pieces) {
    if (origin === null) continue;
    const { file, start, end } = origin;
    const at = longest === "" ? -1 : file.text.slice(start, end).indexOf(longest);
    if (at < 0) continue;
    const from = start + at;
    return { kind: "scalar", file, start: from, end: from + longest.length, value: "", text: "" };
  }
  return value.origin ?? undefined;
}
