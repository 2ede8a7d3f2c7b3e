/**
 * `where:` of a component -> a selector. Several keys in one mapping must all fit.
 *
 * Bounded in depth and number: documents come out of repositories that are not trusted.
 */
import type { Role } from "../../graph/role.ts";
import { childOf, type MappingNode, type ScalarNode, type SourceNode } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import { keysOf } from "../document-shape.ts";
import { type ExpressionReader, expressionReader } from "../expression-reader.ts";
import type { FactRegistry } from "../fact.ts";
import { roleNames } from "../facts/role-subjects.ts";
import type { Selector } from "./architecture.ts";
import { selectorShape } from "./architecture-shape.ts";
import { mostParts } from "./names.ts";
import { bounded, listOf } from "./read-settings.ts";

const deepest = 10;
const longestPattern = 200;

/** @param type of the facts about the resources that are meant, for conditions in CEL */
export function readSelector(
  node: SourceNode | undefined,
  type: string,
  reader: DocumentReader,
  registry: FactRegistry,
): Selector | undefined {
  if (node === undefined) return undefined;
  const compile = expressionReader({ name: "node", type }, reader, registry);
  return new SelectorReader(reader, compile).read(node, 0);
}

class SelectorReader {
  readonly #reader: DocumentReader;
  readonly #compile: ExpressionReader;
  #parts = 0;

  constructor(reader: DocumentReader, compile: ExpressionReader) {
    this.#reader = reader;
    this.#compile = compile;
  }

  read(node: SourceNode, depth: number): Selector | undefined {
    if (depth > deepest || ++this.#parts > mostParts) {
      this.#reader.error(node, `where may have ${mostParts} parts at most, and be ${deepest} deep`);
      return undefined;
    }
    const mapping = this.#reader.mapping(node, "where", keysOf(selectorShape));
    if (mapping === undefined) return undefined;
    const parts = [...mapping.entries.keys()].flatMap((key) => this.#part(mapping, key, depth));
    if (mapping.entries.size === 0)
      this.#reader.error(node, `where says nothing; it can have ${keysOf(selectorShape).join(", ")}`);
    return allOf(parts);
  }

  #part(of: MappingNode, key: string, depth: number): readonly Selector[] {
    switch (key) {
      case "all":
      case "any": {
        const nodes = listOf(of, key, "selectors", this.#reader);
        const parts = nodes.flatMap((node) => this.read(node, depth + 1) ?? []);
        return parts.length === 0 ? [] : [{ kind: key, of: parts }];
      }
      case "not": {
        const node = childOf(of, key);
        const inner = node && this.read(node, depth + 1);
        return inner === undefined ? [] : [{ kind: "not", of: inner }];
      }
      case "tag":
        return this.#tags(childOf(of, key));
      case "id":
      case "type": {
        const patterns = this.#reader.items(childOf(of, key), mostParts).flatMap((node) => this.#pattern(node, key));
        const parts = patterns.map((pattern): Selector => ({ kind: key, pattern }));
        return parts.length < 2 ? parts : [{ kind: "any", of: parts }];
      }
      case "starts":
      case "startedBy": {
        const roles = this.#reader.items(childOf(of, key), mostParts).flatMap((node) => this.#role(node));
        return roles.length === 0 ? [] : [{ kind: key, roles }];
      }
      case "scheme":
      case "cel":
      case "writableBy":
      case "readableBy": {
        const node = this.#reader.scalar(of, key);
        return node === undefined ? [] : this.#scalar(key, node);
      }
      default:
        return [];
    }
  }

  #role(node: SourceNode): readonly Role[] {
    const text = this.#reader.text(node, "role");
    const role = text && this.#reader.oneOf(text, "role", roleNames());
    return role === undefined ? [] : [role as Role];
  }

  #scalar(key: "scheme" | "cel" | "writableBy" | "readableBy", node: ScalarNode): readonly Selector[] {
    if (key === "scheme") {
      const value = this.#reader.oneOf(node, "scheme", ["internet-facing", "internal"]);
      return value === undefined ? [] : [{ kind: "scheme", value }];
    }
    if (key === "cel") {
      const expression = this.#compile.expression(node, "condition");
      return expression === null ? [] : [{ kind: "cel", expression }];
    }
    return [{ kind: key, component: node.text }];
  }

  #tags(node: SourceNode | undefined): readonly Selector[] {
    if (node?.kind !== "mapping") {
      if (node !== undefined) this.#reader.error(node, "tag must be a mapping of keys to patterns, as {tier: web}");
      return [];
    }
    return bounded([...node.entries.values()], this.#reader).flatMap(({ name, value }) =>
      this.#pattern(value, `the tag ${name}`).map((pattern): Selector => ({ kind: "tag", key: name, value: pattern })),
    );
  }

  #pattern(node: SourceNode, what: string): readonly string[] {
    const text = this.#reader.text(node, what)?.text;
    if (text !== undefined && text.length > longestPattern) {
      this.#reader.error(node, `a pattern may be ${longestPattern} characters long`);
      return [];
    }
    return text === undefined ? [] : [text];
  }
}

/** One selector for several that must all fit; what is said twice is kept once. */
export function allOf(parts: readonly Selector[]): Selector | undefined {
  const flat = parts.flatMap((part): readonly Selector[] => (part.kind === "all" ? part.of : [part]));
  const known = new Map(flat.map((part) => [JSON.stringify(part), part]));
  const [only] = known.values();
  return known.size < 2 ? only : { kind: "all", of: [...known.values()] };
}

/** The components that a selector names. */
export function componentsNamedIn(selector: Selector | null): readonly string[] {
  switch (selector?.kind) {
    case "all":
    case "any":
      return selector.of.flatMap(componentsNamedIn);
    case "not":
      return componentsNamedIn(selector.of);
    case "writableBy":
    case "readableBy":
      return [selector.component];
    default:
      return [];
  }
}
