/**
 * Facts: what rules can ask about the graph, as CEL sees it.
 *
 * A fact type has fields and methods; each is a function of the thing itself and of a context (graph and world). Field
 * functions may throw `Split` (see ../resolve/world.ts); the evaluator catches it at the boundary of each fact.
 */
import type { SourceNode } from "../source/node.ts";
import type { Guard } from "../resolve/guard.ts";
import type { Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import type { Evidence, Graph, GraphNode } from "../graph/model.ts";

/** `bool`, `int`, `double`, `string`, `dyn`, `list<T>`, or the name of a fact type. */
export type CelType = string;

export type Fact = string | number | boolean | null | FactList | FactMap | FactObject | UnknownFact | MissingFact;

/** A list whose elements may be there only in some worlds, and that may have more elements than are known. */
export interface FactList {
  readonly kind: "list";
  readonly items: readonly { readonly guard: Guard; readonly value: Fact }[];
  /** Why there may be more elements; empty for a complete list. `exists` then cannot be false, nor `all` true. */
  readonly open: readonly Reason[];
}

/** Untyped properties of a template (`node.properties`). */
export interface FactMap {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, () => Fact>;
}

export interface FactObject {
  readonly kind: "object";
  readonly type: string;
  readonly self: unknown;
}

export interface UnknownFact {
  readonly kind: "unknown";
  readonly reasons: readonly Reason[];
}

/** An optional field that is not set; only `has()` may look at it. */
export interface MissingFact {
  readonly kind: "missing";
}

export interface FactContext {
  readonly graph: Graph;
  readonly world: World;
}

export interface FactField<S> {
  readonly type: CelType;
  /** One sentence for rule authors; shown in the generated reference. */
  readonly doc: string;
  /** True where the field may be missing; rules must then test it with `has()`. */
  readonly optional?: boolean;
  readonly read: (self: S, context: FactContext) => Fact;
}

export interface FactMethod<S> {
  readonly parameters: readonly { readonly name: string; readonly type: CelType }[];
  readonly returns: CelType;
  readonly doc: string;
  readonly call: (self: S, args: readonly Fact[], context: FactContext) => Fact;
}

export interface FactType<S = unknown> {
  readonly name: string;
  readonly doc: string;
  /** Fields and methods of this type are there too. */
  readonly extends?: string;
  readonly fields: Readonly<Record<string, FactField<S>>>;
  readonly methods?: Readonly<Record<string, FactMethod<S>>>;
}

/** One thing that a rule judges. */
export interface Subject {
  readonly self: unknown;
  /** When the thing is there. */
  readonly guard: Guard;
  /** The resource that a finding is about. */
  readonly node: GraphNode;
  /** Property path of the subject inside the resource; empty for the resource. */
  readonly property: string;
  /** Tells subjects of one resource apart, and is part of the fingerprint: the ids at the far end of an edge. */
  readonly key: string;
  /** Where a finding points unless the rule says `at:`. */
  readonly origin: SourceNode;
}

/** What can stand under `on:`. */
export interface SubjectKind {
  /** A role, an edge kind, `statement`, ... */
  readonly name: string;
  readonly type: string;
  readonly select: (graph: Graph, asked: string) => readonly Subject[];
}

/** Everything that rules are checked against; made by `factRegistry()` of facts/registry.ts. */
export interface FactRegistry {
  readonly types: ReadonlyMap<string, FactType<never>>;
  /** The kind of subject that `on:` names; `compute` covers `compute.fn`. */
  subjectKind(on: string): SubjectKind | undefined;
}

export const missing: MissingFact = { kind: "missing" };
export const unknown = (...reasons: readonly Reason[]): UnknownFact => ({ kind: "unknown", reasons });
export const object = (type: string, self: unknown): FactObject => ({ kind: "object", type, self });
/** Where a finding or a hop points. */
export const location = (node: SourceNode): FactObject => object("Location", node);
export const hop = (evidence: Evidence): FactObject => object("Hop", evidence);
export const listOf = (values: readonly Fact[], open: readonly Reason[] = []): FactList => ({
  kind: "list",
  items: values.map((value) => ({ guard: { kind: "true" }, value })),
  open,
});
