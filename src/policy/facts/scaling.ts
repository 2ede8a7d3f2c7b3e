/**
 * What is asked of how a tier grows, shrinks and is renewed, and of the volumes that its instances attach; part of the
 * type `Compute` (compute.ts).
 */

import type { GraphNode } from "../../graph/model.ts";
import { scriptAttachments } from "../../graph/scripts/script-attachments.ts";
import { stated } from "../../graph/setting.ts";
import { fixesSize, sizeProperty } from "../../graph/stores/fixed-size.ts";
import { negated } from "../../graph/ternary.ts";
import { maximalCapacity } from "../../graph/tiers/capacity.ts";
import { replacesInstances } from "../../graph/tiers/rolling-update.ts";
import { scalesIn } from "../../graph/tiers/scaling-directions.ts";
import { hasRoom, loadPolicies } from "../../graph/tiers/scaling-room.ts";
import { keepsTwo, standingOfTier } from "../../graph/tiers/sibling-tiers.ts";
import { isSpread } from "../../graph/zones/spread.ts";
import { zonesStoodIn } from "../../graph/zones/standing.ts";
import { booleanOf, readAt } from "../../resolve/reading.ts";
import { childOf } from "../../source/node.ts";
import {
  between,
  type Fact,
  type FactContext,
  type FactField,
  hop,
  listOf,
  location,
  missing,
  nodeFact,
} from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const scalingFields: Readonly<Record<string, FactField<GraphNode>>> = {
  isAlone: {
    type: "bool",
    doc: "Whether it is one instance that nothing multiplies: an instance of its own that is no NAT, an Elastic Beanstalk environment of a single instance.",
    read: (self, { graph, world }) => {
      if (self.type === "AWS::ElasticBeanstalk::Environment") return ternaryFact(negated(isSpread(graph, self, world)));
      if (self.type !== "AWS::EC2::Instance") return false;
      return ternaryFact(stated(readAt(self.properties, ["SourceDestCheck"], world)) ?? true);
    },
  },
  tierZones: {
    type: "int",
    optional: true,
    doc: "In how many distinct Availability Zones it stands together with its siblings: other groups behind the same target group or in the same Kubernetes cluster.",
    read: (self, { graph, world }) => {
      const standing = standingOfTier(graph, self, world);
      if (standing === undefined) return missing;
      const { least, most, reasons } = zonesStoodIn(standing);
      return between(least, most, reasons);
    },
  },
  keepsTwo: {
    type: "bool",
    doc: "Whether it and its siblings (other groups behind the same target group) together never run with fewer than two.",
    read: (self, { graph, world }) => ternaryFact(keepsTwo(graph, self, world)),
  },
  loadPolicies: {
    type: "list<Node>",
    doc: "What scales it by its load; nothing where a schedule sets its bounds.",
    read: (self, { graph, world }) => listOf(loadPolicies(graph, self, world).map(({ source }) => nodeFact(source))),
  },
  hasRoom: {
    type: "bool",
    doc: "Whether its largest size is above its least.",
    read: (self, { graph, world }) => ternaryFact(hasRoom(graph, self, world)),
  },
  maxCapacityAt: {
    type: "Location",
    doc: "Where the largest number is written.",
    read: (self, { graph, world }) => location(maximalCapacity(graph, self, world)?.at ?? self.origin),
  },
  scalesOut: {
    type: "bool",
    doc: "Whether something may add to it.",
    read: (self, { graph, world }) => ternaryFact(scalesIn(graph, self, "out", world)),
  },
  scalesBack: {
    type: "bool",
    doc: "Whether something may take away from it again.",
    read: (self, { graph, world }) => ternaryFact(scalesIn(graph, self, "in", world)),
  },
  scalingHops: {
    type: "list<Hop>",
    doc: "What scales it, and how that names it.",
    read: (self, { graph, world }) =>
      listOf(
        graph
          .edgesTo("scales", self)
          .filter(({ guard }) => world.holds(guard))
          .flatMap(({ evidence }) => evidence.map(hop)),
      ),
  },
  fixesSize: {
    type: "bool",
    doc: "Whether the template sets its present size (`DesiredCount`, `DesiredCapacity`) anew with each deployment that touches it.",
    read: (self, { world }) => ternaryFact(fixesSize(self, world)),
  },
  sizeAt: {
    type: "Location",
    doc: "Where its present size is written.",
    read: (self) => location(childOf(self.declaration.properties, sizeProperty(self) ?? "") ?? self.origin),
  },
  sizeProperty: {
    type: "string",
    doc: "The name of the property that holds its present size.",
    read: (self) => sizeProperty(self) ?? "",
  },
  replacesInstances: {
    type: "bool",
    doc: "Whether an update policy of an Auto Scaling group replaces its instances when what they are launched from changes.",
    read: (self, { graph, world }) => ternaryFact(replacesInstances(graph, self, world)),
  },
  updatePolicyAt: {
    type: "Location",
    doc: "Where its update policy is written, else the resource.",
    read: (self) => location(self.declaration.updatePolicy ?? self.origin),
  },
  pinnedVolumes: {
    type: "list<Node>",
    doc: "Volumes of the app that the user data of its instances attaches by their ids, and that only one instance can use at a time.",
    read: (self, context) => ({
      kind: "list",
      items: attached(self, context).flatMap(({ volume, guard }) =>
        volume === null || isShared(volume, context) ? [] : [{ guard, value: nodeFact(volume) }],
      ),
      open: [],
    }),
  },
  volumeHops: {
    type: "list<Hop>",
    doc: "Where the user data of its instances attaches volumes by their ids, those of other apps included.",
    read: (self, context): Fact => ({
      kind: "list",
      items: attached(self, context)
        .filter(({ volume }) => volume === null || !isShared(volume, context))
        .map(({ guard, evidence }) => ({ guard, value: hop(evidence) })),
      open: [],
    }),
  },
};

function attached(self: GraphNode, { graph }: FactContext) {
  return scriptAttachments(graph).get(self) ?? [];
}

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes-multi.html */
function isShared(volume: GraphNode, { world }: FactContext): boolean {
  return booleanOf(readAt(volume.properties, ["MultiAttachEnabled"], world)) === true;
}
