/**
 * What is asked of triggers about delivery: whether an upload takes it, gets through it, and is processed at its end.
 */
import { destinationAnswer } from "../../graph/events/destination-access.ts";
import { firstObstacle } from "../../graph/events/event-delivery.ts";
import { hearsMultipart, overlapsOf } from "../../graph/events/filter-overlap.ts";
import { invokerOf } from "../../graph/events/invoke-permissions.ts";
import { isConsumed, pollingOf } from "../../graph/events/poll-access.ts";
import { circleOf, isInline, waitsForPermission } from "../../graph/events/trigger-order.ts";
import { permissionsFor } from "../../graph/events/trigger-permissions.ts";
import { switchedOff } from "../../graph/events/trigger-switch.ts";
import { uploadPathOver } from "../../graph/events/upload-path.ts";
import { isOutside, type TriggersEdge } from "../../graph/model.ts";
import { negated } from "../../graph/ternary.ts";
import { always } from "../../resolve/guard.ts";
import { answerFact } from "../answer-fact.ts";
import { type Fact, type FactContext, type FactField, hop, listOf, object } from "../fact.ts";
import { itemWhere, ternaryFact } from "../ternary-fact.ts";

export const deliveryFields: Readonly<Record<string, FactField<TriggersEdge>>> = {
  uploadPath: {
    type: "list<Hop>",
    doc: "The hops from the bucket to its target, with the permissions for them; those of the trigger alone where no upload takes it.",
    read: uploadHops,
  },
  service: {
    type: "string",
    doc: "The service that delivers in its own name: `s3.amazonaws.com`; empty where none does (Lambda polls a queue itself).",
    read: (self) => invokerOf(self) ?? "",
  },
  isInline: {
    type: "bool",
    doc: "Whether the bucket's own properties hold it, so that S3 tries it when the bucket is created.",
    read: (self) => isInline(self),
  },
  waitsForPermission: {
    type: "bool",
    doc: "Whether the bucket is created after a permission that covers the trigger.",
    read: (self, { graph, world }) => waitsForPermission(graph, self, world),
  },
  circle: {
    type: "list<Hop>",
    doc: "The dependencies in which bucket and target wait for each other; none where they do not.",
    read: (self, { graph, world }) => listOf(circleOf(graph, self, world).map(({ evidence }) => hop(evidence))),
  },
  delivered: {
    type: "bool",
    doc: "Whether EventBridge gets the event and hands it on: the bucket sends it, the rule hears it, the target lets it in.",
    read: (self, { graph, world }) => {
      const obstacle = firstObstacle(graph, self, world);
      return obstacle === undefined ? true : ternaryFact(negated(obstacle.stands));
    },
  },
  obstacle: {
    type: "string",
    doc: "What keeps EventBridge from delivering, as a clause; empty where nothing does.",
    read: (self, { graph, world }) => firstObstacle(graph, self, world)?.message ?? "",
  },
  isConsumed: {
    type: "bool",
    doc: "Whether somebody takes what its target, a queue, gets: a mapping, a pipe, compute that knows the queue.",
    read: (self, { graph, world }) =>
      isOutside(self.target) ? true : ternaryFact(isConsumed(graph, self.target, world)),
  },
  mayPoll: {
    type: "bool",
    doc: "Whether the role with which a queue or stream is polled may read from it.",
    read: (self, { graph, world }) => ternaryFact(pollingOf(graph, self, world).allowed),
  },
  missingToPoll: {
    type: "string",
    doc: "The first action that the polling role lacks; empty where none surely is.",
    read: (self, { graph, world }) => pollingOf(graph, self, world).missing,
  },
  pollPath: {
    type: "list<Hop>",
    doc: "What decides whether the role may poll.",
    read: (self, { graph, world }) => listOf(pollingOf(graph, self, world).evidence.map(hop)),
  },
  accepted: {
    type: "bool",
    doc: "Whether its target, a queue or a topic, takes what S3 or a topic sends: its policy, its kind, and its key.",
    read: (self, { graph, world }) => answerFact(destinationAnswer(graph, self, world)),
  },
  refusal: {
    type: "list<Hop>",
    doc: "Why its target refuses what S3 or a topic sends.",
    read: (self, { graph, world }) => {
      const answer = destinationAnswer(graph, self, world);
      return listOf(answer.answer === "yes" ? [] : answer.evidence.map(hop));
    },
  },
  overlaps: {
    type: "list<Trigger>",
    doc: "Notifications of the same bucket, written before it, that take some of the same keys for the same event.",
    read: (self, { graph, world }) => ({
      kind: "list",
      open: [],
      items: overlapsOf(graph, self, world).flatMap((overlap) =>
        itemWhere(overlap.overlaps, { guard: always, value: object("Trigger", overlap.with) }),
      ),
    }),
  },
  hearsMultipart: {
    type: "bool",
    doc: "Whether its target also hears of uploads in parts and of copies, by this trigger or another one of the bucket.",
    read: (self, { graph, world }) => hearsMultipart(graph, self, world),
  },
  switchedOff: {
    type: "list<Hop>",
    doc: "What is switched off in every deployment: the mapping, rule or pipe, or the function (no reserved concurrency).",
    read: (self) => listOf(switchedOff(self).map(hop)),
  },
};

function uploadHops(self: TriggersEdge, { graph, world }: FactContext): Fact {
  const path = uploadPathOver(graph, self, world) ?? [self];
  const hops = path.flatMap((edge) => [
    ...edge.evidence,
    ...permissionsFor(graph, edge, world).items.flatMap(({ evidence }) => evidence),
  ]);
  const end = isOutside(self.target)
    ? []
    : [{ node: self.target.origin, message: `${self.target.logicalId} is to get the event` }];
  return listOf([...hops, ...end].map(hop));
}
