/**
 * `{rule, stack, resource, reason, owner, until}` -> an exception, or diagnostics that say what it lacks.
 *
 * Invariant: without a reason there is no exception. Globs come from repositories that are not trusted; their cost is
 * bounded (../input/path-pattern.ts), and so is the number of exceptions.
 */
import { joinPath } from "../input/join-path.ts";
import { compilePathPattern } from "../input/path-pattern.ts";
import { isCalendarDay, notADay } from "../policy/calendar-day.ts";
import type { DocumentReader } from "../policy/document-reader.ts";
import { keysOf } from "../policy/document-shape.ts";
import { findRule } from "../policy/find-rule.ts";
import type { Rule } from "../policy/rule.ts";
import { type ScalarNode, type SourceNode, spanOf } from "../source/node.ts";
import { covering, type SearchingException } from "./exception.ts";
import { exceptionShape } from "./exception-shape.ts";
import { nothingToIgnore } from "./nothing-to-ignore.ts";

const maximalExceptions = 1000;

/** @param also keys that say what the exceptions are for, besides those that every exception has. */
export function readExceptions(
  node: SourceNode | undefined,
  also: readonly ("stack" | "resource")[],
  rules: readonly Rule[],
  reader: DocumentReader,
): readonly SearchingException[] {
  if (node === undefined) return [];
  if (node.kind !== "sequence") {
    reader.error(node, "ignore must be a list of {rule, reason}");
    return [];
  }
  if (node.items.length > maximalExceptions)
    reader.error(node, `ignore has more than ${maximalExceptions} entries; only the first of them are read`);
  return node.items.slice(0, maximalExceptions).flatMap((item) => readException(item, also, rules, reader));
}

function readException(
  item: SourceNode,
  also: readonly ("stack" | "resource")[],
  rules: readonly Rule[],
  reader: DocumentReader,
): readonly SearchingException[] {
  const keys = keysOf(exceptionShape).filter((key) => (key !== "stack" && key !== "resource") || also.includes(key));
  const entry = reader.mapping(item, "an entry of ignore", keys);
  if (entry === undefined) return [];
  const named = reader.required(entry, "rule", "the entry");
  const reason = reader.required(entry, "reason", "the entry");
  const until = reader.scalar(entry, "until");
  const stack = also.includes("stack") ? reader.scalar(entry, "stack") : undefined;
  const resource = also.includes("resource") ? reader.scalar(entry, "resource") : undefined;
  const owner = reader.scalar(entry, "owner");
  const rule = named && findRule(rules, named.text);
  if (named !== undefined && rule === undefined) reader.error(named, nothingToIgnore(rules, named.text));
  const isDay = until === undefined || isCalendarDay(until.text);
  if (!isDay) reader.error(until, notADay(until.text));
  if (rule === undefined || reason === undefined || !isDay) return [];
  return [
    {
      rule: rule.id,
      reason: reason.text.trim(),
      owner: owner?.text.trim() ?? null,
      until: until?.text ?? null,
      place: spanOf(item),
      ...aboutOf(stack, resource),
      covers: covering(rule.id, patternOf(stack), patternOf(resource)),
    },
  ];
}

function aboutOf(stack: ScalarNode | undefined, resource: ScalarNode | undefined): { readonly about?: string } {
  if (stack === undefined && resource === undefined) return {};
  return { about: [resource?.text ?? "all", ...(stack === undefined ? [] : [stack.text])].join(" of ") };
}

/** A glob over names and paths. */
function patternOf(node: ScalarNode | undefined): ((name: string) => boolean) | undefined {
  if (node === undefined) return undefined;
  const matches = compilePathPattern(joinPath(".", node.text));
  return (name) => matches(name.split("/"));
}
