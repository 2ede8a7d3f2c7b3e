/**
 * What is asked of a tier of compute: how many there are, what follows the traffic, who checks it.
 *
 * These fields are part of the type `Compute` (compute.ts).
 */

import { escapeOf } from "../../graph/escape.ts";
import type { GraphNode } from "../../graph/model.ts";
import { negated, type Ternary } from "../../graph/ternary.ts";
import { type Capacity, maximalCapacity, minimalCapacity } from "../../graph/tiers/capacity.ts";
import { optionSetting } from "../../graph/tiers/option-settings.ts";
import { isServing } from "../../graph/tiers/serving.ts";
import { isFronted } from "../../graph/web/fronting.ts";
import { readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided } from "../../resolve/value.ts";
import { answerFact } from "../answer-fact.ts";
import { between, type Fact, type FactField, hop, listOf, location, missing, nodeFact, unknown } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const groups: ReadonlySet<string> = new Set([
  "AWS::AutoScaling::AutoScalingGroup",
  "AWS::ECS::Service",
  "AWS::ElasticBeanstalk::Environment",
  "AWS::EKS::Nodegroup",
]);

export const tierFields: Readonly<Record<string, FactField<GraphNode>>> = {
  isGroup: {
    type: "bool",
    doc: "Whether it is a group that can have several instances or tasks: Auto Scaling group, ECS service, Elastic Beanstalk environment, EKS node group.",
    read: (self) => groups.has(self.type),
  },
  fronted: {
    type: "bool",
    doc: "Whether a load balancer sends it traffic.",
    read: (self, { graph, world }) => answerFact(isFronted(graph, self, world)),
  },
  serving: {
    type: "bool",
    doc: "Whether it serves visitors: it stands behind a load balancer, or the world may reach it on a web port.",
    read: (self, { graph, world }) => answerFact(isServing(graph, self, world)),
  },
  servingHops: {
    type: "list<Hop>",
    doc: "What makes it a serving tier.",
    read: (self, { graph, world }) => listOf(isServing(graph, self, world).evidence.map(hop)),
  },
  minCapacity: {
    type: "int",
    optional: true,
    doc: "The least number of instances or tasks: `MinSize`, `MinCapacity` of a scalable target, else `DesiredCount` (default 1).",
    read: (self, { graph, world }) => capacityFact(minimalCapacity(graph, self, world)),
  },
  minCapacityAt: {
    type: "Location",
    doc: "Where the least number is written.",
    read: (self, { graph, world }) => location(minimalCapacity(graph, self, world)?.at ?? self.origin),
  },
  maxCapacity: {
    type: "int",
    optional: true,
    doc: "The largest number of instances or tasks.",
    read: (self, { graph, world }) => capacityFact(maximalCapacity(graph, self, world)),
  },
  isDaemon: {
    type: "bool",
    doc: "Whether it is an ECS service that runs one task on every instance, which nothing can scale.",
    read: (self, { world }) => ternaryFact(isText(readAt(self.properties, ["SchedulingStrategy"], world), "DAEMON")),
  },
  scalesItself: {
    type: "bool",
    doc: "Whether its service scales it without a policy: a load-balanced Elastic Beanstalk environment does.",
    read: (self, { graph, world }) =>
      ternaryFact(
        self.type === "AWS::ElasticBeanstalk::Environment" &&
          negated(
            isText(
              optionSetting(graph, self, "aws:elasticbeanstalk:environment", "EnvironmentType", world),
              "SingleInstance",
            ),
          ),
      ),
  },
  scaling: {
    type: "list<Node>",
    doc: "The scaling policies and scheduled actions that scale it.",
    read: (self, { graph }) => {
      const escape = escapeOf(graph, self);
      return {
        kind: "list",
        items: graph.edgesTo("scales", self).map((edge) => ({ guard: edge.guard, value: nodeFact(edge.source) })),
        open: escape === null ? [] : [escape],
      };
    },
  },
  healthChecks: {
    type: "list<string>",
    doc: "What an Auto Scaling group replaces its instances by: `EC2` (always), `ELB`, `VPC_LATTICE`, `EBS`.",
    read: (self, { world }) => {
      const value = readAt(self.properties, ["HealthCheckType"], world);
      const reason = reasonOf(value);
      if (reason !== undefined) return unknown(reason);
      const text = textOf(value) ?? "";
      return listOf([
        "EC2",
        ...text
          .split(",")
          .map((type) => type.trim())
          .filter((type) => type !== "" && type !== "EC2"),
      ]);
    },
  },
};

/** Whether an option is this one; what is not set is not. */
function isText(value: Decided, text: string): Ternary {
  const reason = reasonOf(value);
  return reason === undefined ? textOf(value) === text : [reason];
}

function capacityFact(capacity: Capacity): Fact {
  if (capacity === undefined) return missing;
  if ("reason" in capacity) return unknown(capacity.reason);
  const { number, unless } = capacity;
  return unless === undefined ? number : between(number, Number.POSITIVE_INFINITY, [unless]);
}
