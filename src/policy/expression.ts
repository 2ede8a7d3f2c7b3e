/**
 * A CEL expression, compiled to a compact tree that is plain JSON: built-in rules are compiled when Stackplumb is built.
 *
 * Each node is a tuple whose first element names the operation.
 */
export type Expression =
  | readonly ["const", string | number | boolean | null]
  /** A variable: the subject's name (`as`), or the variable of an enclosing macro. */
  | readonly ["var", string]
  /** A field of a fact object or a key of a map. */
  | readonly ["field", Expression, string]
  | readonly ["has", Expression, string]
  | readonly ["index", Expression, Expression]
  /** A method of a fact type: receiver, name, arguments. */
  | readonly ["method", Expression, string, readonly Expression[]]
  /** A function of CEL: `size`, `startsWith`, `matches`, ... with the receiver as first argument. */
  | readonly ["call", string, readonly Expression[]]
  /** `exists`, `all`, `exists_one`, `filter`, `map`: list, variable, predicate. */
  | readonly ["macro", "exists" | "all" | "exists_one" | "filter" | "map", Expression, string, Expression]
  | readonly ["list", readonly Expression[]]
  | readonly ["not", Expression]
  | readonly ["negate", Expression]
  | readonly ["and" | "or", Expression, Expression]
  | readonly ["if", Expression, Expression, Expression]
  | readonly ["==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%", Expression, Expression];
