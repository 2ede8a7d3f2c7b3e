/**
 * Option settings of an Elastic Beanstalk environment: its own come before those of its configuration template.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence
 */
import { listIn, readAt, textOf } from "../../resolve/reading.ts";
import { absent, type Decided, type Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { nodeNamed } from "../named-nodes.ts";

const template = "AWS::ElasticBeanstalk::ConfigurationTemplate";

/** The value of an option: absent where nothing sets it, unknown where something that cannot be seen may. */
export function optionSetting(
  index: NodeIndex,
  environment: GraphNode,
  namespace: string,
  name: string,
  world: World,
): Decided {
  const own = optionIn(environment, namespace, name, world);
  if (own.kind !== "absent" || environment.type === template) return own;
  const inherited = readAt(environment.properties, ["TemplateName"], world);
  if (inherited.kind === "absent") return own;
  const { node, reason } = nodeNamed(index, inherited, template, world);
  if (node !== undefined) return optionIn(node, namespace, name, world);
  return { kind: "unknown", origin: inherited.origin, reason: reason ?? elsewhere(environment) };
}

function optionIn(node: GraphNode, namespace: string, name: string, world: World): Decided {
  const { items, open } = listIn(readAt(node.properties, ["OptionSettings"], world), world);
  for (const item of items) {
    if (textOf(readAt(item, ["Namespace"], world)) !== namespace) continue;
    if (textOf(readAt(item, ["OptionName"], world)) === name) return readAt(item, ["Value"], world);
  }
  const [reason] = [...open, ...items.flatMap((item) => (item.kind === "unknown" ? [item.reason] : []))];
  return reason === undefined ? absent : { kind: "unknown", origin: node.origin, reason };
}

/** Whether an environment, or a configuration template, sets anything in a namespace. */
export function setsOptionsOf(node: GraphNode, namespace: string, world: World): boolean {
  const { items } = listIn(readAt(node.properties, ["OptionSettings"], world), world);
  return items.some((item) => textOf(readAt(item, ["Namespace"], world)) === namespace);
}

function elsewhere(environment: GraphNode): Reason {
  return {
    kind: "configuration-template",
    name: environment.logicalId,
    stack: environment.stack.stack.name,
    message: `the configuration template of ${environment.logicalId} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
}
