/**
 * Reading a document of a known shape: what is there in the right form, and a diagnostic at the place of everything else.
 *
 * Invariant: every key of a mapping that is read is either known or reported, as long as there are not more errors than a
 * person reads; nothing is thrown.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type MappingNode, type ScalarNode, type SourceNode, spanOf } from "../source/node.ts";
import type { Span } from "../source/span.ts";
import { nearest } from "./nearest.ts";
import { offsetInFile } from "./scalar-offset.ts";

const mostErrors = 100;

export class DocumentReader {
  readonly #code: string;
  readonly diagnostics: Diagnostic[] = [];

  /** @param code of the diagnostics about the shape */
  constructor(code: string) {
    this.#code = code;
  }

  get hasErrors(): boolean {
    return this.diagnostics.some(({ severity }) => severity === "error");
  }

  error(node: SourceNode, message: string): void {
    if (this.#isFull) return;
    this.#push(message, spanOf(node));
  }

  /** Whether more errors would not be told. */
  get #isFull(): boolean {
    return this.diagnostics.length > mostErrors;
  }

  #push(message: string, location: Span): void {
    const told =
      this.diagnostics.length < mostErrors ? message : `${message} (and more: ${mostErrors} errors are told)`;
    this.diagnostics.push({ code: this.#code, severity: "error", message: told, location });
  }

  /** An error inside a scalar; the offsets count in its value. */
  errorWithin(node: ScalarNode, message: string, start: number, end: number): void {
    const from = offsetInFile(node, start);
    const to = Math.max(from, offsetInFile(node, Math.max(start, end - 1))) + 1;
    if (!this.#isFull) this.#push(message, node.file.span(from, to));
  }

  /**
   * The node as a mapping, with its keys checked.
   * @param elsewhere for keys that people look for here: what to do instead
   */
  mapping(
    node: SourceNode | undefined,
    what: string,
    keys: readonly string[],
    elsewhere: ReadonlyMap<string, string> = new Map(),
  ): MappingNode | undefined {
    if (node === undefined) return undefined;
    if (node.kind !== "mapping") {
      this.error(node, isEmpty(node) ? emptyMapping(what) : `${what} must be a mapping`);
      return undefined;
    }
    for (const { key, name } of node.entries.values()) {
      if (keys.includes(name)) continue;
      if (this.#isFull) break;
      const meant = nearest(
        name,
        keys.filter((known) => !node.entries.has(known)),
      );
      const known = meant === undefined ? `Its keys are ${keys.join(", ")}.` : `Did you mean ${meant}?`;
      const hint = elsewhere.get(name) ?? known;
      this.error(key, `${what} has no key ${name}. ${hint}`);
    }
    return node;
  }

  /**
   * The scalar under a key that must be there.
   * @param hint what to write, where the name of the key does not say it
   */
  required(of: MappingNode, key: string, what: string, hint = ""): ScalarNode | undefined {
    if (!of.entries.has(key))
      this.error(firstKeyOf(of) ?? of, `${what} has no ${key}${hint === "" ? "" : `: ${hint}`}`);
    return this.scalar(of, key);
  }

  /** The text under a key, which must be one and not empty. */
  scalar(of: MappingNode, key: string): ScalarNode | undefined {
    const node = childOf(of, key);
    return node === undefined ? undefined : this.text(node, key);
  }

  text(node: SourceNode, what: string): ScalarNode | undefined {
    if (node.kind === "scalar" && node.text.trim() !== "" && node.value !== null) return node;
    this.error(node, `${what} must be a text${node.kind === "scalar" ? ", and is empty" : ""}`);
    return undefined;
  }

  flag(of: MappingNode, key: string): boolean {
    const node = childOf(of, key);
    if (node === undefined) return false;
    if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
    this.error(node, `${key} must be true or false`);
    return false;
  }

  oneOf<T extends string>(node: ScalarNode, what: string, values: readonly T[]): T | undefined {
    const found = values.find((value) => value === node.text);
    if (found === undefined && !this.#isFull) {
      const meant = nearest(node.text, values);
      this.error(node, `${what} must be ${listed(values)}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`);
    }
    return found;
  }

  /** The items of a list, or the one thing that stands for a list of one; no more than `most`, and an error at the next. */
  items(node: SourceNode | undefined, most = Number.POSITIVE_INFINITY): readonly SourceNode[] {
    if (node === undefined) return [];
    if (node.kind !== "sequence") return [node];
    const beyond = node.items[most];
    if (beyond === undefined) return node.items;
    this.error(beyond, `there may be ${most} of them`);
    return node.items.slice(0, most);
  }
}

function listed(values: readonly string[]): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** Nothing stands behind the key: most often what belongs to it is not indented. */
export function isEmpty(node: SourceNode): boolean {
  return node.kind === "scalar" && node.value === null;
}

export function emptyMapping(what: string): string {
  return `${what} is empty: what belongs to it stands below it, indented by blanks`;
}

function firstKeyOf({ entries }: MappingNode): SourceNode | undefined {
  for (const { key } of entries.values()) return key;
  return undefined;
}
