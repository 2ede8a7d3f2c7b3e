/**
 * What is asked of physical names.
 */

import type { GraphNode } from "../../graph/model.ts";
import { fixedNameOf, nameAt, nameableNodes } from "../../graph/organisation/fixed-names.ts";
import { type FactType, location, missing, type SubjectKind } from "../fact.ts";
import { nodeSubject } from "./role-subjects.ts";

const nameable: FactType<GraphNode> = {
  name: "Nameable",
  extends: "Node",
  doc: "A resource that can be given a physical name; not those whose names others rely on (parameters, secrets, log groups).",
  fields: {
    fixedName: {
      type: "string",
      optional: true,
      doc: "The physical name that the template spells out, without the stack's name or a parameter in it.",
      read: (self, { world }) => fixedNameOf(self, world) ?? missing,
    },
    nameAt: {
      type: "Location",
      doc: "Where the name is written, else the resource.",
      read: (self) => location(nameAt(self)),
    },
  },
};

export const types: readonly FactType<never>[] = [nameable];
export const subjects: readonly SubjectKind[] = [
  { name: "nameable", type: "Nameable", select: (graph) => nameableNodes(graph).map(nodeSubject) },
];
