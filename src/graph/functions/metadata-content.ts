/**
 * What of an upload's event gets through a hop that rewrites it: an input of a rule's target, the template of a pipe, the
 * item that a workflow puts into a table.
 *
 * A hop loses the upload where it passes on neither the object's key nor the time of the event: nothing after it can store
 * which file came when.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 *
 * Invariant: what is not written as a literal may hold anything, and loses nothing for sure.
 */
import { readAt, textOf } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { partsOf } from "../arn.ts";
import type { TriggersEdge } from "../model.ts";
import type { Ternary } from "../ternary.ts";

/** Whether the hop passes on neither key nor time; false for a hop that hands on the event as it is. */
export function losesUpload({ settings, source, target, via, events }: TriggersEdge, world: World): Ternary {
  if (settings === undefined) return false;
  if (via === "eventbridge" && source.type === "AWS::Events::Rule") return targetLoses(settings, world);
  if (via === "pipe") return templateLoses(readAt(settings, ["TargetParameters", "InputTemplate"], world), pipePath);
  if (via === "workflow" && "role" in target && target.role === "nosql" && events.some((event) => puts.test(event)))
    return itemIsConstant(settings, world);
  return false;
}

const puts = /^dynamodb:(?:putItem|updateItem)$/;

/** Of `Input`, `InputPath` and `InputTransformer` a target has at most one. */
function targetLoses(target: Value, world: World): Ternary {
  const constant = readAt(target, ["Input"], world);
  if (constant.kind !== "absent") return true;
  const path = readAt(target, ["InputPath"], world);
  if (path.kind !== "absent") return unlessKnown(path, (text) => !carries(text));
  const paths = readAt(target, ["InputTransformer", "InputPathsMap"], world);
  const template = readAt(target, ["InputTransformer", "InputTemplate"], world);
  if (template.kind === "absent") return false;
  const literal = literalsOf(template);
  if (wholeEvent.test(literal)) return false;
  if (paths.kind !== "map") return reasonAsList(paths) ?? templateLoses(template, eventPath);
  for (const [, name = ""] of literal.matchAll(/<([^<>]+)>/g)) {
    const value = paths.entries.get(name);
    const text = value && textOf(world.read(value));
    if (value !== undefined && (text === undefined || carries(text))) return false;
  }
  return true;
}

/** Variables of EventBridge that stand for the event, or for when it came. */
const wholeEvent = /<aws\.events\.event(?:\.json|\.ingestion-time)?>/;

/** `<$.detail.object.key>` in the template of a pipe. */
const pipePath = /<(\$[^<>\s]*|aws\.pipes\.[a-z.-]+)>/g;
const eventPath = /<(\$[^<>\s]*)>/g;

function templateLoses(template: Decided, pattern: RegExp): Ternary {
  if (template.kind === "absent" || textOf(template) === "") return false;
  const reason = template.kind === "text" ? undefined : reasonOf(template);
  if (reason !== undefined) return [reason];
  const paths = [...literalsOf(template).matchAll(pattern)].map(([, path]) => path ?? "");
  return !paths.some((path) => path.startsWith("aws.pipes.event") || carries(path));
}

/**
 * Whether a path selects the key of an object, the time of an event, or something that holds one of them. Records of a
 * queue hold the event in their body, those of a stream in their data or image.
 */
function carries(path: string): boolean {
  const steps = path
    .replace(/^\$\.?/, "")
    .split(/[.[\]'"]+/)
    .filter((step) => step !== "");
  const last = steps.at(-1)?.toLowerCase() ?? "";
  return steps.length === 0 || holders.has(last) || /key|time|date|timestamp|filename/.test(last);
}

/** What holds a key or a time, in events of S3 by EventBridge, notifications, CloudTrail, queues and streams. */
const holders: ReadonlySet<string> = new Set([
  ...["detail", "object", "requestparameters", "resources", "records", "s3"],
  ...["body", "data", "message", "sns", "dynamodb", "newimage", "oldimage", "keys"],
]);

/** Whether the item that is put has no part that comes from the input: no path, no expression. */
function itemIsConstant(state: Value, world: World): Ternary {
  const values = ["Parameters", "Arguments"].map((name) => readAt(state, [name], world));
  const written = values.filter((value) => value.kind !== "absent");
  if (written.length === 0) return false;
  const waiting: Value[] = [...written];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const value = world.read(next);
    if (value.kind === "unknown") return [value.reason];
    if (value.kind === "list") waiting.push(...value.items);
    if (value.kind === "map") {
      if ([...value.entries.keys()].some((key) => key.endsWith(".$"))) return false;
      waiting.push(...value.entries.values());
    }
    if (literalsOf(value).includes("{%")) return false;
  }
  return true;
}

function unlessKnown(value: Decided, test: (text: string) => boolean): Ternary {
  const text = textOf(value);
  return text === undefined ? (reasonAsList(value) ?? false) : test(text);
}

function reasonAsList(value: Decided): readonly [Reason] | undefined {
  const reason = reasonOf(value);
  return reason === undefined ? undefined : [reason];
}

/** The literal parts of a text. */
function literalsOf(value: Decided): string {
  return partsOf(value)
    .map((part) => textOf(part) ?? "\uFFFC")
    .join("");
}
