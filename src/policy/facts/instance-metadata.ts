/**
 * What is asked of what instances are launched from: how their metadata may be asked for.
 */

import type { GraphNode } from "../../graph/model.ts";
import { metadataHolders, metadataPath, requiresToken } from "../../graph/tiers/instance-metadata.ts";
import { nodeAt } from "../../source/node.ts";
import { type FactType, location, type SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";
import { nodeSubject } from "./role-subjects.ts";

const settings: FactType<GraphNode> = {
  name: "LaunchSettings",
  extends: "Node",
  doc: "Where it is written how instances start: an instance, a launch template, a launch configuration.",
  fields: {
    requiresMetadataToken: {
      type: "bool",
      doc: "Whether instance metadata is given only to who asks with a session token (IMDSv2), or to nobody; unknown where the template does not say.",
      read: (self, { graph, world }) => ternaryFact(requiresToken(graph, self, world)),
    },
    metadataOptionsAt: {
      type: "Location",
      doc: "Where its metadata options are written, else the resource.",
      read: (self) => {
        const path = metadataPath(self);
        const { properties } = self.declaration;
        return location(nodeAt(properties, [...path, "HttpTokens"]) ?? nodeAt(properties, path) ?? self.origin);
      },
    },
  },
};

export const types: readonly FactType<never>[] = [settings];
export const subjects: readonly SubjectKind[] = [
  {
    name: "launch-settings",
    type: "LaunchSettings",
    select: (graph) => metadataHolders.flatMap((type) => graph.nodesOfType(type)).map(nodeSubject),
  },
];
