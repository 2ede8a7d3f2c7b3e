/**
 * What is asked about tags: which ones a resource will have, and whether they get to what is launched.
 */
import type { GraphNode } from "../../graph/model.ts";
import {
  leavesVolumesUntagged,
  type StoppedTag,
  stoppedTags,
  volumeTagsAt,
} from "../../graph/organisation/tag-propagation.ts";
import { hasTag, taggableNodes, tagsAt } from "../../graph/organisation/tags.ts";
import { type FactType, listOf, location, object, type SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";
import { nodeSubject } from "./role-subjects.ts";

const groupType = "AWS::AutoScaling::AutoScalingGroup";

const taggable: FactType<GraphNode> = {
  name: "Taggable",
  extends: "Node",
  doc: "A resource that costs money or holds something, and that can be tagged.",
  fields: {
    tagsAt: {
      type: "Location",
      doc: "Where its tags are written, else the resource.",
      read: (self) => location(tagsAt(self)),
    },
  },
  methods: {
    hasTag: {
      parameters: [{ name: "key", type: "string" }],
      returns: "bool",
      doc: "Whether it will have a tag of this key, its own or its stack's; unknown where it is not known which tags the deployment gives to the stack.",
      call: (self, [key], { world }) => ternaryFact(hasTag(self, String(key), world)),
    },
  },
};

const tagger: FactType<GraphNode> = {
  name: "Tagger",
  extends: "Node",
  doc: "What decides which tags instances and their volumes get: an Auto Scaling group, a launch template, an instance.",
  fields: {
    stoppedTags: {
      type: "list<StoppedTag>",
      doc: "Tags of an Auto Scaling group that its instances do not get; `Name` does not count.",
      read: (self, { graph, world }) => {
        if (self.type !== groupType) return listOf([]);
        const { items, open } = stoppedTags(graph, self, world);
        return listOf(
          items.map((tag) => object("StoppedTag", tag)),
          open,
        );
      },
    },
    leavesVolumesUntagged: {
      type: "bool",
      doc: "Whether the volumes that it describes lack the tags that its instances get.",
      read: (self, { world }) => ternaryFact(self.type !== groupType && leavesVolumesUntagged(self, world)),
    },
    volumeTagsAt: {
      type: "Location",
      doc: "Where it says which tags volumes get, else the resource.",
      read: (self) => location(volumeTagsAt(self)),
    },
  },
};

const stoppedTag: FactType<StoppedTag> = {
  name: "StoppedTag",
  doc: "A tag that does not get to instances.",
  text: (self) => self.key,
  fields: {
    key: { type: "string", doc: "Its key.", read: (self) => self.key },
    declaration: { type: "Location", doc: "Where it is written.", read: (self) => location(self.origin) },
  },
};

const taggers = [groupType, "AWS::EC2::LaunchTemplate", "AWS::EC2::Instance"];

export const types: readonly FactType<never>[] = [taggable, tagger, stoppedTag];
export const subjects: readonly SubjectKind[] = [
  { name: "taggable", type: "Taggable", select: (graph) => taggableNodes(graph).map(nodeSubject) },
  {
    name: "tagger",
    type: "Tagger",
    select: (graph) => taggers.flatMap((type) => graph.nodesOfType(type)).map(nodeSubject),
  },
];
