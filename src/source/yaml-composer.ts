/**
 * js-yaml's events -> nodes.
 *
 * js-yaml gives offsets of scalars, tags and anchors; ends of collections, empty values and the headers of block scalars
 * are derived by scanning on from the last token. Iterative: depth costs no stack.
 * Not here: what a tag means (./tag-form.ts), what a plain scalar means (./plain-scalar.ts), syntax errors (./yaml.ts).
 */
import { COLLECTION_STYLE, EVENT_ID, type Event, SCALAR_STYLE } from "js-yaml";
import { type Diagnostic, type DiagnosticSeverity, diagnosticAt } from "./diagnostic.ts";
import type { SourceFile } from "./file.ts";
import { maximalAliasedNodes, maximalDepth } from "./limits.ts";
import { longForm } from "./long-form.ts";
import type { Entry, OpenCollection, ScalarNode, SourceNode } from "./node.ts";
import type { TagForms } from "./tag-form.ts";
import type { WhitespaceRepairs } from "./whitespace-repair.ts";
import { Anchors } from "./yaml-anchors.ts";
import { type CollectionEvent, type Properties, propertiesOf, type ScalarEvent } from "./yaml-properties.ts";
import { scalarEnd, scalarStart, scalarText, scalarValue } from "./yaml-scalar.ts";
import { afterTrivia, closingBracket } from "./yaml-scan.ts";

/** A collection that is being read: `items` of a sequence, or `entries` of a mapping. */
interface Frame {
  readonly node: OpenCollection;
  readonly items: SourceNode[] | null;
  readonly entries: Map<string, Entry> | null;
  readonly properties: Properties;
  readonly bracketed: boolean;
  /** How many nodes had been read when it opened. */
  readonly sizeBefore: number;
  /** Levels of collections below it. */
  height: number;
  /** A key that waits for its value; `skipped` where the key is not text. */
  key: ScalarNode | "skipped" | null;
  keyIsMerge: boolean;
  /** Entries that merge keys add where the mapping has none of that name. */
  merged: Entry[] | null;
}

