/**
 * What polls queues and streams -> edges to what it hands the records to: event source mappings, pipes.
 */
import { alternativesOf, type Guarded, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { identify } from "../identity.ts";
import type { GraphNode, NodeIndex, TriggersEdge } from "../model.ts";
import { triggersEdges } from "./triggers.ts";

export function pollEdges(index: NodeIndex): readonly TriggersEdge[] {
  return [
    ...index.nodesOfType("AWS::Lambda::EventSourceMapping").flatMap((mapping) => mappingEdges(index, mapping)),
    ...index.nodesOfType("AWS::Pipes::Pipe").flatMap((pipe) => pipeEdges(index, pipe)),
  ];
}

/** Queues, and streams of tables. */
function mappingEdges(index: NodeIndex, mapping: GraphNode): readonly TriggersEdge[] {
  return sourcesNamed(index, valueAt(mapping.properties, ["EventSourceArn"])).flatMap(({ guard, value: source }) =>
    triggersEdges(index, {
      source,
      via: "queue",
      to: valueAt(mapping.properties, ["FunctionName"]),
      role: "compute.fn",
      guard,
      declaration: mapping.origin,
      declaredBy: mapping,
      settings: mapping.properties,
      pattern: valueAt(mapping.properties, ["FilterCriteria"]),
    }),
  );
}

/** What enriches the records is called with them too. */
function pipeEdges(index: NodeIndex, pipe: GraphNode): readonly TriggersEdge[] {
  return sourcesNamed(index, valueAt(pipe.properties, ["Source"])).flatMap(({ guard, value: source }) =>
    ["Enrichment", "Target"].flatMap((property) =>
      triggersEdges(index, {
        source,
        via: "pipe",
        to: valueAt(pipe.properties, [property]),
        guard,
        declaration: valueAt(pipe.properties, [property]).origin ?? pipe.origin,
        declaredBy: pipe,
        settings: pipe.properties,
        pattern: valueAt(pipe.properties, ["SourceParameters", "FilterCriteria"]),
      }),
    ),
  );
}

function sourcesNamed(index: NodeIndex, value: Value): readonly Guarded<GraphNode>[] {
  return alternativesOf(value).flatMap((alternative) =>
    identify(index, alternative.value).certain.map(({ node }) => ({ guard: alternative.guard, value: node })),
  );
}
