/**
 * What deletion does to a node's data; part of the type `Node` (base.ts).
 */
import { deletionOf, emptiedBeforeDeletion, isProtected } from "../../graph/deletion.ts";
import type { GraphNode } from "../../graph/model.ts";
import { listIn, readAt, textOf } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { type FactField, hop, listOf, location, unknown } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const deletionFields: Readonly<Record<string, FactField<GraphNode>>> = {
  onDelete: {
    type: "string",
    doc: "The deletion policy in effect: what is written, else CloudFormation's default (`Snapshot` for databases, else `Delete`).",
    read: (self, { world }) => {
      const deletion = deletionOf(self, world);
      return typeof deletion === "string" ? deletion : unknown(deletion.reason);
    },
  },
  deletionPolicyAt: {
    type: "Location",
    doc: "Where `DeletionPolicy` is written, else the resource.",
    read: (self) => location(self.declaration.deletionPolicy ?? self.origin),
  },
  deletionProtected: {
    type: "bool",
    doc: "Whether its service refuses to delete it (`DeletionProtection`).",
    read: (self, { world }) => ternaryFact(isProtected(self, world)),
  },
  taggedTemporary: {
    type: "bool",
    doc: "Whether a tag says that what it holds is temporary (`temp`, `scratch`, `cache`).",
    read: (self, { world }) => isTagged(self, temporary, world),
  },
  taggedDurable: {
    type: "bool",
    doc: "Whether a tag says that what it holds is meant to last (`durable`, `persistent`, `user-data`).",
    read: (self, { world }) => isTagged(self, durable, world),
  },
  emptiedBeforeDeletion: {
    type: "list<Hop>",
    doc: "The custom resources of CDK that empty a bucket before it is deleted.",
    read: (self, { graph, world }) => listOf(emptiedBeforeDeletion(graph, self, world).map(hop)),
  },
};

const temporary: ReadonlySet<string> = new Set(["temp", "temporary", "tmp", "scratch", "cache", "ephemeral"]);
const durable: ReadonlySet<string> = new Set([
  "durable",
  "persistent",
  "permanent",
  "user-data",
  "userdata",
  "uploads",
]);

/** Whether the key or the value of a tag is one of these words. Tags that are not known say nothing. */
function isTagged(self: GraphNode, words: ReadonlySet<string>, world: World): boolean {
  return listIn(readAt(self.properties, ["Tags"], world), world).items.some((tag) =>
    ["Key", "Value"].some((part) => words.has(textOf(readAt(tag, [part], world))?.toLowerCase() ?? "")),
  );
}
