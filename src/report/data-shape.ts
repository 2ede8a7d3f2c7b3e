/**
 * What plain data looks like, as data that the compiler holds against a type.
 *
 * Invariant: `Shape<T>` describes every field of `T` and no other; a field that one of the two lacks does not compile. So
 * the schema, the reader of untrusted data and the type cannot drift apart.
 */
export type DataShape =
  | { readonly kind: "text" }
  /** A day as `YYYY-MM-DD`. */
  | { readonly kind: "day" }
  /** A whole number. */
  | { readonly kind: "count"; readonly least: number }
  | { readonly kind: "flag" }
  | { readonly kind: "choice"; readonly of: readonly (string | number)[] }
  | { readonly kind: "nullable"; readonly of: DataShape }
  | { readonly kind: "list"; readonly of: DataShape }
  | RecordShape;

export interface RecordShape {
  readonly kind: "record";
  /** What a schema calls it; null where it stands in one place only. */
  readonly name: string | null;
  readonly fields: Readonly<Record<string, DataField>>;
}

export interface DataField {
  readonly shape: DataShape;
  /** One sentence, for readers of the schema; empty where the name says it. */
  readonly doc: string;
  readonly isOptional: boolean;
}

declare const described: unique symbol;

/** The shape of the values of a type. */
export type Shape<T> = DataShape & { readonly [described]?: (value: T) => T };

type Field<T, Optional extends boolean> = DataField & {
  readonly isOptional: Optional;
  readonly [described]?: (value: T) => T;
};

/** One field for each of the type's. */
export type Fields<T> = {
  readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>, object extends Pick<T, K> ? true : false>;
};

export const text: Shape<string> = { kind: "text" };
export const day: Shape<string> = { kind: "day" };
export const flag: Shape<boolean> = { kind: "flag" };
export const count: Shape<number> = { kind: "count", least: 0 };
/** A line or a column. */
export const position: Shape<number> = { kind: "count", least: 1 };

/** @param of a key for each of the type's values, so that none is forgotten */
export function choice<T extends string>(of: Readonly<Record<T, true>>): Shape<T> {
  return { kind: "choice", of: Object.keys(of) };
}

export function constant<T extends string | number>(value: T): Shape<T> {
  return { kind: "choice", of: [value] };
}

export function nullable<T>(of: Shape<T>): Shape<T | null> {
  return { kind: "nullable", of };
}

export function list<T>(of: Shape<T>): Shape<readonly T[]> {
  return { kind: "list", of };
}

export function record<T>(name: string | null, fields: Fields<NoInfer<T>>): Shape<T> {
  return { kind: "record", name, fields };
}

export function field<T>(shape: Shape<T>, doc = ""): Field<T, false> {
  return { shape, doc, isOptional: false };
}

/** A field that may be missing. */
export function optional<T>(shape: Shape<T>, doc = ""): Field<T, true> {
  return { shape, doc, isOptional: true };
}
