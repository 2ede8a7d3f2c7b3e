/**
 * Subscriptions of topics -> edges to the functions and queues that they deliver to.
 *
 * People and web addresses are told about an event; only functions and queues go on with it.
 */
import { alternativesOf, itemsOf, textOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex, TriggersEdge } from "../model.ts";
import type { Role } from "../role.ts";
import { type Delivery, triggersEdges } from "./triggers.ts";

export function subscriptionEdges(index: NodeIndex): readonly TriggersEdge[] {
  return [
    ...index.nodesOfType("AWS::SNS::Subscription").flatMap((subscription) => standalone(index, subscription)),
    ...index.nodesOfType("AWS::SNS::Topic").flatMap((topic) => inline(index, topic)),
  ];
}

function standalone(index: NodeIndex, subscription: GraphNode): readonly TriggersEdge[] {
  return alternativesOf(valueAt(subscription.properties, ["TopicArn"])).flatMap(({ guard, value }) =>
    identify(index, value).certain.flatMap(({ node: source }) =>
      delivered(index, subscription.properties, {
        source,
        guard,
        declaration: subscription.origin,
        declaredBy: subscription,
      }),
    ),
  );
}

function inline(index: NodeIndex, topic: GraphNode): readonly TriggersEdge[] {
  return itemsOf(valueAt(topic.properties, ["Subscription"])).items.flatMap(({ guard, value }) =>
    delivered(index, value, { source: topic, guard, declaration: value.origin ?? topic.origin, declaredBy: topic }),
  );
}

const roles: ReadonlyMap<string, Role> = new Map([
  ["lambda", "compute.fn"],
  ["sqs", "queue"],
]);

function delivered(
  index: NodeIndex,
  settings: Value,
  from: Pick<Delivery, "source" | "guard" | "declaration" | "declaredBy">,
): readonly TriggersEdge[] {
  const protocol = textOf(valueAt(settings, ["Protocol"]));
  const role = roles.get(protocol ?? "");
  if (protocol !== undefined && role === undefined) return [];
  const pattern = valueAt(settings, ["FilterPolicy"]);
  return triggersEdges(index, {
    ...from,
    via: "topic",
    to: valueAt(settings, ["Endpoint"]),
    ...(role !== undefined && { role }),
    settings,
    pattern,
  });
}
