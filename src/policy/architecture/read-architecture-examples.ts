/**
 * `examples:` of an architecture document -> apps, and what each requirement must come to.
 *
 * What an example does not speak of must be present: so the first example of a document is usually an app as it should be,
 * and each further one leaves out or breaks one thing.
 * Not here: the architecture itself, which is used without its examples; running them (run-architecture-examples.ts).
 */
import { childOf, type MappingNode, type SourceNode, spanOf } from "../../source/node.ts";
import type { Span } from "../../source/span.ts";
import type { DocumentReader } from "../document-reader.ts";
import { keysOf } from "../document-shape.ts";
import type { Architecture } from "./architecture.ts";
import { architectureExampleShape, exampleStatuses } from "./architecture-shape.ts";
import type { RequirementStatus } from "./conformance.ts";
import { findRequirement, noSuchRequirement, requirementsOf } from "./requirements.ts";

export interface ArchitectureExample {
  readonly shows: string;
  readonly expect: ReadonlyMap<string, RequirementStatus>;
  readonly stackTags: Readonly<Record<string, string>>;
  readonly template: string;
  readonly place: Span;
}

/** Each is a template that is parsed, resolved and judged. */
const maximalArchitectureExamples = 50;

export function readArchitectureExamples(
  document: MappingNode,
  architecture: Architecture,
  reader: DocumentReader,
): readonly ArchitectureExample[] {
  const node = childOf(document, "examples");
  const items = reader.items(node);
  if (node !== undefined && items.length > maximalArchitectureExamples)
    reader.error(node, `an architecture may have ${maximalArchitectureExamples} examples`);
  const addresses = [...requirementsOf(architecture).keys()];
  return items
    .slice(0, maximalArchitectureExamples)
    .flatMap((item) => readExample(item, architecture.name, addresses, reader));
}

function readExample(
  item: SourceNode,
  name: string,
  addresses: readonly string[],
  reader: DocumentReader,
): readonly ArchitectureExample[] {
  const example = reader.mapping(item, "an example", keysOf(architectureExampleShape));
  const shows = example && reader.required(example, "shows", "the example");
  const template = example && reader.required(example, "template", "the example");
  const expect = new Map<string, RequirementStatus>();
  for (const { key: written, name: asked, value } of entriesOf(childOf(example, "expect"), "expect", reader)) {
    const address = findRequirement(asked, addresses);
    if (address === undefined) reader.error(written, noSuchRequirement(asked, addresses, name));
    const status = reader.text(value, asked);
    const expected = status && reader.oneOf(status, asked, exampleStatuses);
    if (address !== undefined && expected !== undefined) expect.set(address, expected);
  }
  const tags = entriesOf(childOf(example, "stack-tags"), "stack-tags", reader).map(
    ({ name: tag, value }) => [tag, reader.text(value, tag)?.text ?? ""] as const,
  );
  if (shows === undefined || template === undefined) return [];
  const stackTags = Object.fromEntries(tags);
  return [{ shows: shows.text.trim(), expect, stackTags, template: template.text, place: spanOf(item) }];
}

function entriesOf(node: SourceNode | undefined, what: string, reader: DocumentReader) {
  if (node === undefined) return [];
  if (node.kind === "mapping") return [...node.entries.values()];
  reader.error(node, `${what} must be a mapping of names`);
  return [];
}
