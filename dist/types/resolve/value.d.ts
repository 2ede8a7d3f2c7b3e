/**
 * What can honestly be said about a value of a template.
 *
 * Invariant: never guess. What cannot be decided stays `unknown`, with the reason and the input that would settle it.
 * Not here: following a name to the resource it names; see ../graph/identity.ts.
 */
import type { Scalar, SourceNode } from "../source/node.js";
import type { Guard } from "./guard.js";
/** A template's resource, across all stacks of the run. */
export interface ResourceKey {
    readonly stack: string;
    readonly logicalId: string;
}
/** Something with one identity, whose text is decided at deployment. */
export type Symbol = 
/** What `Ref` (attribute `Ref`) or `Fn::GetAtt` gives for a resource of the app. */
{
    readonly kind: "attribute";
    readonly resource: ResourceKey;
    readonly attribute: string;
}
/** `AWS::Region`, `AWS::AccountId`, ... */
 | {
    readonly kind: "pseudo";
    readonly name: string;
    readonly stack: string;
}
/** The zone at `index` of `Fn::GetAZs` of a region (`region` is its canonical text). */
 | {
    readonly kind: "zone";
    readonly index: number;
    readonly region: string;
    readonly stack: string;
};
/** Why something is not known: what is missing, and what would settle it. ./reason.ts makes them. */
export interface Reason {
    /** What is missing: stable, for grouping ("parameter", "import", "attribute", "macro", "limit", ...). */
    readonly kind: string;
    /** Its name: `SubnetIds`, `shop-vpc-id`. Two underived unknowns with equal kind, name and stack are one unknown value. */
    readonly name: string;
    /** Stack of the name; empty where it is global (an export). */
    readonly stack: string;
    /** A clause for people: "parameter SubnetIds has no value". */
    readonly message: string;
    /** What would settle it: `--parameter SubnetIds=...`; null where nothing that can be given would. */
    readonly settle: string | null;
}
interface ValueBase {
    /** Where the value was written, through parameters, mappings and conditions; null for AWS's defaults. */
    readonly origin: SourceNode | null;
    /** Parameters whose default was taken for this value. */
    readonly assumed?: readonly string[];
    /** The parameter that this value is a plain reference to. */
    readonly from?: string;
}
export interface Known extends ValueBase {
    readonly kind: "known";
    readonly value: Scalar;
}
/**
 * A text that contains something undecided: `arn:${AWS::Partition}:s3:::${Bucket}/*`.
 *
 * Normal form: each part is `known`, `identity`, `secret` or `unknown`; never two literals in a row, no empty literal,
 * no text inside a text, and at least two parts: what is one thing alone is that thing.
 */
export interface Text extends ValueBase {
    readonly kind: "text";
    readonly parts: readonly Value[];
}
/**
 * A list as it is written: an item may be absent, a choice, or a list of its own where a function or parameter stands
 * for several. Read it with `listIn` or `itemsOf` of ./reading.ts, which flatten it.
 */
export interface ListValue extends ValueBase {
    readonly kind: "list";
    readonly items: readonly Value[];
    /**
     * Why there may be more items than these. The zones of a region are two zone symbols and the reason kind
     * `availability-zones`: at least two, and nobody knows how many.
     */
    readonly open?: Reason;
}
export interface MapValue extends ValueBase {
    readonly kind: "map";
    /** A property set to `AWS::NoValue` is there, and absent. */
    readonly entries: ReadonlyMap<string, Value>;
    /** Why there may be more entries than these: a macro or a loop stands among the keys. */
    readonly open?: Reason;
}
/** Alternatives exclude each other and cover every case. */
export interface Choice extends ValueBase {
    readonly kind: "choice";
    readonly alternatives: readonly {
        readonly guard: Guard;
        readonly value: Value;
    }[];
}
export interface Identity extends ValueBase {
    readonly kind: "identity";
    readonly symbol: Symbol;
}
/** A secret: a dynamic reference, or a NoEcho parameter. Its text must never be printed. */
export interface Secret extends ValueBase {
    readonly kind: "secret";
    /** `secretsmanager`, `ssm-secure`, or `parameter`. */
    readonly source: "secretsmanager" | "ssm-secure" | "parameter";
    /** The dynamic reference's path, with names in braces, as it is told to people; or the parameter's name. */
    readonly name: string;
    /** Stack of the parameter; empty or not set for a dynamic reference. */
    readonly stack?: string;
    /** What names the secret in Secrets Manager: its name or ARN, an identity where it is a resource of the app. */
    readonly of?: Value;
    /** Where the secret can be read all the same: the default of a NoEcho parameter, unless that is empty. */
    readonly default?: SourceNode;
}
/** Not set, or `AWS::NoValue`. */
export interface Absent extends ValueBase {
    readonly kind: "absent";
}
export interface Unknown extends ValueBase {
    readonly kind: "unknown";
    readonly reason: Reason;
    /** Stands for a list of unknown length, not for one value. */
    readonly many?: true;
    /** Where it is what a function made of something undecided; the reason is then that of what it was made of. */
    readonly derived?: Derivation;
}
/** `Select 2` of a split URL: not known, but one and the same wherever it is written, and made of what is known. */
export interface Derivation {
    readonly how: string;
    readonly of: readonly Value[];
}
/** `Fn::Base64` leaves no trace: the value is the text that was encoded, because that is what people wrote. */
export type Value = Known | Text | ListValue | MapValue | Choice | Identity | Secret | Absent | Unknown;
/** A value in one world: every choice that was met has been decided. */
export type Decided = Exclude<Value, Choice>;
export declare const absent: Absent;
export {};
