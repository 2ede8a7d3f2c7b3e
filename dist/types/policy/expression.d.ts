/**
 * A CEL expression, compiled to a compact tree that is plain JSON: built-in rules are compiled when Stackplumb is built.
 *
 * Each node is a tuple whose first element names the operation.
 */
export type Expression = readonly ["const", string | number | boolean | null]
/** A variable: the subject's name (`as`), or the variable of an enclosing macro. */
 | readonly ["var", string]
/** A field of a fact object or a key of a map. */
 | readonly ["field", Expression, string] | readonly ["has", Expression, string] | readonly ["index", Expression, Expression]
/** A method of a fact type: receiver, name, arguments. */
 | readonly ["method", Expression, string, readonly Expression[]]
/** A function of CEL: `size`, `startsWith`, `matches`, ... with the receiver as first argument. */
 | readonly ["call", FunctionName, readonly Expression[]]
/** `exists`, `all`, `exists_one`, `filter`, `map`: list, variable, predicate. */
 | readonly ["macro", MacroName, Expression, string, Expression] | readonly ["list", readonly Expression[]] | readonly ["not", Expression] | readonly ["negate", Expression] | readonly ["and" | "or", Expression, Expression] | readonly ["if", Expression, Expression, Expression] | readonly [ComparisonName, Expression, Expression]
/** `/` and `%` are those of integers; a quotient of doubles is a call of `divide`. */
 | readonly [ArithmeticName, Expression, Expression];
export type MacroName = "exists" | "all" | "exists_one" | "filter" | "map";
export type ComparisonName = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in";
export type ArithmeticName = "+" | "-" | "*" | "/" | "%";
/** The functions of CEL that rules may call, as functions of their receiver and arguments. */
export type FunctionName = "size" | "startsWith" | "endsWith" | "contains" | "matches" | "lowerAscii" | "upperAscii" | "trim" | "split" | "join" | "string" | "int" | "double" | "divide";
