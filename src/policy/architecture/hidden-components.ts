/**
 * Why a component may be there although nothing here is it: what belongs to the app and is not seen, and what compute is told
 * of that another stack exports.
 *
 * Imported networks, groups and roles are no components that anybody misses, and do not count.
 */

import { missingStacks } from "../../graph/missing-stacks.ts";
import type { Graph, NodeIndex } from "../../graph/model.ts";
import { oncePerGraph } from "../../graph/once-per-graph.ts";
import { isRole } from "../../graph/role.ts";
import { externalDatabases } from "../../graph/stores/external-database.ts";
import { canonical } from "../../resolve/canonical.ts";
import type { Reason, Value } from "../../resolve/value.ts";
import type { Component } from "./architecture.ts";

export function whyHidden(graph: Graph, { roles, of }: Component): readonly Reason[] {
  if (of !== null) return missingStacks(graph);
  const databases = roles.some((role) => role === "rdb") ? externalDatabases(graph) : [];
  return [...missingStacks(graph), ...importedByCompute(graph), ...databases];
}

/** Properties of compute that name its surroundings. */
const surroundings =
  /vpc|subnet|securitygroup|role|layer|image|cluster|profile|key|zone|certificate|targetgroup|code|port|count|cpu|memory/i;
const launchTypes = [
  "AWS::EC2::LaunchTemplate",
  "AWS::AutoScaling::LaunchConfiguration",
  "AWS::ECS::TaskDefinition",
  "AWS::ElasticBeanstalk::ConfigurationTemplate",
];

const importedByCompute = oncePerGraph((index: NodeIndex): readonly Reason[] => {
  const found = new Map<string, Reason>();
  const seen = new Set<Value>();
  const waiting = index.nodes
    .filter(({ role, type, part }) => part === "" && (isRole(role, "compute") || launchTypes.includes(type)))
    .map(({ properties }) => properties);
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "unknown" && value.reason.kind === "import") found.set(value.reason.name, value.reason);
    waiting.push(...partsOf(value));
  }
  return [...found.values()];
});

/** Of the options of Elastic Beanstalk, the variables of the environment are what the application is told. */
function isSettingOfSurroundings(option: ReadonlyMap<string, Value>): boolean {
  const namespace = option.get("Namespace");
  if (namespace === undefined || !option.has("OptionName")) return false;
  return !canonical(namespace).includes("aws:elasticbeanstalk:application:environment");
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case "map":
      if (isSettingOfSurroundings(value.entries)) return [];
      return [...value.entries].filter(([name]) => !surroundings.test(name)).map(([, inner]) => inner);
    case "list":
      return value.items;
    case "text":
      return value.parts;
    case "choice":
      return value.alternatives.map((alternative) => alternative.value);
    case "unknown":
      return value.derived?.of ?? [];
    default:
      return [];
  }
}
