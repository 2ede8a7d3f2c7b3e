/**
 * The body of an architecture document -> its parts, each as far as it is said here.
 */
import type { MappingNode } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import type { FactRegistry } from "../fact.ts";
import type { Rule } from "../rule.ts";
import type { Architecture } from "./architecture.ts";
import type { ArchitectureParts } from "./document-parts.ts";
import { readComponent } from "./read-component.ts";
import { readFlow } from "./read-flow.ts";
import { RequirementReader } from "./read-requirements.ts";
import { bounded, entriesOf, listOf, readTitle } from "./read-settings.ts";
import { keyOfQuality } from "./requirements.ts";

type Body = Omit<ArchitectureParts, "name" | "version">;

export function readParts(
  document: MappingNode,
  parents: readonly Architecture[],
  registry: FactRegistry,
  rules: readonly Rule[],
  reader: DocumentReader,
): Body {
  const inherited = new Map(parents.flatMap(({ components }) => components.map((one) => [one.name, one] as const)));
  const flowIds = new Set(parents.flatMap(({ flows }) => flows.map(({ id }) => id)));
  const requirements = new RequirementReader(reader, rules);
  const once = new Set<string>();
  /** What is there twice is an error at the second. */
  const unique = <T extends { readonly node: Parameters<DocumentReader["error"]>[0] }>(
    parts: readonly T[],
    address: (part: T) => string,
  ) =>
    parts.filter((part) => {
      if (once.has(address(part))) reader.error(part.node, `${address(part)} is there twice`);
      return !once.has(address(part)) && once.add(address(part));
    });
  return {
    title: readTitle(document, reader),
    components: bounded(entriesOf(document, "components", "components", reader), reader).flatMap(
      (entry) => readComponent(entry, inherited.get(entry.name), reader, registry) ?? [],
    ),
    flows: unique(
      bounded(listOf(document, "flows", "flows", reader), reader).flatMap(
        (node) => readFlow(node, (id) => flowIds.has(id), reader) ?? [],
      ),
      ({ id }) => `flow.${id}`,
    ),
    qualities: unique(
      bounded(listOf(document, "qualities", "qualities", reader), reader).flatMap((node) =>
        requirements.qualities(node),
      ),
      keyOfQuality,
    ),
    forbidden: unique(
      bounded(listOf(document, "forbid", "what is forbidden", reader), reader).flatMap(
        (node) => requirements.forbidden(node) ?? [],
      ),
      ({ id }) => `forbid.${id}`,
    ),
    severities: bounded(entriesOf(document, "rules", "severities", reader), reader).flatMap((entry) =>
      requirements.severity(entry),
    ),
    bind: bounded(entriesOf(document, "bind", "components", reader), reader).flatMap(({ key, name, value }) => {
      const to = reader.text(value, "bind")?.text;
      return to === undefined ? [] : [{ from: name, to, node: key }];
    }),
  };
}
