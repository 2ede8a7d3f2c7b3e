/**
 * What can honestly be said about a value of a template.
 *
 * Invariant: never guess. What cannot be decided stays `unknown`, with the reason and the input that would settle it.
 * Not here: following a name to the resource it names; see ../graph/identity.ts.
 */
import type { Scalar, SourceNode } from "../source/node.ts";
import type { Guard } from "./guard.ts";

/** A template's resource, across all stacks of the run. */
export interface ResourceKey {
  readonly stack: string;
  readonly logicalId: string;
}

/** Something with one identity, whose text is decided at deployment. */
export type Symbol =
  /** What `Ref` (attribute `Ref`) or `Fn::GetAtt` gives for a resource of the app. */
  | { readonly kind: "attribute"; readonly resource: ResourceKey; readonly attribute: string }
  /** `AWS::Region`, `AWS::AccountId`, ... */
  | { readonly kind: "pseudo"; readonly name: string; readonly stack: string }
  /** The zone at `index` of `Fn::GetAZs` of a region (`region` is its canonical text). */
  | { readonly kind: "zone"; readonly index: number; readonly region: string; readonly stack: string };

export interface Reason {
  /** What is missing: stable, for grouping ("parameter", "import", "attribute", "macro", "limit", ...). */
  readonly kind: string;
  /** Its name: `SubnetIds`, `shop-vpc-id`. Two unknowns with the same kind, name and stack are the same unknown value. */
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

/** A text that contains something undecided: `arn:${AWS::Partition}:s3:::${Bucket}/*`. Never two literals in a row. */
export interface Text extends ValueBase {
  readonly kind: "text";
  readonly parts: readonly Value[];
}

/** Items may be absent, choices, or a `spread` of a list that an item resolved to. */
export interface ListValue extends ValueBase {
  readonly kind: "list";
  readonly items: readonly Value[];
}

export interface MapValue extends ValueBase {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Value>;
}

/** Alternatives exclude each other and cover every case. */
export interface Choice extends ValueBase {
  readonly kind: "choice";
  readonly alternatives: readonly { readonly guard: Guard; readonly value: Value }[];
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
  /** The dynamic reference's path or the parameter's name. */
  readonly name: string;
  /** The secret resource of the app that it names, where that can be told. */
  readonly of?: Value;
}

/** Not set, or `AWS::NoValue`. */
export interface Absent extends ValueBase {
  readonly kind: "absent";
}

export interface Unknown extends ValueBase {
  readonly kind: "unknown";
  readonly reason: Reason;
}

export type Value = Known | Text | ListValue | MapValue | Choice | Identity | Secret | Absent | Unknown;

/** A value in one world: every choice that was met has been decided. */
export type Decided = Exclude<Value, Choice>;

export const absent: Absent = { kind: "absent", origin: null };
