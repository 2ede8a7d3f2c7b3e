/**
 * js-yaml's events -> nodes.
 *
 * js-yaml gives offsets of scalars, tags and anchors; ends of collections, empty values and the headers of block scalars
 * are derived here by scanning on from the last token. Iterative: depth costs no stack. Aliases share the node of their
 * anchor, and what they stand for is counted, so that an alias bomb is an error instead of work for every reader.
 * Not here: what a tag means (./tag-form.ts), what a plain scalar means (./plain-scalar.ts), syntax errors (./yaml.ts).
 */
import { COLLECTION_STYLE, EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from "js-yaml";
import { type Diagnostic, type DiagnosticSeverity, diagnosticAt } from "./diagnostic.ts";
import type { SourceFile } from "./file.ts";
import type { IndentRepairs } from "./indent-repair.ts";
import { maximalAliasedNodes, maximalDepth } from "./limits.ts";
import type { Entry, MappingNode, OpenCollection, Scalar, ScalarNode, SourceNode } from "./node.ts";
import { resolvePlain } from "./plain-scalar.ts";
import type { TagForm, TagForms } from "./tag-form.ts";
import { resolveCoreTag } from "./yaml-core-tag.ts";
import { afterIndicator, afterTrivia, closingBracket, trimmedEnd } from "./yaml-scan.ts";

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;
type NodeEvent = ScalarEvent | CollectionEvent;

/** A collection that is being read. */
interface Frame {
  readonly node: OpenCollection;
  readonly items: SourceNode[] | null;
  readonly entries: Map<string, Entry> | null;
  readonly tag: string;
  readonly tagStart: number;
  readonly anchor: string;
  /** Whether a bracket closes it. */
  readonly bracketed: boolean;
  /** How many nodes had been read when it opened. */
  readonly sizeBefore: number;
  /** Levels below it. */
  height: number;
  /** A key that waits for its value; `skipped` where the key is not text. */
  key: ScalarNode | "skipped" | null;
  keyIsMerge: boolean;
  merges: Entry[] | null;
}

interface Anchored {
  readonly node: SourceNode;
  readonly size: number;
  readonly height: number;
}

export interface Composed {
  /** Undefined where the file is empty or an error makes it unreadable. */
  readonly root: SourceNode | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** @param input the text that was parsed: the file's, or the file's with `repairs`. */
export function composeYaml(
  events: readonly Event[],
  input: string,
  file: SourceFile,
  tags: TagForms,
  repairs: IndentRepairs,
): Composed {
  const composer = new YamlComposer(input, file, tags, repairs);
  return composer.compose(events);
}

class YamlComposer {
  readonly #input: string;
  readonly #file: SourceFile;
  readonly #tags: TagForms;
  readonly #repairs: IndentRepairs;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #frames: Frame[] = [];
  readonly #anchors = new Map<string, Anchored>();
  #root: SourceNode | undefined;
  /** End of the last token, in `#input`. */
  #cursor = 0;
  /** Nodes so far, each alias counted as what it stands for. */
  #size = 0;
  #aliased = 0;
  #aliasNoted = false;
  #unreadable = false;

  constructor(input: string, file: SourceFile, tags: TagForms, repairs: IndentRepairs) {
    this.#input = input;
    this.#file = file;
    this.#tags = tags;
    this.#repairs = repairs;
  }

  compose(events: readonly Event[]): Composed {
    for (let i = 0; i < events.length && !this.#unreadable; i++) {
      const event = events[i] as Event;
      switch (event.type) {
        case EVENT_ID.DOCUMENT:
          this.#openDocument(events[i + 1]);
          break;
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
      }
    }
    return { root: this.#unreadable ? undefined : this.#root, diagnostics: this.#diagnostics };
  }

  #openDocument(first: Event | undefined): void {
    if (this.#root === undefined || first === undefined || isEmptyDocument(first)) return;
    const marker = afterTrivia(this.#input, this.#cursor);
    this.#fail(
      "several-documents",
      "the file holds several YAML documents; a template is one: remove this `---` or split the file",
      marker,
      marker + 3,
    );
  }

  #readScalar(event: ScalarEvent): void {
    const tag = this.#takeTag(event);
    const { style } = event;
    const text = getScalarValue(this.#input, event);
    let start = event.valueStart;
    let end = event.valueEnd;
    if (start < 0) {
      start = end = this.#emptyStart(event);
    } else if (style === SCALAR_STYLE.PLAIN) {
      // Offsets are the scalar's own.
    } else if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) {
      start -= 1;
      end += 1;
    } else {
      const header = afterIndicator(this.#input, this.#cursor, "|>");
      start = header < 0 ? start : header - 1;
      end = trimmedEnd(this.#input, start + 1, end);
    }
    if (end > this.#cursor) this.#cursor = end;

    const plain = style === SCALAR_STYLE.PLAIN;
    const value: Scalar = tag === "" ? (plain ? resolvePlain(text) : text) : resolveCoreTag(tag, text);
    const node = this.#scalar(value, text, start, end);
    if (plain && tag === "" && text === "<<") this.#markMerge();
    this.#finish(node, tag, event.tagStart, this.#anchorOf(event), this.#size, 0, event.fast ? event.valueStart : -1);
  }

  /** Where an empty value stands: behind its tag or anchor, else behind the `:` or `-` that announces it. */
  #emptyStart(event: ScalarEvent): number {
    const property = Math.max(event.tagEnd, event.anchorEnd);
    if (property >= 0) return property;
    const frame = this.#frames.at(-1);
    const indicator = frame?.items ? "-" : frame?.key != null ? ":" : "?";
    const position = afterIndicator(this.#input, this.#cursor, indicator);
    return position < 0 ? this.#cursor : position;
  }

  #open(event: CollectionEvent, next: Event | undefined): void {
    const tag = this.#takeTag(event);
    const start = this.#at(event.start);
    const base = { file: this.#file, start, end: start };
    const items: SourceNode[] | null = event.type === EVENT_ID.SEQUENCE ? [] : null;
    const entries: Map<string, Entry> | null = items === null ? new Map() : null;
    const node: OpenCollection =
      items !== null
        ? { kind: "sequence", ...base, items }
        : { kind: "mapping", ...base, entries: entries as Map<string, Entry>, shortForm: false };
    const bracketed = event.style === COLLECTION_STYLE.FLOW && opensBracket(this.#input, event, next);
    this.#cursor = Math.max(this.#cursor, bracketed ? event.start + 1 : event.start);
    this.#frames.push({
      node,
      items,
      entries,
      tag,
      tagStart: event.tagStart,
      anchor: this.#anchorOf(event),
      bracketed,
      sizeBefore: this.#size,
      height: 0,
      key: null,
      keyIsMerge: false,
      merges: null,
    });
  }

  #close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const { node } = frame;
    if (frame.bracketed) {
      this.#cursor = closingBracket(this.#input, this.#cursor);
    }
    node.end = Math.max(node.start, this.#at(this.#cursor));
    if (frame.merges !== null && frame.entries !== null) {
      for (const entry of frame.merges) if (!frame.entries.has(entry.name)) frame.entries.set(entry.name, entry);
    }
    this.#finish(node, frame.tag, frame.tagStart, frame.anchor, frame.sizeBefore, frame.height, -1);
  }

  #readAlias(nameStart: number, nameEnd: number): void {
    const name = this.#input.slice(nameStart, nameEnd);
    const anchored = this.#anchors.get(name);
    this.#cursor = nameEnd;
    if (anchored === undefined) {
      this.#fail(
        "unknown-alias",
        `the alias *${name} names no anchor that ends before it; add &${name} above`,
        nameStart - 1,
        nameEnd,
      );
      return;
    }
    if (!this.#aliasNoted) this.#noteAlias("an alias", nameStart - 1, nameEnd);
    this.#size += anchored.size;
    this.#aliased += anchored.size;
    if (this.#tooMuchAliased(nameStart - 1, nameEnd)) return;
    if (this.#frames.length + anchored.height > maximalDepth) {
      this.#fail("too-deep", `the alias *${name} nests deeper than ${maximalDepth} levels`, nameStart - 1, nameEnd);
      return;
    }
    this.#place(anchored.node, anchored.height);
  }

  /** Gives a node its tag's long form and its anchor, and puts it where it belongs. */
  #finish(
    node: SourceNode,
    tag: string,
    tagStart: number,
    anchor: string,
    sizeBefore: number,
    height: number,
    textStart: number,
  ): void {
    this.#size += 1;
    let finished = node;
    if (tag !== "" && !tag.startsWith("!!") && tag !== "!") {
      const form = this.#tags.get(tag);
      if (form === undefined) this.#noteUnknownTag(tag, tagStart);
      finished = this.#longForm(
        node,
        form ?? { key: tag, partedAtDot: false },
        this.#at(tagStart),
        tag.length,
        textStart,
      );
    }
    if (anchor !== "") this.#anchors.set(anchor, { node: finished, size: this.#size - sizeBefore, height });
    this.#place(finished, height);
  }

  /** An unknown tag keeps its own name as key: its value is never taken for what was meant. */
  #longForm(node: SourceNode, form: TagForm, start: number, length: number, textStart: number): MappingNode {
    const argument = form.partedAtDot && node.kind === "scalar" ? this.#parted(node, textStart) : node;
    const key = this.#node(form.key, form.key, start, start + length);
    const entries = new Map([[form.key, { key, name: form.key, value: argument }]]);
    return {
      kind: "mapping",
      file: this.#file,
      start,
      end: Math.max(node.end, start + length),
      entries,
      shortForm: true,
    };
  }

  #parted(node: ScalarNode, textStart: number): SourceNode {
    const dot = node.text.indexOf(".");
    if (dot < 0) return node;
    const parts = [node.text.slice(0, dot), node.text.slice(dot + 1)] as const;
    // Folded and escaped text has no offsets of its own: both parts then stand where the whole does.
    const from = textStart < 0 ? -1 : this.#at(textStart);
    const left =
      from < 0
        ? this.#node(parts[0], parts[0], node.start, node.end)
        : this.#node(parts[0], parts[0], from, from + dot);
    const right =
      from < 0
        ? this.#node(parts[1], parts[1], node.start, node.end)
        : this.#node(parts[1], parts[1], from + dot + 1, from + node.text.length);
    return { kind: "sequence", file: this.#file, start: node.start, end: node.end, items: [left, right] };
  }

  #place(node: SourceNode, height: number): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) {
      if (this.#root === undefined) this.#root = node;
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
    this.#note("warning", "key-not-text", "a key must be text here; this entry is passed over", node.start, node.end);
  }

  #placeValue(frame: Frame, key: ScalarNode | "skipped", value: SourceNode): void {
    const isMerge = frame.keyIsMerge;
    frame.key = null;
    frame.keyIsMerge = false;
    if (key === "skipped" || frame.entries === null) return;
    if (isMerge) {
      this.#merge(frame, key, value);
      return;
    }
    const name = key.text;
    if (frame.entries.has(name)) {
      this.#note(
        "warning",
        "duplicate-key",
        `the key ${quoted(name)} stands twice in one mapping; only this last one counts`,
        key.start,
        key.end,
      );
    }
    frame.entries.set(name, { key, name, value });
  }

  #markMerge(): void {
    const frame = this.#frames.at(-1);
    if (frame?.entries != null && frame.key === null) frame.keyIsMerge = true;
  }

  #merge(frame: Frame, key: ScalarNode, value: SourceNode): void {
    if (!this.#aliasNoted) this.#noteAlias("a merge key", key.start, key.end);
    const sources = value.kind === "sequence" ? value.items : [value];
    frame.merges ??= [];
    for (const source of sources) {
      if (source.kind !== "mapping") {
        this.#note(
          "warning",
          "merge-not-mapping",
          "`<<` merges mappings only; this value is passed over",
          value.start,
          value.end,
        );
        continue;
      }
      this.#aliased += source.entries.size;
      this.#size += source.entries.size;
      if (this.#tooMuchAliased(key.start, key.end)) return;
      for (const entry of source.entries.values()) frame.merges.push(entry);
    }
  }

  #tooMuchAliased(start: number, end: number): boolean {
    if (this.#aliased <= maximalAliasedNodes) return false;
    this.#fail(
      "alias-bomb",
      `the aliases up to here stand for more than ${maximalAliasedNodes} values; the file is not read any further`,
      start,
      end,
    );
    return true;
  }

  #takeTag(event: NodeEvent): string {
    if (event.anchorEnd > this.#cursor) this.#cursor = event.anchorEnd;
    if (event.tagStart < 0) return "";
    if (event.tagEnd > this.#cursor) this.#cursor = event.tagEnd;
    const tag = this.#input.slice(event.tagStart, event.tagEnd);
    return tag.startsWith("!<tag:yaml.org,2002:") ? `!!${tag.slice(20, -1)}` : tag;
  }

  #anchorOf(event: NodeEvent): string {
    return event.anchorStart < 0 ? "" : this.#input.slice(event.anchorStart, event.anchorEnd);
  }

  /** @param start offset in `#input`; @param end likewise. */
  #scalar(value: Scalar, text: string, start: number, end: number): ScalarNode {
    return { kind: "scalar", file: this.#file, start: this.#at(start), end: this.#at(end), value, text };
  }

  /** @param start offset in the file; @param end likewise. */
  #node(value: Scalar, text: string, start: number, end: number): ScalarNode {
    return { kind: "scalar", file: this.#file, start, end, value, text };
  }

  #at(offset: number): number {
    return this.#repairs.isEmpty ? offset : this.#repairs.original(offset);
  }

  #noteAlias(what: string, start: number, end: number): void {
    this.#aliasNoted = true;
    this.#note(
      "info",
      "yaml-alias",
      `${what} is used; it is read, but CloudFormation does not document anchors, aliases and merge keys`,
      start,
      end,
    );
  }

  #noteUnknownTag(tag: string, start: number): void {
    this.#note(
      "error",
      "unknown-tag",
      `the tag ${quoted(tag)} is not known; what it stands for cannot be told`,
      this.#at(start),
      this.#at(start + tag.length),
    );
  }

  #note(severity: DiagnosticSeverity, code: string, message: string, start: number, end: number): void {
    this.#diagnostics.push(diagnosticAt(this.#file, severity, code, message, start, end));
  }

  #fail(code: string, message: string, start: number, end: number): void {
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
  const isPair =
    next !== undefined &&
    (next.type === EVENT_ID.MAPPING || next.type === EVENT_ID.SEQUENCE) &&
    next.start === event.start;
  return first === 0x7b && !isPair;
}

function quoted(text: string): string {
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}