export interface Composed {
  /** Undefined where the file is empty or an error makes it unreadable. */
  readonly root: SourceNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Tags of YAML itself that change no value that we read. */
const coreTags: ReadonlySet<string> = new Set([
  "!",
  ...["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `!!${name}`),
]);

export class YamlComposer {
  readonly #input: string;
  readonly #file: SourceFile;
  readonly #tags: TagForms;
  readonly #repairs: WhitespaceRepairs;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #frames: Frame[] = [];
  readonly #anchors = new Anchors();
  #root: SourceNode | undefined;
  /** Offset in `#input` behind the last token. */
  #cursor = 0;
  /** Nodes so far, each alias counted as what it stands for. */
  #size = 0;
  #aliasNoted = false;
  #unreadable = false;

  /** @param input the text that was parsed: the file's, with `repairs`. */
  constructor(input: string, file: SourceFile, tags: TagForms, repairs: WhitespaceRepairs) {
    this.#input = input;
    this.#file = file;
    this.#tags = tags;
    this.#repairs = repairs;
  }

  compose(events: readonly Event[]): Composed {
    for (let i = 0; i < events.length && !this.#unreadable; i++) {
      const event = events[i] as Event;
      switch (event.type) {
        case EVENT_ID.SCALAR:
          this.#readScalar(event);
          break;
        case EVENT_ID.SEQUENCE:
        case EVENT_ID.MAPPING:
          this.#open(event, events[i + 1]);
          break;
        case EVENT_ID.ALIAS:
          this.#readAlias(event.anchorStart, event.anchorEnd);
          break;
        case EVENT_ID.POP:
          this.#close();
          break;
        case EVENT_ID.DOCUMENT:
          this.#openDocument(events[i + 1]);
          break;
      }
    }
    return { root: this.#unreadable ? undefined : this.#root, diagnostics: this.#diagnostics };
  }

  #openDocument(first: Event | undefined): void {
    if (this.#root === undefined || first === undefined || isEmptyDocument(first)) return;
    const marker = afterTrivia(this.#input, this.#cursor);
    const message = "several YAML documents stand in one file; a template is one: split the file, or remove this `---`";
    this.#fail("several-documents", message, marker, marker + 3);
  }

  #readScalar(event: ScalarEvent): void {
    const properties = propertiesOf(event, this.#input);
    this.#pass(properties.end);
    const start = scalarStart(event, this.#input, this.#cursor, this.#announcement(properties));
    const end = scalarEnd(event, this.#input, start);
    this.#pass(end);
    const { tag } = properties;
    const text = scalarText(event, this.#input);
    const value = scalarValue(event, tag, text);
    if (event.style === SCALAR_STYLE.PLAIN && tag === "" && text === "<<") this.#markMerge();
    const node: ScalarNode = {
      kind: "scalar",
      file: this.#file,
      start: this.#at(start),
      end: this.#at(end),
      value,
      text,
    };
    const textStart = event.fast ? this.#at(event.valueStart) : -1;
    this.#finish(node, properties, this.#size, 0, textStart);
  }

  /** The indicator that an empty value stands behind: none where a tag or an anchor already says where it is. */
  #announcement(properties: Properties): string {
    if (properties.end >= 0) return "";
    const frame = this.#frames.at(-1);
    if (frame === undefined) return "";
    if (frame.items !== null) return "-";
    return frame.key === null ? "?" : ":";
  }

  #open(event: CollectionEvent, next: Event | undefined): void {
    const properties = propertiesOf(event, this.#input);
    const bracketed = event.style === COLLECTION_STYLE.FLOW && opensBracket(this.#input, event, next);
    this.#pass(bracketed ? event.start + 1 : event.start);
    const start = this.#at(event.start);
    const items: SourceNode[] | null = event.type === EVENT_ID.SEQUENCE ? [] : null;
    const entries: Map<string, Entry> | null = event.type === EVENT_ID.MAPPING ? new Map() : null;
    const node: OpenCollection =
      entries === null
        ? { kind: "sequence", file: this.#file, start, end: start, items: items ?? [] }
        : { kind: "mapping", file: this.#file, start, end: start, entries, shortForm: false };
    this.#frames.push({
      node,
      items,
      entries,
      properties,
      bracketed,
      sizeBefore: this.#size,
      height: 0,
      key: null,
      keyIsMerge: false,
      merged: null,
    });
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const { node, entries, merged } = frame;
    if (frame.bracketed) this.#pass(closingBracket(this.#input, this.#cursor));
    node.end = this.#at(this.#cursor);
    for (const entry of merged ?? []) if (entries?.has(entry.name) === false) entries.set(entry.name, entry);
    this.#finish(node, frame.properties, frame.sizeBefore, frame.height, -1);
  }

  #readAlias(nameStart: number, nameEnd: number): void {
    const name = this.#input.slice(nameStart, nameEnd);
    const start = nameStart - 1;
    const anchored = this.#anchors.find(name);
    this.#pass(nameEnd);
    if (anchored === undefined) {
      this.#fail(
        "unknown-alias",
        `no anchor &${name} ends before this alias; to mean the text, put it in quotes`,
        start,
        nameEnd,
      );
      return;
    }
    this.#noteAlias("an alias", this.#at(start), this.#at(nameEnd));
    if (this.#frames.length + anchored.height > maximalDepth) {
      this.#fail("too-deep", `this alias nests deeper than ${maximalDepth} levels`, start, nameEnd);
      return;
    }
    this.#charge(anchored.size, start, nameEnd);
    this.#place(anchored.node, anchored.height);
  }

  /** Gives a complete node its tag's long form and its anchor, and puts it where it belongs. */
  #finish(node: SourceNode, properties: Properties, sizeBefore: number, height: number, textStart: number): void {
    const { tag, tagStart, anchor } = properties;
    this.#size += 1;
    const finished = tag === "" || coreTags.has(tag) ? node : this.#tagged(node, tag, this.#at(tagStart), textStart);
    if (anchor !== "") this.#anchors.define(anchor, { node: finished, size: this.#size - sizeBefore, height });
    this.#place(finished, height);
  }

  #tagged(node: SourceNode, tag: string, tagStart: number, textStart: number): SourceNode {
    const form = this.#tags.get(tag);
    if (form !== undefined) return longForm(node, form, tag, tagStart, textStart);
    const message = `the tag ${shown(tag)} is not known; what it stands for cannot be told`;
    this.#note("error", "unknown-tag", message, tagStart, tagStart + tag.length);
    // It keeps its own name as a key, so that its argument is never taken for what was meant.
    return longForm(node, { key: tag, partedAtDot: false }, tag, tagStart, textStart);
  }

  #place(node: SourceNode, height: number): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      this.#root ??= node;
      return;
    }
    if (height >= frame.height) frame.height = height + 1;
    if (frame.items !== null) frame.items.push(node);
    else if (frame.key === null) this.#placeKey(frame, node);
    else this.#placeValue(frame, frame.key, node);
  }

  #placeKey(frame: Frame, node: SourceNode): void {
    if (node.kind === "scalar") {
      frame.key = node;
      return;
    }
    frame.key = "skipped";
    this.#note("warning", "key-not-text", "a key must be text; this entry is passed over", node.start, node.end);
  }

