/**
 * What is asked of intakes: by which way events get to what processes them, and whether those are kept that fail.
 */

import { type Intake, intakesOf } from "../../graph/events/intakes.ts";
import { permissionsFor } from "../../graph/events/trigger-permissions.ts";
import { uploadPathOver } from "../../graph/events/upload-path.ts";
import { failuresSentTo } from "../../graph/functions/failure-destinations.ts";
import { keepsFailures } from "../../graph/functions/failure-handling.ts";
import {
  batchingWindow,
  functionTimeout,
  type Seconds,
  visibilityTimeout,
} from "../../graph/functions/queue-settings.ts";
import { uncoveringHops } from "../../graph/functions/uncovering-destinations.ts";
import type { GraphNode } from "../../graph/model.ts";
import type { Reason } from "../../resolve/value.ts";
import {
  type Fact,
  type FactContext,
  type FactType,
  hop,
  listOf,
  missing,
  nodeFact,
  type SubjectKind,
  unknown,
} from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const intake: FactType<Intake> = {
  name: "Intake",
  doc: "A way by which events get to something that answers nobody: a function, a workflow, what polls a queue.",
  text: ({ consumer }) => `what starts ${consumer.logicalId}`,
  fields: {
    consumer: {
      type: "Node",
      doc: "The function or workflow that processes the events; instances or containers that poll a queue by themselves.",
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
      doc: "The mapping or pipe that reads from a queue or stream; not set where the consumer polls a queue by itself.",
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
        const reads = { node: self.keeper.origin, message: `${self.keeper.logicalId} reads from outside this app` };
        const hops = edges.flatMap((edge) => [edge, ...permissionsFor(context.graph, edge, context.world).items]);
        const end = { node: self.consumer.origin, message: `${self.consumer.logicalId} is to process it` };
        const beside = uncoveringHops(context.graph, self, context.world);
        const before = edges.length === 0 ? [reads] : hops.flatMap(({ evidence }) => evidence);
        return listOf([...before, end, ...beside].map(hop));
      },
    },
    visibilityTimeout: {
      type: "int",
      doc: "For how many seconds a message that was received is hidden from others (default 30); not known for other ways.",
      read: (self, { world }) => ofQueue(self, visibilityTimeout(self.keeper, world)),
    },
    timeout: {
      type: "int",
      doc: "For how many seconds the function may run (default 3).",
      read: ({ consumer }, { world }) =>
        consumer.role === "compute.fn"
          ? secondsFact(functionTimeout(consumer, world))
          : unknown(isNo(consumer, "function")),
    },
    batchingWindow: {
      type: "int",
      doc: "For how many seconds messages of a queue are gathered before the function is called (default 0).",
      read: (self, { world }) => ofQueue(self, self.reader === undefined ? 0 : batchingWindow(self.reader, world)),
    },
  },
};

const sayings: Readonly<Record<Intake["way"], (intake: Intake) => string>> = {
  asynchronous: ({ consumer, qualifier }) =>
    `${consumer.logicalId} ${qualifier === "" ? "" : "(as it is invoked here) "}has no dead-letter queue and no destination on failure: an event that it cannot process is dropped after the last attempt`,
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

function ofQueue({ way, keeper, hidden }: Intake, seconds: Seconds): Fact {
  return way === "queue" ? secondsFact(hidden ?? seconds) : unknown(isNo(keeper, "queue"));
}

function secondsFact(seconds: Seconds): Fact {
  return typeof seconds === "number" ? seconds : unknown(seconds);
}

function isNo({ logicalId, stack }: GraphNode, what: string): Reason {
  const message = `${logicalId} is no ${what}`;
  return { kind: "way", name: logicalId, stack: stack.stack.name, message, settle: null };
}

export const types: readonly FactType<never>[] = [intake];
export const subjects: readonly SubjectKind[] = [
  {
    name: "intake",
    type: "Intake",
    select: (graph) =>
      intakesOf(graph).map((self) => ({
        self,
        guard: self.guard,
        node: self.keeper,
        property: "",
        key: `${self.way}:${self.consumer.id}:${self.qualifier}`,
        origin: self.keeper.origin,
      })),
  },
];
