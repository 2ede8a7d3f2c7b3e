/**
 * What a document may hold, as data: loaders take their tables of keys from it, and tools/write-schemas.ts the JSON Schemas
 * that editors complete by. So the two cannot disagree about a key.
 *
 * Not here: what no schema can see (names that lead nowhere, expressions, merging); that is the loaders' own.
 */
export type Shape =
  /** `pattern` is a regular expression of the whole text. */
  | { readonly kind: "text"; readonly pattern?: string }
  /** A text or a whole number, as in `count: 2` and `count: "2.."`. */
  | { readonly kind: "textOrNumber"; readonly pattern: string }
  /** A name out of a list that only the generator knows: what can be judged; a rule, which a team may have added. */
  | { readonly kind: "named"; readonly of: "subject" | "rule" }
  | { readonly kind: "flag" }
  /** A text, which may be empty, a number, `true` or `false`. */
  | { readonly kind: "scalar" }
  | { readonly kind: "anything" }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  | { readonly kind: "list"; readonly of: Shape }
  /** A list, or the one thing that stands for a list of one. */
  | { readonly kind: "oneOrMore"; readonly of: Shape }
  | { readonly kind: "either"; readonly of: readonly Shape[] }
  /** Names that the author chooses, each with the same shape; `keys` where they are names of something. */
  | { readonly kind: "map"; readonly of: Shape; readonly names?: string; readonly keys?: "rule" }
  | KeyedShape
  /** A shape that holds itself, by its name in `definitions`. */
  | { readonly kind: "reference"; readonly to: string };

export interface KeyedShape {
  readonly kind: "keyed";
  readonly keys: Readonly<Record<string, Key>>;
}

export interface Key {
  readonly shape: Shape;
  /** One sentence, for editors and for the guide. */
  readonly doc: string;
  readonly isRequired?: boolean;
}

export interface DocumentShape {
  /** What the document is, for editors. */
  readonly title: string;
  readonly root: KeyedShape;
  readonly definitions: Readonly<Record<string, Shape>>;
}

export const text: Shape = { kind: "text" };
export const flag: Shape = { kind: "flag" };
export const choice = (...of: readonly string[]): Shape => ({ kind: "choice", of });
export const list = (of: Shape): Shape => ({ kind: "list", of });
export const oneOrMore = (of: Shape): Shape => ({ kind: "oneOrMore", of });
export const keyed = (keys: KeyedShape["keys"]): KeyedShape => ({ kind: "keyed", keys });
export const key = (shape: Shape, doc: string): Key => ({ shape, doc });
export const required = (shape: Shape, doc: string): Key => ({ shape, doc, isRequired: true });

/** The names of the keys, for `DocumentReader.mapping`. */
export const keysOf = ({ keys }: KeyedShape): readonly string[] => Object.keys(keys);
