/**
 * Which resources a value speaks of, wherever their names stand in it: `https://${Bucket}.s3.amazonaws.com/x` mentions
 * the bucket, inside an address.
 *
 * Invariant: every mention carries the guard under which it stands. Only what names a resource for sure is a mention.
 */
import { and, type Guard } from "../resolve/guard.ts";
import { textOf } from "../resolve/reading.ts";
import type { Value } from "../resolve/value.ts";
import type { SourceNode } from "../source/node.ts";
import { identify } from "./identity.ts";
import type { GraphNode, NodeIndex } from "./model.ts";

export interface Mention {
  readonly node: GraphNode;
  /** `Ref`, `Arn`, `DomainName`, ...; `Name` where the name was spelled out, `Url` where it is the host of an address. */
  readonly attribute: string;
  readonly guard: Guard;
  readonly origin: SourceNode | null;
}

interface Waiting {
  readonly value: Value;
  readonly guard: Guard;
  readonly origin: SourceNode | null;
  /** Text before the value, where it is part of a text. */
  readonly before: string;
}

/** At most this many parts of a value are looked at. */
const maximalParts = 20_000;

/** @param types types to which a value that is a bare name may refer. */
export function mentionsIn(index: NodeIndex, root: Value, types: readonly string[] = []): readonly Mention[] {
  const found: Mention[] = [];
  const waiting: Waiting[] = [{ value: root, guard: and(), origin: root.origin, before: "" }];
  for (let n = 0; n < maximalParts; n++) {
    const next = waiting.pop();
    if (next === undefined) break;
    const inner = innerOf(next);
    if (inner === undefined) found.push(...leafMentions(index, next, types));
    else for (let i = inner.length - 1; i >= 0; i--) waiting.push(inner[i] as Waiting);
  }
  return found;
}

function innerOf({ value, guard, origin }: Waiting): readonly Waiting[] | undefined {
  const at = value.origin ?? origin;
  switch (value.kind) {
    case "list":
      return value.items.map((item) => ({ value: item, guard, origin: at, before: "" }));
    case "map":
      return [...value.entries.values()].map((entry) => ({ value: entry, guard, origin: at, before: "" }));
    case "choice":
      return value.alternatives.map((a) => ({ value: a.value, guard: and(guard, a.guard), origin: at, before: "" }));
    default:
      return undefined;
  }
}

function leafMentions(
  index: NodeIndex,
  { value, guard, origin }: Waiting,
  types: readonly string[],
): readonly Mention[] {
  const at = value.origin ?? origin;
  const inside = value.kind === "text" ? partMentions(index, value.parts, guard, at) : [];
  return inside.length > 0 ? inside : named(index, value, guard, at, types);
}

function named(
  index: NodeIndex,
  value: Value,
  guard: Guard,
  origin: SourceNode | null,
  types: readonly string[],
): readonly Mention[] {
  if (value.kind === "choice" || value.kind === "absent" || value.kind === "unknown") return [];
  return identify(index, value, types).certain.map(({ node, attribute }) => ({ node, attribute, guard, origin }));
}

function partMentions(
  index: NodeIndex,
  parts: readonly Value[],
  guard: Guard,
  origin: SourceNode | null,
): readonly Mention[] {
  const found: Mention[] = [];
  let before = "";
  for (const part of parts) {
    const text = textOf(part);
    if (text !== undefined) {
      before = (before + text).slice(-200);
      continue;
    }
    for (const mention of mentionsIn(index, part)) {
      const attribute = isHost(before) && mention.attribute === "Ref" ? "Url" : mention.attribute;
      found.push({ ...mention, attribute, guard: and(guard, mention.guard), origin: part.origin ?? origin });
    }
    before += "\uFFFC";
  }
  return found;
}

/** Whether a name that stands here is part of the host or path of a web address. */
function isHost(before: string): boolean {
  const word = before.slice(
    Math.max(before.lastIndexOf(" "), before.lastIndexOf("\n"), before.lastIndexOf('"'), before.lastIndexOf("'")) + 1,
  );
  return /^(?:\S*=)?https?:\/\//i.test(word);
}
