/**
 * One item of `flows:` -> the flow as far as the document says it.
 */
import { childOf, type SourceNode } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import { keysOf } from "../document-shape.ts";
import type { Flow } from "./architecture.ts";
import { flowShape } from "./architecture-shape.ts";
import type { FlowPart } from "./document-parts.ts";
import { mostParts } from "./names.ts";
import { readNeed } from "./read-need.ts";
import { checkNewName, readSettings, readTitle } from "./read-settings.ts";

export function readFlow(
  node: SourceNode,
  inherits: (id: string) => boolean,
  reader: DocumentReader,
): FlowPart | undefined {
  const flow = reader.mapping(node, "a flow", keysOf(flowShape));
  const idNode = flow && reader.required(flow, "id", "the flow");
  const id = idNode && checkNewName(idNode, reader);
  if (flow === undefined || id === undefined) return undefined;
  for (const key of inherits(id) ? [] : ["from", "to", "needs"])
    if (!flow.entries.has(key)) reader.error(idNode ?? flow, `the flow ${id} has no ${key}`);
  const survives = childOf(flow, "survives");
  if (survives !== undefined) {
    const text = reader.text(survives, "survives");
    if (text !== undefined) reader.oneOf(text, "survives", ["zone"]);
  }
  const to = reader.scalar(flow, "to");
  const oneOf = childOf(flow, "one-of");
  return {
    id,
    title: readTitle(flow, reader),
    from: textsOf(childOf(flow, "from"), "from", reader),
    to: to && withoutMark(to.text, to, reader),
    needs: readNeeds(childOf(flow, "needs"), reader),
    via: readVia(childOf(flow, "via"), reader),
    survivesZone: survives === undefined ? undefined : true,
    oneOf: oneOf && reader.text(oneOf, "one-of")?.text,
    ...readSettings(flow, reader),
    node: idNode ?? node,
    source: flow,
  };
}

function textsOf(node: SourceNode | undefined, what: string, reader: DocumentReader): readonly string[] | undefined {
  if (node === undefined) return undefined;
  const names = reader.items(node, mostParts).flatMap((item) => {
    const text = reader.text(item, what);
    return text === undefined ? [] : withoutMark(text.text, text, reader);
  });
  if (node.kind === "sequence" && node.items.length === 0) reader.error(node, `${what} names no component`);
  return [...new Set(names)];
}

/** Ends are optional by their component, so that it is said in one place. */
function withoutMark(name: string, node: SourceNode, reader: DocumentReader): string {
  if (!name.endsWith("?")) return name;
  const bare = name.slice(0, -1);
  reader.error(node, `only what stands between (via) has a ?; say optional: true at the component ${bare}`);
  return bare;
}

function readNeeds(node: SourceNode | undefined, reader: DocumentReader): Flow["needs"] | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "sequence" && node.items.length === 0) reader.error(node, "needs asks for nothing");
  return reader.items(node, mostParts).flatMap((item) => {
    const text = reader.text(item, "needs");
    return (text && readNeed(text, reader)) ?? [];
  });
}

function readVia(node: SourceNode | undefined, reader: DocumentReader): Flow["via"] | undefined {
  if (node === undefined) return undefined;
  return reader.items(node, mostParts).flatMap((item) => {
    const text = reader.text(item, "via")?.text;
    if (text === undefined) return [];
    const optional = text.endsWith("?");
    return [{ name: optional ? text.slice(0, -1) : text, optional }];
  });
}
