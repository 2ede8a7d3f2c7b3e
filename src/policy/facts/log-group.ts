/**
 * What is asked of where logs are kept.
 */
import { expires, type LogKeeping, logKeepings } from "../../graph/functions/log-groups.ts";
import { type FactType, location, nodeFact, type SubjectKind } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const logGroup: FactType<LogKeeping> = {
  name: "LogGroup",
  doc: "Where logs are kept: a log group, or one that the log driver of a container makes by itself.",
  text: (self) => self.node.logicalId,
  fields: {
    declaredBy: {
      type: "Node",
      doc: "The log group, or the task definition that makes it.",
      read: (self) => nodeFact(self.node),
    },
    isMadeByDriver: {
      type: "bool",
      doc: "Whether a container's log driver makes it (`awslogs-create-group`), where nothing can say for how long it keeps logs.",
      read: (self) => self.driver !== undefined,
    },
    expires: {
      type: "bool",
      doc: "Whether its logs are deleted some day (`RetentionInDays`).",
      read: (self, { world }) => ternaryFact(expires(self, world)),
    },
    declaration: {
      type: "Location",
      doc: "Where that is written, else the resource.",
      read: (self) => location(self.origin),
    },
  },
};

export const types: readonly FactType<never>[] = [logGroup];
export const subjects: readonly SubjectKind[] = [
  {
    name: "log-group",
    type: "LogGroup",
    select: (graph) =>
      logKeepings(graph).map((self) => ({
        self,
        guard: self.guard,
        node: self.node,
        property: "",
        key: self.driver === undefined ? "" : "log driver",
        origin: self.origin,
      })),
  },
];
