/**
 * JSON text -> nodes, in one pass over the text, with exact offsets.
 *
 * As strict as JSON.parse, and without its limits for us: keys keep the order of the file, duplicates are seen where they
 * stand, and errors say what was expected, in the same words on every version of Node. Iterative: depth costs no stack.
 */
import { type Diagnostic, diagnosticAt } from "./diagnostic.ts";
import type { SourceFile } from "./file.ts";
import { JsonError, JsonScanner } from "./json-scanner.ts";
import { maximalDepth } from "./limits.ts";
import type { Entry, OpenCollection, ScalarNode, SourceNode } from "./node.ts";

export interface ParsedJson {
  /** Undefined where the text is not JSON. */
  readonly root: SourceNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Where and why the text stops being JSON. */
  readonly error?: { readonly offset: number; readonly diagnostic: Diagnostic };
}

/** A collection that is being read: `items` of an array, or `entries` and the key that waits for its value. */
interface Frame {
  readonly node: OpenCollection;
  readonly items: SourceNode[] | null;
  readonly entries: Map<string, Entry> | null;
  key: ScalarNode | null;
}

export function parseJson(file: SourceFile): ParsedJson {
  const diagnostics: Diagnostic[] = [];
  try {
    return { root: read(file, diagnostics), diagnostics };
  } catch (thrown) {
    if (!(thrown instanceof JsonError)) throw thrown;
    const diagnostic = diagnosticAt(file, "error", thrown.code, thrown.message, thrown.offset);
    return { root: undefined, diagnostics: [diagnostic], error: { offset: thrown.offset, diagnostic } };
  }
}

/** @throws JsonError where the text is not JSON. */
function read(file: SourceFile, diagnostics: Diagnostic[]): SourceNode {
  const scanner = new JsonScanner(file.text);
  const frames: Frame[] = [];
  let top: Frame | undefined;
  for (;;) {
    const value = readValue(file, scanner);
    let node: SourceNode = value;
    if (value.kind !== "scalar") {
      if (frames.length === maximalDepth) {
        throw new JsonError(
          "too-deep",
          value.start,
          `more than ${maximalDepth} levels are nested here; the file is not read any further`,
        );
      }
      top = openFrame(value);
      frames.push(top);
      if (!scanner.takeClosing(top.items !== null)) {
        if (top.entries !== null) top.key = readKey(file, scanner, top.entries, diagnostics);
        continue;
      }
      value.end = scanner.offset;
      frames.pop();
      top = frames.at(-1);
    }
    // A value is complete: give it to its collection, and close every collection that ends with it.
    for (;;) {
      if (top === undefined) {
        scanner.expectEnd();
        return node;
      }
      if (top.items !== null) top.items.push(node);
      else if (top.key !== null) top.entries?.set(top.key.text, { key: top.key, name: top.key.text, value: node });
      if (scanner.takeComma(top.items !== null, top.node.start)) {
        if (top.entries !== null) top.key = readKey(file, scanner, top.entries, diagnostics);
        break;
      }
      top.node.end = scanner.offset;
      node = top.node;
      frames.pop();
      top = frames.at(-1);
    }
  }
}

/** A scalar, or a collection of which only the opening bracket has been read. */
function readValue(file: SourceFile, scanner: JsonScanner): ScalarNode | OpenCollection {
  const start = scanner.toToken();
  switch (scanner.text.charCodeAt(start)) {
    case 0x7b:
      scanner.offset = start + 1;
      return { kind: "mapping", file, start, end: start + 1, entries: new Map<string, Entry>(), shortForm: false };
    case 0x5b:
      scanner.offset = start + 1;
      return { kind: "sequence", file, start, end: start + 1, items: [] };
    case 0x22: {
      const text = scanner.takeString();
      return { kind: "scalar", file, start, end: scanner.offset, value: text, text };
    }
    default: {
      const value = scanner.takeLiteral();
      return {
        kind: "scalar",
        file,
        start,
        end: scanner.offset,
        value,
        text: scanner.text.slice(start, scanner.offset),
      };
    }
  }
}

function openFrame(node: OpenCollection): Frame {
  return {
    node,
    items: node.kind === "sequence" ? (node.items as SourceNode[]) : null,
    entries: node.kind === "mapping" ? (node.entries as Map<string, Entry>) : null,
    key: null,
  };
}

function readKey(
  file: SourceFile,
  scanner: JsonScanner,
  entries: ReadonlyMap<string, Entry>,
  diagnostics: Diagnostic[],
): ScalarNode {
  const start = scanner.toToken();
  const text = scanner.takeKey();
  const key: ScalarNode = { kind: "scalar", file, start, end: scanner.offset, value: text, text };
  scanner.takeColon();
  if (entries.has(text)) {
    diagnostics.push(
      diagnosticAt(
        file,
        "warning",
        "duplicate-key",
        `the key ${JSON.stringify(text.slice(0, 60))} stands twice in one mapping; only this last one counts`,
        start,
        key.end,
      ),
    );
  }
  return key;
}
