/**
 * How events get to the code that processes them: `triggers` edges -> intakes.
 *
 * Who keeps an event that cannot be processed depends on how it comes in, never on where it comes from: an event that
 * Lambda queues itself is the function's, a message is its queue's, a record of a stream is the mapping's, an execution is
 * the workflow's. https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
 *
 * Invariant: one intake for each consumer, way and keeper, however many edges lead to it.
 * Not here: what the keeper does with what fails; see failure-handling.ts. Callers that wait for an answer (an API, a
 * workflow that calls a function) hear of the failure themselves and are no intake.
 */
import { and, type Guard, or } from "../../resolve/guard.ts";
import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import { spell } from "../../resolve/spell.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason } from "../../resolve/value.ts";
import { functionsNamed } from "../functions/function-name.ts";
import { type Graph, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";
import { isRole } from "../role.ts";

/** `asynchronous`: Lambda takes the event and calls the function later; the others are what hands the events over. */
export type IntakeWay = "asynchronous" | "queue" | "stream" | "workflow";

export interface Intake {
  /** The function or workflow that processes the events; what polls a queue by itself. */
  readonly consumer: GraphNode;
  readonly way: IntakeWay;
  /** The resource whose settings say what becomes of what fails: function, source queue, mapping or pipe, workflow. */
  readonly keeper: GraphNode;
  /** Why the settings that count are not to be seen: they are those of a queue outside the app. */
  readonly hidden: Reason | undefined;
  /** The mapping or pipe that reads from a queue or stream; none where the consumer polls a queue itself. */
  readonly reader: GraphNode | undefined;
  /** The alias or version that is invoked; empty for the function itself. */
  readonly qualifier: string;
  readonly edges: readonly TriggersEdge[];
  readonly guard: Guard;
}

/** All intakes of the app, in the order of the edges. */
export function intakesOf(graph: Graph): readonly Intake[] {
  let found = remembered.get(graph);
  if (found === undefined) {
    const intakes = new Map<string, Intake>();
    const seen = graph.edges("triggers").flatMap((edge) => intakeOf(graph, edge) ?? []);
    for (const intake of [...seen, ...polled(graph), ...fromElsewhere(graph)]) {
      // A pipe that enriches its records calls two functions, and what either refuses goes one way.
      const taker = intake.reader?.type === pipeType ? intake.reader : intake.consumer;
      const key = [intake.way, intake.keeper.id, taker.id, intake.qualifier].join(" ");
      const before = intakes.get(key);
      intakes.set(key, before === undefined ? intake : united(before, intake));
    }
    found = [...intakes.values()];
    remembered.set(graph, found);
  }
  return found;
}

const remembered = new WeakMap<Graph, readonly Intake[]>();

function united(a: Intake, b: Intake): Intake {
  return { ...a, edges: [...a.edges, ...b.edges], guard: or(a.guard, b.guard) };
}

function intakeOf(graph: Graph, edge: TriggersEdge): Intake | undefined {
  const { target: consumer } = edge;
  if (isOutside(consumer) || edge.via === "workflow") return undefined;
  const base = { consumer, edges: [edge], guard: edge.guard, qualifier: "", reader: undefined, hidden: undefined };
  if (consumer.role === "workflow") return { ...base, way: "workflow", keeper: consumer };
  if (consumer.role !== "compute.fn") return undefined;
  if (edge.via !== "queue" && edge.via !== "pipe") return asynchronous(graph, consumer, edge);
  const reader = edge.declaredBy;
  if (reader.type === pipeType && invokesAndForgets(reader)) return asynchronous(graph, consumer, edge);
  const source = sourceOf(graph, edge);
  if (source?.role === "queue") return { ...base, way: "queue", keeper: source, reader };
  return source !== undefined && streams.has(source.type)
    ? { ...base, way: "stream", keeper: reader, reader }
    : undefined;
}

const pipeType = "AWS::Pipes::Pipe";

/** Sources whose reader can hand records that fail to somebody else. */
const streams: ReadonlySet<string> = new Set([
  "AWS::DynamoDB::Table",
  "AWS::DynamoDB::GlobalTable",
  "AWS::Kinesis::Stream",
  "AWS::Kinesis::StreamConsumer",
  "AWS::MSK::Cluster",
  "AWS::MSK::ServerlessCluster",
]);

/** What a mapping or pipe reads from, also where the pipe is a hop of its own. */
function sourceOf(graph: Graph, edge: TriggersEdge): GraphNode | undefined {
  return edge.source.type === pipeType ? graph.edgesTo("triggers", edge.source)[0]?.source : edge.source;
}

function invokesAndForgets(pipe: GraphNode): boolean {
  const type = valueAt(pipe.properties, ["TargetParameters", "LambdaFunctionParameters", "InvocationType"]);
  return textOf(type) === "FIRE_AND_FORGET";
}

function asynchronous(graph: Graph, consumer: GraphNode, edge: TriggersEdge): Intake {
  const named = alternativesOf(edge.targetValue)
    .flatMap(({ value }) => functionsNamed(graph, value).certain)
    .find(({ node }) => node === consumer);
  return {
    consumer,
    way: "asynchronous",
    keeper: consumer,
    hidden: undefined,
    reader: undefined,
    qualifier: named?.qualifier ?? "",
    edges: [edge],
    guard: edge.guard,
  };
}

/** Instances and containers that are told of a queue which something of the app fills: they read it themselves. */
function polled(graph: Graph): readonly Intake[] {
  return graph.edges("triggers").flatMap((edge) => {
    const { target: queue } = edge;
    if (isOutside(queue) || queue.role !== "queue") return [];
    return graph
      .edgesTo("references", queue)
      .filter(({ source }) => source.role !== "compute.fn" && isRole(source.role, "compute"))
      .map(
        ({ source, guard }): Intake => ({
          consumer: source,
          way: "queue",
          keeper: queue,
          hidden: undefined,
          reader: undefined,
          qualifier: "",
          edges: [edge],
          guard: and(edge.guard, guard),
        }),
      );
  });
}

/**
 * Mappings whose source is not in the app. One with the settings of a stream is answerable for its records itself; of the
 * others only queues keep messages by settings of their own.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
function fromElsewhere(graph: Graph): readonly Intake[] {
  const seen = new Set(graph.edges("triggers").map(({ declaredBy }) => declaredBy));
  const mappings = graph.nodesOfType("AWS::Lambda::EventSourceMapping").filter((mapping) => !seen.has(mapping));
  return mappings.flatMap((mapping) => {
    const set = (property: string): boolean => valueAt(mapping.properties, [property]).kind !== "absent";
    if (brokers.some(set)) return [];
    const isStream = ofStreams.some(set);
    return alternativesOf(valueAt(mapping.properties, ["FunctionName"])).flatMap(({ guard, value }) =>
      functionsNamed(graph, value)
        .certain.filter(({ node }) => node.role === "compute.fn")
        .map(
          ({ node }): Intake => ({
            consumer: node,
            way: isStream ? "stream" : "queue",
            keeper: mapping,
            hidden: isStream ? undefined : sourceOutside(mapping),
            reader: mapping,
            qualifier: "",
            edges: [],
            guard: and(mapping.guard, node.guard, guard),
          }),
        ),
    );
  });
}

/** Settings of streams, and of Kafka. */
const ofStreams = ["StartingPosition", "Topics", "SelfManagedEventSource"];

/** Settings of sources that have neither destinations for failures nor a redrive policy: MQ, DocumentDB. */
const brokers = ["Queues", "DocumentDBEventSourceConfig"];

function sourceOutside({ properties, logicalId, stack }: GraphNode): Reason {
  const source = valueAt(properties, ["EventSourceArn"]);
  return (
    reasonOf(source) ?? {
      kind: "outside",
      name: spell(source),
      stack: stack.stack.name,
      message: `${spell(source)}, which ${logicalId} reads from, is defined outside this app`,
      settle: "judge the stack that defines it together with this one",
    }
  );
}
