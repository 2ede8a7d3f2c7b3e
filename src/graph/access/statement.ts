/**
 * A policy document -> its statements, with everything in them still symbolic.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * Invariant: a statement carries the guard of its presence, and its elements are read one by one, in a world: what a
 * question does not touch is never decided. What cannot be read is an open list, never left out.
 */
import { type Guarded, type Items, itemsOf, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";

export interface Statement {
  readonly value: Decided;
  /** When the statement is part of its document. */
  readonly guard: Guarded<unknown>["guard"];
  /** What a person calls the place where it stands: the logical id of the policy, or the name of an AWS-managed one. */
  readonly holder: string;
  /** Where it is written; null for AWS-managed policies. */
  readonly origin: SourceNode | null;
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Element {
  readonly negated: boolean;
  /** False where the statement has neither form of the element. */
  readonly present: boolean;
  readonly items: readonly Decided[];
  /** Why there may be more items. */
  readonly open: readonly Reason[];
  readonly origin: SourceNode | null;
}

export interface Principals {
  readonly negated: boolean;
  readonly present: boolean;
  readonly items: readonly Principal[];
  readonly open: readonly Reason[];
}

export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`; `*` for everybody. */
  readonly kind: string;
  readonly value: Decided;
}

export interface Condition {
  /** `StringEquals`, `ForAnyValue:StringLike`, `BoolIfExists`, ... as it is written. */
  readonly operator: string;
  readonly key: string;
  readonly values: Items<Decided>;
}

const remembered = new WeakMap<Value, Items<Statement>>();

/** The statements of a document over all worlds. */
export function statementsOf(document: Value, holder: string): Items<Statement> {
  let statements = remembered.get(document);
  if (statements === undefined) {
    statements = readStatements(document, holder);
    remembered.set(document, statements);
  }
  return statements;
}

function readStatements(document: Value, holder: string): Items<Statement> {
  const listed = itemsOf(valueAt(document, ["Statement"]));
  const open: Reason[] = [...listed.open];
  const items: Statement[] = [];
  for (const { guard, value } of listed.items) {
    if (value.kind === "map") items.push({ value, guard, holder, origin: value.origin });
    else open.push(value.kind === "unknown" ? value.reason : unreadable(holder));
  }
  if (items.length === 0 && open.length === 0 && document.kind === "known" && document.value !== "")
    open.push(unreadable(holder));
  return { items, open };
}

/** `Allow` or `Deny`; another value says nothing, and one that is not known gives its reason. */
export function effectOf(statement: Statement, world: World): "Allow" | "Deny" | null | Reason {
  const effect = readAt(statement.value, ["Effect"], world);
  if (effect.kind === "unknown") return effect.reason;
  const name = textOf(effect);
  return name === "Allow" || name === "Deny" ? name : null;
}

export function elementOf(statement: Statement, name: "Action" | "Resource", world: World): Element {
  const positive = readAt(statement.value, [name], world);
  const negated = positive.kind === "absent";
  const value = negated ? readAt(statement.value, [`Not${name}`], world) : positive;
  const { items, open } = listIn(value, world);
  const present = value.kind !== "absent";
  return {
    negated: negated && present,
    present,
    items,
    open,
    origin: (present ? value.origin : null) ?? statement.origin,
  };
}

export function principalsOf(statement: Statement, world: World): Principals {
  const positive = readAt(statement.value, ["Principal"], world);
  const negated = positive.kind === "absent";
  const value = negated ? readAt(statement.value, ["NotPrincipal"], world) : positive;
  const base = { negated: negated && value.kind !== "absent", present: value.kind !== "absent" };
  if (value.kind === "unknown") return { ...base, items: [], open: [value.reason] };
  if (value.kind !== "map") return { ...base, items: base.present ? [principal("AWS", value)] : [], open: [] };
  const items: Principal[] = [];
  const open: Reason[] = [];
  for (const [kind, listed] of value.entries) {
    const list = listIn(listed, world);
    open.push(...list.open);
    items.push(...list.items.map((item) => principal(kind, item)));
  }
  return { ...base, items, open };
}

function principal(kind: string, value: Decided): Principal {
  return { kind: kind === "AWS" && textOf(value) === "*" ? "*" : kind, value };
}

export function conditionsOf(statement: Statement, world: World): Items<Condition> {
  const block = readAt(statement.value, ["Condition"], world);
  if (block.kind === "unknown") return { items: [], open: [block.reason] };
  if (block.kind !== "map") return { items: [], open: [] };
  const items: Condition[] = [];
  const open: Reason[] = [];
  for (const [operator, tests] of block.entries) {
    const decided = world.read(tests);
    if (decided.kind === "unknown") open.push(decided.reason);
    if (decided.kind !== "map") continue;
    for (const [key, value] of decided.entries) {
      const wanted = world.read(value);
      if (wanted.kind !== "absent") items.push({ operator, key, values: listIn(wanted, world) });
    }
  }
  return { items, open };
}

function unreadable(holder: string): Reason {
  return { kind: "policy", name: holder, stack: "", message: `a policy of ${holder} cannot be read`, settle: null };
}
