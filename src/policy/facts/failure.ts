/**
 * What is asked of failure: by which way events get to what processes them, and where those go that cannot be processed.
 */
import { destinationNode, handingOn, senderOf, wrongKind } from "../../graph/failure-delivery.ts";
import { type FailureDestination, failureDestinations, failuresSentTo } from "../../graph/failure-destinations.ts";
import { keepsFailures } from "../../graph/failure-handling.ts";
import { type Intake, intakesOf } from "../../graph/intakes.ts";
import type { GraphNode } from "../../graph/model.ts";
import { batchingWindow, functionTimeout, type Seconds, visibilityTimeout } from "../../graph/queue-settings.ts";
import { permissionsFor } from "../../graph/trigger-permissions.ts";
import { uncoveringHops } from "../../graph/uncovering-destinations.ts";
import { uploadPathOver } from "../../graph/upload-path.ts";
import { and } from "../../resolve/guard.ts";
import type { Reason } from "../../resolve/value.ts";
import { answerFact } from "../answer-fact.ts";
import {
  type Fact,
  type FactContext,
  type FactType,
  hop,
  listOf,
  location,
  missing,
  nodeFact,
  type Subject,
  type SubjectKind,
  unknown,
} from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const intake: FactType<Intake> = {
  name: "Intake",
  doc: "A way by which events get to a function or workflow that answers nobody.",
  text: ({ consumer }) => `what starts ${consumer.logicalId}`,
  fields: {
    consumer: {
      type: "Node",
      doc: "The function or workflow that processes the events.",
      read: (self) => nodeFact(self.consumer),
    },
    way: {
      type: "string",
      doc: "`asynchronous` (S3, SNS, EventBridge and others hand the event to Lambda, which calls the function later), `queue`, `stream`, or `workflow`.",
      read: (self) => self.way,
    },
    keeper: {
      type: "Node",
      doc: "The resource whose settings say what becomes of what fails: the function, the source queue, the mapping or pipe that reads a stream, the workflow.",
      read: (self) => nodeFact(self.keeper),
    },
    reader: {
      type: "Node",
      optional: true,
      doc: "The mapping or pipe that reads from a queue or stream.",
      read: (self) => (self.reader === undefined ? missing : nodeFact(self.reader)),
    },
    fromUploads: {
      type: "bool",
      doc: "Whether uploads to a bucket come in by it.",
      read: (self, context) => uploadEdges(self, context).length > 0,
    },
    keepsFailures: {
      type: "bool",
      doc: "Whether an event that cannot be processed is kept: by a dead-letter queue or destination that covers this way, or by a workflow's history.",
      read: (self, { graph, world }) => ternaryFact(keepsFailures(graph, self, world)),
    },
    readsFailures: {
      type: "bool",
      doc: "Whether it reads a dead-letter queue: what failed elsewhere, and is looked after already.",
      read: (self, { graph, world }) => self.way === "queue" && failuresSentTo(graph, self.keeper, world).length > 0,
    },
    says: {
      type: "string",
      doc: "What is missing where failures are not kept, as a sentence without its end.",
      read: (self) => sayings[self.way](self),
    },
    path: {
      type: "list<Hop>",
      doc: "The hops by which the events come in, and the destinations beside them that do not cover this way.",
      read: (self, context) => {
        const uploads = uploadEdges(self, context);
        const edges = uploads.length > 0 ? uploads : self.edges;
        const hops = edges.flatMap((edge) => [edge, ...permissionsFor(context.graph, edge, context.world).items]);
        const end = { node: self.consumer.origin, message: `${self.consumer.logicalId} is to process it` };
        const beside = uncoveringHops(context.graph, self, context.world);
        return listOf([...hops.flatMap(({ evidence }) => evidence), end, ...beside].map(hop));
      },
    },
    visibilityTimeout: {
      type: "int",
      doc: "For how many seconds a message that was received is hidden from others (default 30); not known for other ways.",
      read: (self, { world }) => secondsFact(self, "queue", () => visibilityTimeout(self.keeper, world)),
    },
    timeout: {
      type: "int",
      doc: "For how many seconds the function may run (default 3).",
      read: (self, { world }) => secondsFact(self, self.way, () => functionTimeout(self.consumer, world)),
    },
    batchingWindow: {
      type: "int",
      doc: "For how many seconds messages of a queue are gathered before the function is called (default 0).",
      read: (self, { world }) =>
        secondsFact(self, "queue", () => (self.reader === undefined ? 0 : batchingWindow(self.reader, world))),
    },
  },
};

const sayings: Readonly<Record<Intake["way"], (intake: Intake) => string>> = {
  asynchronous: ({ consumer, qualifier }) =>
    `${consumer.logicalId} ${qualifier === "" ? "" : "(as it is invoked here) "}has no dead-letter queue and no destination on failure: after two more attempts an event that it cannot process is gone`,
  queue: ({ consumer, keeper }) =>
    `${keeper.logicalId} has no redrive policy: a message that ${consumer.logicalId} cannot process comes back until it expires, and is gone`,
  stream: ({ consumer, keeper }) =>
    `${keeper.logicalId} has no destination on failure: records that ${consumer.logicalId} cannot process hold up those behind them, and are gone when they expire`,
  workflow: ({ consumer }) =>
    `${consumer.logicalId} is an express workflow that neither logs nor catches errors: nothing is left of an execution that fails`,
};

function uploadEdges({ edges }: Intake, { graph, world }: FactContext): Intake["edges"] {
  for (const edge of edges) {
    const path = uploadPathOver(graph, edge, world);
    if (path !== undefined) return path;
  }
  return [];
}

function secondsFact(self: Intake, way: Intake["way"], read: () => Seconds): Fact {
  if (self.way !== way) return unknown(noQueue(self.keeper));
  const seconds = read();
  return typeof seconds === "number" ? seconds : unknown(seconds);
}

function noQueue({ logicalId, stack }: GraphNode): Reason {
  const message = `${logicalId} is no queue`;
  return { kind: "way", name: logicalId, stack: stack.stack.name, message, settle: null };
}

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

export const types: readonly FactType<never>[] = [intake, destination];
export const subjects: readonly SubjectKind[] = [
  {
    name: "intake",
    type: "Intake",
    select: (graph) =>
      intakesOf(graph).map(
        (self): Subject => ({
          self,
          guard: self.guard,
          node: self.keeper,
          property: "",
          key: `${self.way}:${self.consumer.id}:${self.qualifier}`,
          origin: self.keeper.origin,
        }),
      ),
  },
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