  #placeValue(frame: Frame, key: ScalarNode | "skipped", value: SourceNode): void {
    const { entries, keyIsMerge } = frame;
    frame.key = null;
    frame.keyIsMerge = false;
    if (key === "skipped" || entries === null) return;
    if (keyIsMerge) {
      this.#merge(frame, key, value);
      return;
    }
    const name = key.text;
    if (entries.has(name)) {
      const message = `the key ${shown(name)} stands twice in one mapping; only this last one counts`;
      this.#note("warning", "duplicate-key", message, key.start, key.end);
    }
    entries.set(name, { key, name, value });
  }

  #markMerge(): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined && frame.entries !== null && frame.key === null) frame.keyIsMerge = true;
  }

  #merge(frame: Frame, key: ScalarNode, value: SourceNode): void {
    this.#noteAlias("a merge key", key.start, key.end);
    frame.merged ??= [];
    for (const source of value.kind === "sequence" ? value.items : [value]) {
      if (source.kind !== "mapping") {
        this.#note("warning", "merge-not-mapping", "only mappings can be merged", value.start, value.end);
      } else if (this.#charge(source.entries.size, this.#cursor, this.#cursor)) {
        for (const entry of source.entries.values()) frame.merged.push(entry);
      }
    }
  }

  /** Counts what an alias or a merge stands for; false, and the file is unreadable, where that is too much. */
  #charge(nodes: number, start: number, end: number): boolean {
    this.#size += nodes;
    if (this.#anchors.charge(nodes)) return true;
    const message = `the aliases up to here stand for more than ${maximalAliasedNodes} values; the file is not read any further`;
    this.#fail("alias-bomb", message, start, end);
    return false;
  }

  #pass(offset: number): void {
    if (offset > this.#cursor) this.#cursor = offset;
  }

  /** The offset in the file for one in `#input`. */
  #at(offset: number): number {
    return this.#repairs.isEmpty ? offset : this.#repairs.original(offset);
  }

  #noteAlias(what: string, start: number, end: number): void {
    if (this.#aliasNoted) return;
    this.#aliasNoted = true;
    const message = `${what} is used here; it is read, but CloudFormation documents neither anchors nor aliases nor merge keys`;
    this.#note("info", "yaml-alias", message, start, end);
  }

  #note(severity: DiagnosticSeverity, code: string, message: string, start: number, end: number): void {
    this.#diagnostics.push(diagnosticAt(this.#file, severity, code, message, start, end));
  }

  #fail(code: string, message: string, start: number, end: number): void {
    if (this.#unreadable) return;
    this.#unreadable = true;
    this.#note("error", code, message, this.#at(start), this.#at(end));
  }
}

function isEmptyDocument(first: Event): boolean {
  return first.type === EVENT_ID.POP || (first.type === EVENT_ID.SCALAR && first.valueStart < 0 && first.tagStart < 0);
}

/** A single pair in a flow sequence (`[a: b]`) is a flow mapping without brackets of its own. */
function opensBracket(input: string, event: CollectionEvent, next: Event | undefined): boolean {
  const first = input.charCodeAt(event.start);
  if (event.type === EVENT_ID.SEQUENCE) return first === 0x5b;
  const beginsWithCollection = next?.type === EVENT_ID.MAPPING || next?.type === EVENT_ID.SEQUENCE;
  return first === 0x7b && !(beginsWithCollection && next.start === event.start);
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
