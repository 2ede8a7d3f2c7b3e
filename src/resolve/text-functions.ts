/**
 * The functions that make text: substitution, joining, JSON.
 */
import type { SourceNode } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";
import { concatenate, concatenateOver } from "./concatenate.ts";
import { overWorlds } from "./over-worlds.ts";
import { assuming, type Items, listIn } from "./reading.ts";
import { macroReason, unknown } from "./reason.ts";
import { invalid, tooMany } from "./refusal.ts";
import type { Scope } from "./scope.ts";
import { segmentsOf } from "./substitution.ts";
import { derive } from "./undecided.ts";
import type { Decided, Value } from "./value.ts";
import type { World } from "./world.ts";

/** `Sub`: a text, or a text and its variables. */
export function substitute(argument: SourceNode, scope: Scope): Value {
  const [text, variables] = argument.kind === "sequence" ? argument.items : [argument];
  if (text?.kind !== "scalar") return madeBy(text, scope) ?? invalid("Sub takes a text", argument, scope);
  const given = variables?.kind === "mapping" ? variables.entries : undefined;
  const pieces = segmentsOf(String(text.value ?? "")).map((segment): Value => {
    if (segment.kind === "literal") return { kind: "known", value: segment.text, origin: text };
    const variable = given?.get(segment.name);
    return variable === undefined ? named(segment.name, text, scope) : scope.valueOf(variable.value);
  });
  return concatenateOver(pieces, text, scope.stack);
}

/** A tool of its own (`Rain::Embed`) writes the text before CloudFormation sees it. */
function madeBy(text: SourceNode | undefined, scope: Scope): Value | undefined {
  if (text?.kind !== "mapping" || text.entries.size !== 1) return undefined;
  const [name = ""] = text.entries.keys();
  return name.includes("::") && intrinsicOf(text) === undefined
    ? unknown(macroReason(scope.stack, name), text)
    : undefined;
}

/** `Bucket`, `Bucket.Arn` or `AWS::Region` inside a text. */
function named(name: string, at: SourceNode, scope: Scope): Value {
  const dot = name.indexOf(".");
  return dot < 0 ? scope.refer(name, at) : scope.attribute(name.slice(0, dot), name.slice(dot + 1), at);
}

/** `Join`: a delimiter and a list. */
export function join(argument: SourceNode, scope: Scope): Value {
  const [delimiter, list] = argument.kind === "sequence" ? argument.items : [];
  if (delimiter?.kind !== "scalar" || list === undefined)
    return invalid("Join takes a delimiter and a list", argument, scope);
  const between: Decided = { kind: "known", value: String(delimiter.value ?? ""), origin: delimiter };
  const values = scope.valueOf(list);
  // Written out, each item is a piece of its own: a choice among them then costs no more than itself.
  if (values.kind === "list" && values.open === undefined && values.items.every(isPiece)) {
    return assuming(concatenateOver(separated(values.items, between), argument, scope.stack), values.assumed ?? []);
  }
  const joined = overWorlds((world) => {
    const decided = world.read(values);
    const { items, open }: Items<Decided> = listIn(decided, world);
    if (open.length > 0) return derive(`Join ${between.value}`, [decided], argument);
    return concatenate(separated(items, between), argument, scope.stack);
  });
  return joined ?? tooMany("Join", argument, scope);
}

function separated<V extends Value>(items: readonly V[], between: V | Decided): readonly (V | Decided)[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [between, item]));
}

/** Whether an item is one piece of text in every world, so that it need not be read to know how many there are. */
function isPiece(value: Value): boolean {
  if (value.kind === "choice") return value.alternatives.every((alternative) => isPiece(alternative.value));
  return value.kind !== "absent" && value.kind !== "list" && !(value.kind === "unknown" && value.many === true);
}

/** `ToJsonString`: an object or list as text. */
export function toJson(argument: SourceNode, scope: Scope): Value {
  const value = scope.valueOf(argument);
  const text = overWorlds((world) => {
    const pieces: Decided[] = [];
    writeJson(value, world, argument, pieces);
    return concatenate(pieces, argument, scope.stack);
  });
  return text ?? tooMany("ToJsonString", argument, scope);
}

function writeJson(value: Value, world: World, origin: SourceNode, into: Decided[]): void {
  const write = (text: string): void => void into.push({ kind: "known", value: text, origin });
  const decided = world.read(value);
  if (decided.kind === "known") write(JSON.stringify(decided.value));
  else if (decided.kind === "absent") write("null");
  else if (decided.kind === "text") {
    write('"');
    for (const part of decided.parts) {
      if (part.kind === "known") write(JSON.stringify(String(part.value)).slice(1, -1));
      else into.push(world.read(part));
    }
    write('"');
  } else if (decided.kind === "list" && decided.open === undefined) {
    write("[");
    const items = decided.items.filter((item) => world.read(item).kind !== "absent");
    for (const [index, item] of items.entries()) {
      if (index > 0) write(",");
      writeJson(item, world, origin, into);
    }
    write("]");
  } else if (decided.kind === "map" && decided.open === undefined) {
    write("{");
    const entries = [...decided.entries].filter(([, entry]) => world.read(entry).kind !== "absent");
    for (const [index, [key, entry]] of entries.entries()) {
      write(`${index > 0 ? "," : ""}${JSON.stringify(key)}:`);
      writeJson(entry, world, origin, into);
    }
    write("}");
  } else if (
    decided.kind === "identity" ||
    decided.kind === "secret" ||
    (decided.kind === "unknown" && !decided.many)
  ) {
    write('"');
    into.push(decided);
    write('"');
  } else into.push(derive("JSON", [decided], origin));
}
