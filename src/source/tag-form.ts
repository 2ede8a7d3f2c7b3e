/**
 * What a YAML tag stands for: `!Ref X` is the mapping `{Ref: X}`. Which tags there are is the caller's to say.
 */
export interface TagForm {
  /** The key of the long form. */
  readonly key: string;
  /** Whether a text argument is a list of two, parted at the first dot: `!GetAtt A.b.c` is `[A, b.c]`. */
  readonly partedAtDot: boolean;
}

/** By tag as it is written, with its exclamation mark. */
export type TagForms = ReadonlyMap<string, TagForm>;

export const noTags: TagForms = new Map();
