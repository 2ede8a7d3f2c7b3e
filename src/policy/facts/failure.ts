/**
 * What is asked of the places where failures go: what sends them, and whether they are taken.
 */
import { destinationNode, handingOn, senderOf, wrongKind } from "../../graph/functions/failure-delivery.ts";
import { type FailureDestination, failureDestinations } from "../../graph/functions/failure-destinations.ts";
import type { GraphNode } from "../../graph/model.ts";
import { and } from "../../resolve/guard.ts";
import type { Reason } from "../../resolve/value.ts";
import { answerFact } from "../answer-fact.ts";
import {
  type Fact,
  type FactType,
  hop,
  listOf,
  location,
  nodeFact,
  type Subject,
  type SubjectKind,
  unknown,
} from "../fact.ts";

const destination: FactType<FailureDestination> = {
  name: "FailureDestination",
  doc: "Where a function, pipe or queue sends what cannot be processed: a dead-letter queue, or a destination on failure.",
  text: ({ declaredBy }) => `the failure destination of ${declaredBy.logicalId}`,
  fields: {
    sender: {
      type: "Node",
      doc: "The function, pipe or queue whose failures are sent.",
      read: (self, { graph, world }) => nodeOr(senderOf(graph, self, world)),
    },
    target: {
      type: "Node",
      doc: "What takes them; not known where it is outside the app.",
      read: (self, { graph }) => nodeOr(destinationNode(graph, self)),
    },
    needs: {
      type: "string",
      doc: "The right that decides, in words: `sqs:SendMessage on Failed`, `kms:GenerateDataKey on the key of Failed`.",
      read: (self, { graph, world }) => handingOn(graph, self, world).needs,
    },
    wrongKind: {
      type: "string",
      doc: "Why the target takes no failures of this sort, as a clause; empty where its kind is right.",
      read: (self, { graph, world }) => wrongKind(graph, self, world),
    },
    permitted: {
      type: "bool",
      doc: "Whether the sender may write to the target, and use the key by which it is encrypted.",
      read: (self, { graph, world }) => answerFact(handingOn(graph, self, world).answer),
    },
    property: { type: "string", doc: "The property that names the target.", read: (self) => self.property },
    declaration: { type: "Location", doc: "Where it is named.", read: (self) => location(self.origin) },
    path: {
      type: "list<Hop>",
      doc: "Where it is set, and what decides whether the sender may write there.",
      read: (self, { graph, world }) => {
        const set = { node: self.origin, message: `${self.declaredBy.logicalId} sends what fails there` };
        return listOf([set, ...handingOn(graph, self, world).answer.evidence].map(hop));
      },
    },
  },
};

function nodeOr(node: GraphNode | Reason): Fact {
  return "role" in node ? nodeFact(node) : unknown(node);
}

/** Types that hand on what could not be processed. */
const senders: ReadonlySet<string> = new Set([
  "AWS::SQS::Queue",
  "AWS::Lambda::Function",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Lambda::EventSourceMapping",
  "AWS::Pipes::Pipe",
]);

export const types: readonly FactType<never>[] = [destination];
export const subjects: readonly SubjectKind[] = [
  {
    name: "failure-destination",
    type: "FailureDestination",
    select: (graph) =>
      [...failureDestinations(graph).values()].flat().flatMap((self): readonly Subject[] => {
        const { declaredBy, guard, property, origin } = self;
        if (!senders.has(declaredBy.type) || declaredBy.role === "infra") return [];
        const there = and(declaredBy.guard, guard);
        return [{ self, guard: there, node: declaredBy, property, key: property, origin }];
      }),
  },
];
