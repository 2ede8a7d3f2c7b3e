/**
 * What is asked of queues: whose failures they take, who takes theirs, and who would notice.
 */

import { escapeOf } from "../../graph/escape.ts";
import { queueAlarms } from "../../graph/functions/alarms.ts";
import { destinationNode } from "../../graph/functions/failure-delivery.ts";
import { failureDestinations, failuresSentTo } from "../../graph/functions/failure-destinations.ts";
import type { GraphNode } from "../../graph/model.ts";
import type { Reason } from "../../resolve/value.ts";
import { type FactType, hop, listOf, nodeFact, object, type RoleType } from "../fact.ts";

const queue: FactType<GraphNode> = {
  name: "Queue",
  extends: "Node",
  doc: "An SQS queue.",
  fields: {
    isDeadLetterQueue: {
      type: "bool",
      doc: "Whether something of the app sends it what fails: a queue, a function, a mapping, a rule, a subscription.",
      read: (self, { graph, world }) => failuresSentTo(graph, self, world).length > 0,
    },
    failureHops: {
      type: "list<Hop>",
      doc: "What sends it its failures.",
      read: (self, { graph, world }) =>
        listOf(
          failuresSentTo(graph, self, world).map(({ declaredBy, origin }) =>
            hop({ node: origin, message: `${declaredBy.logicalId} sends what fails to ${self.logicalId}` }),
          ),
        ),
    },
    deadLetterQueues: {
      type: "list<Queue>",
      doc: "Where it moves what its consumers fail to process: what `RedrivePolicy` names.",
      read: (self, { graph, world }) => {
        const named = (failureDestinations(graph).get(self) ?? [])
          .filter(({ guard }) => world.holds(guard))
          .map((destination) => destination.doubt ?? destinationNode(graph, destination));
        return listOf(
          named.flatMap((one) => (isNode(one) && one.type === self.type ? [object("Queue", one)] : [])),
          named.flatMap((one) => (isNode(one) ? [] : [one])),
        );
      },
    },
    depthAlarms: {
      type: "list<Node>",
      doc: "Alarms that go off when messages wait in it; one on `NumberOfMessagesSent` only where somebody sends the failures, because what a redrive policy moves does not count as sent.",
      read: (self, { graph, world }) => {
        const isSent = failuresSentTo(graph, self, world).some(({ declaredBy }) => declaredBy.type !== self.type);
        const metrics = [...depthMetrics, ...(isSent ? ["NumberOfMessagesSent"] : [])];
        const { byQueue, undecided } = queueAlarms(graph);
        const isOfDepth = ({ metric }: { readonly metric: string }): boolean => metrics.includes(metric);
        const escape = escapeOf(graph, self);
        return {
          kind: "list",
          items: (byQueue.get(self) ?? [])
            .filter(isOfDepth)
            .map(({ guard, alarm }) => ({ guard, value: nodeFact(alarm) })),
          open: [...undecided.filter(isOfDepth).map(({ reason }) => reason), ...(escape === null ? [] : [escape])],
        };
      },
    },
    consumers: {
      type: "list<Trigger>",
      doc: "What takes its messages by itself: mappings to functions, and pipes.",
      read: (self, { graph }) => ({
        kind: "list",
        open: [],
        items: graph
          .edgesFrom("triggers", self)
          .map((edge) => ({ guard: edge.guard, value: { kind: "object", type: "Trigger", self: edge } })),
      }),
    },
  },
};

function isNode(one: GraphNode | Reason): one is GraphNode {
  return "role" in one;
}

const depthMetrics = ["ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"];

export const types: readonly FactType<never>[] = [queue];
export const roleTypes: readonly RoleType[] = [{ role: "queue", type: "Queue" }];
