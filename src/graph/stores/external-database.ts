/**
 * Relational databases that an app has without declaring one: those that Elastic Beanstalk makes with an environment; and
 * signs of one that is defined elsewhere: parameters and settings that are called like its address, its name or its secret.
 *
 * Invariant: a sign is a reason to doubt that there is none, never proof that there is one.
 */
import { itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { setsOptionsOf } from "../tiers/option-settings.ts";

const database = /(?:^|[^a-z])(?:db|rds)(?:[^a-z]|$)|database|aurora|mysql|mariadb|postgres|^(?:db|rds)/;
const pointer = /host|endpoint|url|uri|dsn|addr|arn|secret|connection|identifier|proxy|server/;

/** Whether a parameter or variable of this name says where a database is. */
export function namesDatabase(name: string): boolean {
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
  return database.test(words) && pointer.test(words) && !/dynamo/.test(words);
}

/**
 * Whether an environment of Elastic Beanstalk brings a database of its own.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.db.html
 */
export function hasCoupledDatabase(index: NodeIndex, world: World): boolean {
  return ["AWS::ElasticBeanstalk::Environment", "AWS::ElasticBeanstalk::ConfigurationTemplate"].some((type) =>
    index.nodesOfType(type).some((node) => world.holds(node.guard) && setsOptionsOf(node, "aws:rds:dbinstance", world)),
  );
}

/** Why there may be a database outside the app. */
export const externalDatabases = oncePerGraph((index): readonly Reason[] => {
  const found = new Map<string, Reason>();
  const note = (name: string, stack: string, what: string): void => {
    if (!namesDatabase(name)) return;
    found.set(name, {
      kind: "external-database",
      name,
      stack,
      message: `${what} ${name} may name a database that is defined outside this app`,
      settle: "judge the stack that defines it together with this one",
    });
  };
  for (const { template, stack } of index.stacks)
    for (const name of template.parameters.keys()) note(name, stack.name, "parameter");
  for (const node of index.nodes)
    for (const name of variablesOf(node)) note(name, node.stack.stack.name, "the variable");
  return [...found.values()];
});

/** Names of the environment variables that a function or a container gets. */
function variablesOf(node: GraphNode): readonly string[] {
  if (node.type === "AWS::Lambda::Function") {
    const variables = valueAt(node.properties, ["Environment", "Variables"]);
    return variables.kind === "map" ? [...variables.entries.keys()] : [];
  }
  if (node.type !== "AWS::ECS::TaskDefinition") return [];
  return itemsOf(valueAt(node.properties, ["ContainerDefinitions"])).items.flatMap(({ value }) =>
    ["Environment", "Secrets"].flatMap((property) =>
      itemsOf(valueAt(value, [property])).items.flatMap((item) => textOf(valueAt(item.value, ["Name"])) ?? []),
    ),
  );
}
