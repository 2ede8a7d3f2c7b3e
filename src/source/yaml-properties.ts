/**
 * What stands before a YAML node: its tag and its anchor.
 */
import type { EVENT_ID, Event } from "js-yaml";

export type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;
export type CollectionEvent = Extract<Event, { type: typeof EVENT_ID.SEQUENCE | typeof EVENT_ID.MAPPING }>;

export interface Properties {
  /** As it is written, with its exclamation mark; verbatim core tags in their short spelling. Empty where there is none. */
  readonly tag: string;
  readonly tagStart: number;
  /** Offset behind the last of them; -1 where there is none. */
  readonly end: number;
  readonly anchor: string;
}

const none: Properties = { tag: "", tagStart: -1, end: -1, anchor: "" };
const verbatimCore = "!<tag:yaml.org,2002:";

export function propertiesOf(event: ScalarEvent | CollectionEvent, input: string): Properties {
  const { tagStart, tagEnd, anchorStart, anchorEnd } = event;
  if (tagStart < 0 && anchorStart < 0) return none;
  const tag = tagStart < 0 ? "" : input.slice(tagStart, tagEnd);
  return {
    tag: tag.startsWith(verbatimCore) ? `!!${tag.slice(verbatimCore.length, -1)}` : tag,
    tagStart,
    end: Math.max(tagEnd, anchorEnd),
    anchor: anchorStart < 0 ? "" : input.slice(anchorStart, anchorEnd),
  };
}
