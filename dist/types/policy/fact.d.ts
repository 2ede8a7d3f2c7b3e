/**
 * Facts: what rules can ask about the graph, as CEL sees it.
 *
 * A fact type has fields and methods; each is a function of the thing itself and of a context (graph and world). Field
 * functions may throw `Split` (see ../resolve/world.ts); the evaluator catches it at the boundary of each fact.
 */
import type { Evidence, Graph, GraphNode } from "../graph/model.js";
import { type Guard } from "../resolve/guard.js";
import type { Membership } from "../resolve/literal.js";
import type { ResolvedStack } from "../resolve/resolved.js";
import type { Decided, Reason } from "../resolve/value.js";
import type { World } from "../resolve/world.js";
import type { SourceNode } from "../source/node.js";
/** `bool`, `int`, `double`, `string`, `dyn`, `list<T>`, or the name of a fact type. */
export type CelType = string;
export type Fact = string | number | boolean | null | FactList | FactMap | FactObject | SymbolicFact | BoundedFact | UnknownFact | MissingFact;
/** A list whose elements may be there only in some worlds, and that may have more elements than are known. */
export interface FactList {
    readonly kind: "list";
    readonly items: readonly FactItem[];
    /** Why there may be more elements; empty for a complete list. `exists` then cannot be false, nor `all` true. */
    readonly open: readonly Reason[];
}
export interface FactItem {
    /** When the element is there. */
    readonly guard: Guard;
    readonly value: Fact;
    /** Why it cannot be told whether the element is there even where its guard holds (what `filter` could not decide). */
    readonly doubt?: readonly Reason[];
}
/** Untyped properties of a template (`node.properties`). Reading an entry may throw `Split`. */
export interface FactMap {
    readonly kind: "map";
    /** What an entry says in a world; what asks for it may know more of the world than what made the map. */
    readonly entries: ReadonlyMap<string, (world: World) => Fact>;
    /** Why there may be more entries than these; left out for a complete map. */
    readonly open?: readonly Reason[];
}
export interface FactObject {
    readonly kind: "object";
    readonly type: string;
    /** The same thing is the same object whenever it is asked for: by that things are equal (`==`, `in`). */
    readonly self: unknown;
}
/**
 * A value that is there and is no literal: the name of something, a text with undecided parts, a secret, the value of
 * a parameter that is not given. `has()` is true of it; it is compared as far as identity and the literal parts decide.
 */
export interface SymbolicFact {
    readonly kind: "symbolic";
    readonly value: Decided;
}
/** A number of which only bounds are known: a count of things that may be there. Comparisons use the bounds. */
export interface BoundedFact {
    readonly kind: "bounded";
    readonly atLeast: number;
    /** Infinity where there is no upper bound. */
    readonly atMost: number;
    /** Why it is not known exactly. */
    readonly reasons: readonly Reason[];
    /** What the world has to decide to bring the bounds nearer to each other. */
    readonly decidedBy?: Membership;
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
    readonly parameters: readonly {
        readonly name: string;
        readonly type: CelType;
    }[];
    readonly returns: CelType;
    readonly doc: string;
    /** Is called only with arguments that are known; they may be symbolic, and lists may be open. */
    readonly call: (self: S, args: readonly Fact[], context: FactContext) => Fact;
}
export interface FactType<S = unknown> {
    readonly name: string;
    readonly doc: string;
    /** Fields and methods of this type are there too. Their functions get the same `self`. */
    readonly extends?: string;
    readonly fields: Readonly<Record<string, FactField<S>>>;
    readonly methods?: Readonly<Record<string, FactMethod<S>>>;
    /** What a message says for such a thing; without it, things of this type print as the name of the type. */
    readonly text?: (self: S) => string;
}
/** Gives the nodes of a role (or of a family of roles) a more special type than `Node`; it must extend `Node`. */
export interface RoleType {
    readonly role: string;
    readonly type: string;
}
/** What a file of facts/ contributes: fact types, kinds of subjects, and the types of roles. */
export interface FactTopic {
    readonly types: readonly FactType<never>[];
    readonly subjects?: readonly SubjectKind[];
    readonly roleTypes?: readonly RoleType[];
}
/** One thing that a rule judges. */
export interface Subject {
    readonly self: unknown;
    /** When the thing is there. */
    readonly guard: Guard;
    /** The resource that a finding is about; null where it is about the app as a whole. */
    readonly node: GraphNode | null;
    /** Set where there is no node: the stack under whose name the app's findings stand. */
    readonly stack?: ResolvedStack;
    /** Property path of the subject inside the resource; empty for the resource. */
    readonly property: string;
    /** Tells subjects of one resource apart, and is part of the fingerprint: the ids at the far end of an edge. */
    readonly key: string;
    /** Where a finding points unless the rule says `at:`. */
    readonly origin: SourceNode;
}
/** @throws Error for a subject that has neither node nor stack, which would be our mistake */
export declare function stackOfSubject({ node, stack }: Subject): ResolvedStack;
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
    /** Names of everything that can stand under `on:`, sorted. */
    readonly subjectNames: readonly string[];
    /** The kind of subject that `on:` names; `compute` covers `compute.fn`. */
    subjectKind(on: string): SubjectKind | undefined;
    /** A field of a type, its own or inherited. */
    fieldOf(type: string, name: string): FactField<never> | undefined;
    /** A method of a type, its own or inherited. */
    methodOf(type: string, name: string): FactMethod<never> | undefined;
    /** The type and what it extends, the most special first. */
    lineage(type: string): readonly FactType<never>[];
}
export declare const missing: MissingFact;
export declare const unknown: (...reasons: readonly Reason[]) => UnknownFact;
export declare const object: (type: string, self: unknown) => FactObject;
export declare const nodeFact: (node: GraphNode) => FactObject;
/** Where a finding or a hop points. */
export declare const location: (node: SourceNode) => FactObject;
export declare const hop: (evidence: Evidence) => FactObject;
export declare const listOf: (values: readonly Fact[], open?: readonly Reason[]) => FactList;
/** A count between two bounds, or the number where they meet. */
export declare const between: (atLeast: number, atMost: number, reasons: readonly Reason[]) => Fact;
