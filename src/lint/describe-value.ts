/**
 * A value -> its leaves, each on one line, for people who ask what was understood.
 *
 * Invariant: secrets are named, never shown. What is undecided is written as `Fn::Sub` would: `${Uploads.Arn}`.
 */
import type { Guard } from "../resolve/guard.ts";
import { symbolName } from "../resolve/spell.ts";
import type { Value } from "../resolve/value.ts";

export interface DescribedValue {
  /** `NotificationConfiguration.LambdaConfigurations[0].Event`. */
  readonly path: string;
  readonly text: string;
  readonly guards: readonly Guard[];
  readonly value: Value;
}

/** A resource with more leaves than this is cut: the trace is for reading. */
const most = 400;

interface Waiting {
  readonly path: string;
  readonly value: Value;
  readonly guards: readonly Guard[];
}

export function describeValue(root: Value): readonly DescribedValue[] {
  const leaves: DescribedValue[] = [];
  const waiting: Waiting[] = [{ path: "", value: root, guards: [] }];
  for (let next = waiting.pop(); next !== undefined && leaves.length < most; next = waiting.pop()) {
    const { path, value, guards } = next;
    const inner = innerOf(next);
    if (inner === undefined) leaves.push({ path, text: leafText(value), guards, value });
    else waiting.push(...inner.reverse());
  }
  return leaves;
}

/** What a value is made of; undefined for a leaf. */
function innerOf({ path, value, guards }: Waiting): Waiting[] | undefined {
  if (value.kind === "choice") {
    return value.alternatives.map((a) => ({ path, value: a.value, guards: [...guards, a.guard] }));
  }
  if (value.kind === "list" && value.items.length > 0) {
    return value.items.map((item, i) => ({ path: `${path}[${i}]`, value: item, guards }));
  }
  if (value.kind === "map" && value.entries.size > 0) {
    return [...value.entries].map(([key, entry]) => ({
      path: path === "" ? key : `${path}.${key}`,
      value: entry,
      guards,
    }));
  }
  return undefined;
}

function leafText(value: Value): string {
  switch (value.kind) {
    case "known":
      return String(value.value);
    case "text":
      return value.parts.map((part) => (part.kind === "known" ? String(part.value) : `\${${inText(part)}}`)).join("");
    case "identity":
      return `\${${symbolName(value.symbol)}}`;
    case "secret":
      return `secret (${value.source} ${value.name})`;
    case "absent":
      return "not set";
    case "unknown":
      return `unknown: ${value.reason.message}`;
    case "list":
      return "an empty list";
    case "map":
      return "an empty map";
    case "choice":
      return "one of several";
  }
}

function inText(part: Value): string {
  if (part.kind === "identity") return symbolName(part.symbol);
  if (part.kind === "unknown") return part.reason.name;
  return leafText(part);
}
