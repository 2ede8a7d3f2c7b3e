/**
 * What every requirement may say: severity, on-unknown, locked; and the forms that several of them share.
 */
import { childOf, type MappingNode, type ScalarNode, type SourceNode } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import type { Range } from "./architecture.ts";
import type { SettingsPart } from "./document-parts.ts";
import { mostParts, namePattern, whyReserved } from "./names.ts";

export function readSettings(of: MappingNode, reader: DocumentReader): SettingsPart {
  const severity = reader.scalar(of, "severity");
  const onUnknown = reader.scalar(of, "on-unknown");
  return {
    severity: severity && reader.oneOf(severity, "severity", ["error", "warning", "info"]),
    onUnknown: onUnknown && reader.oneOf(onUnknown, "on-unknown", ["fail", "warn", "pass"]),
    locked: readFlag(of, "locked", reader),
  };
}

/** Undefined where nothing is said. */
export function readFlag(of: MappingNode, key: string, reader: DocumentReader): boolean | undefined {
  return of.entries.has(key) ? reader.flag(of, key) : undefined;
}

export function readTitle(of: MappingNode, reader: DocumentReader): string | undefined {
  return reader.scalar(of, "title")?.text.trim().replace(/\s+/g, " ");
}

/** A name that a part of the architecture gets. */
export function checkNewName(node: ScalarNode, reader: DocumentReader): string | undefined {
  const reason = namePattern.test(node.text) ? whyReserved(node.text) : "a name is lower-case words joined by hyphens";
  if (reason === undefined) return node.text;
  reader.error(node, namePattern.test(node.text) ? reason : `${node.text} cannot be a name: ${reason}`);
  return undefined;
}

const most = 1000;

/** `2`, `2..`, `2..4`. */
export function readRange(of: MappingNode, key: string, reader: DocumentReader): Range | undefined {
  const node = reader.scalar(of, key);
  if (node === undefined) return undefined;
  const [, low = "", dots, high = ""] = /^(\d{1,4})(\.\.)?(\d{1,4})?$/.exec(node.text.trim()) ?? [];
  if (low === "" || (dots === undefined && high !== "")) {
    reader.error(node, `${key} must be a number or a range, as 2, 2.. or 2..4`);
    return undefined;
  }
  const atLeast = Number(low);
  const atMost = dots === undefined ? atLeast : high === "" ? null : Number(high);
  if (atLeast < 1) return refuse(node, `${key} begins at 1; where there may be none, say optional: true`, reader);
  if (atMost !== null && atMost < atLeast) return refuse(node, `${key} ends before it begins`, reader);
  if (Math.max(atLeast, atMost ?? 0) > most) return refuse(node, `${key} may be ${most} at most`, reader);
  return { atLeast, atMost };
}

function refuse(node: SourceNode, message: string, reader: DocumentReader): undefined {
  reader.error(node, message);
  return undefined;
}

/** The entries of a mapping of names that the author chooses. */
export function entriesOf(of: MappingNode | undefined, key: string, what: string, reader: DocumentReader) {
  const node = childOf(of, key);
  if (node === undefined) return [];
  if (node.kind === "mapping") return [...node.entries.values()];
  reader.error(node, `${key} must be a mapping of names to ${what}`);
  return [];
}

/** The items of what must be a list. */
export function listOf(of: MappingNode, key: string, what: string, reader: DocumentReader): readonly SourceNode[] {
  const node = childOf(of, key);
  if (node === undefined) return [];
  if (node.kind === "sequence") return node.items;
  reader.error(node, `${key} must be a list of ${what}`);
  return [];
}

/** No more than an architecture may have are read; that there are more is an error. */
export function bounded<T extends SourceNode | { readonly key: SourceNode }>(
  items: readonly T[],
  reader: DocumentReader,
): readonly T[] {
  const beyond = items[mostParts];
  if (beyond === undefined) return items;
  reader.error("key" in beyond ? beyond.key : beyond, `there may be ${mostParts} of them`);
  return items.slice(0, mostParts);
}
