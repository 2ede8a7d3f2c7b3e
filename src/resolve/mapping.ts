/**
 * `FindInMap`: a mapping and two keys -> the value that stands there.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
 *
 * A key that is decided at deployment (the region, a parameter without a value) can only be one of the mapping's keys:
 * where all of them lead to one value it is that value, else a choice among them.
 */
import { childOf, type SourceNode } from "../source/node.ts";
import { canonical } from "./canonical.ts";
import { not, or } from "./guard.ts";
import { reasonOfKey } from "./openness.ts";
import { overWorlds } from "./over-worlds.ts";
import { type Guarded, textOf } from "./reading.ts";
import { mappingReason, unknown } from "./reason.ts";
import { invalid, tooMany } from "./refusal.ts";
import type { Scope } from "./scope.ts";
import { spell } from "./spell.ts";
import { derive } from "./undecided.ts";
import type { Decided, Value } from "./value.ts";

/** One call, with its keys decided. */
interface Lookup {
  readonly keys: readonly Decided[];
  readonly at: SourceNode;
  readonly scope: Scope;
  /** `DefaultValue` of the language extensions. */
  readonly fallback: SourceNode | undefined;
}

export function findInMap(argument: SourceNode, scope: Scope): Value {
  const [nameNode, topNode, secondNode, options] = argument.kind === "sequence" ? argument.items : [];
  if (nameNode === undefined || topNode === undefined || secondNode === undefined) {
    return invalid("FindInMap takes a mapping and two keys", argument, scope);
  }
  const keys = [nameNode, topNode, secondNode].map((node) => scope.valueOf(node));
  const fallback = childOf(options, "DefaultValue");
  // Many worlds have the same keys: forty instance types have two architectures.
  const byKeys = new Map<string, Value>();
  const found = overWorlds((world) => {
    const decided = keys.map((key) => world.read(key));
    const spelled = decided.map(canonical).join("\n");
    const value = byKeys.get(spelled) ?? follow(scope.mappings, 0, { keys: decided, at: argument, scope, fallback });
    byKeys.set(spelled, value);
    return value;
  });
  return found ?? tooMany("FindInMap", argument, scope);
}

/** What stands under the keys from the one at `depth` on. */
function follow(node: SourceNode | undefined, depth: number, lookup: Lookup): Value {
  const key = lookup.keys[depth];
  if (key === undefined) return literalOf(node, lookup);
  const text = textOf(key);
  if (text === undefined) return followAll(node, key, depth, lookup);
  const child = childOf(node, text);
  return child === undefined ? missing(node, lookup) : follow(child, depth + 1, lookup);
}

function followAll(node: SourceNode | undefined, key: Decided, depth: number, lookup: Lookup): Value {
  const { scope, at, keys } = lookup;
  // Which mapping is meant must be written out; any of them would be a guess.
  const rows = depth > 0 && node?.kind === "mapping" ? [...node.entries.values()] : [];
  const alternatives = rows.flatMap(({ name, value }): readonly Guarded<Value>[] => {
    const guard = scope.equals(key, name) ?? { kind: "true" };
    return guard.kind === "false" ? [] : [{ guard, value: follow(value, depth + 1, lookup) }];
  });
  const [first] = alternatives;
  const agreed = new Set(alternatives.map(({ value }) => canonical(value)));
  if (first !== undefined && agreed.size === 1 && lookup.fallback === undefined) return first.value;
  if (first === undefined || scope.equals(key, "") === undefined) return derive("FindInMap", keys, at);
  // Without a default, a key that the mapping lacks fails the deployment: what is not the other rows is the last one.
  const rest = lookup.fallback === undefined ? alternatives.at(-1)?.value : scope.valueOf(lookup.fallback);
  const listed = lookup.fallback === undefined ? alternatives.slice(0, -1) : alternatives;
  const none = not(or(...listed.map(({ guard }) => guard)));
  if (rest === undefined || none.kind === "false") return { kind: "choice", origin: at, alternatives };
  return { kind: "choice", origin: at, alternatives: [...listed, { guard: none, value: rest }] };
}

function missing(node: SourceNode | undefined, { keys, at, scope, fallback }: Lookup): Value {
  if (fallback !== undefined) return scope.valueOf(fallback);
  const hidden = node?.kind === "mapping" ? [...node.entries.values()] : [];
  for (const entry of hidden) {
    const reason = reasonOfKey(entry, scope.stack, new Map());
    if (reason !== undefined) return unknown(reason, at);
  }
  const [name = "", ...path] = keys.map(spell);
  return unknown(mappingReason(scope.stack, [name, ...path].join("."), `mapping ${name} has no ${path.join(".")}`), at);
}

/** CloudFormation allows no functions in mappings. */
function literalOf(node: SourceNode | undefined, { at, scope, keys }: Lookup): Value {
  const isLiteral =
    node?.kind === "scalar" || (node?.kind === "sequence" && node.items.every(({ kind }) => kind === "scalar"));
  if (node !== undefined && isLiteral) return scope.valueOf(node);
  const name = keys.map(spell).join(".");
  return unknown(mappingReason(scope.stack, name, `mapping entry ${name} is neither a text nor a list of texts`), at);
}
