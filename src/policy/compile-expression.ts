/**
 * CEL text -> a checked expression.
 *
 * cel-js parses and checks the types; what is left to check here is what cel-js does not know: subtypes, the path inside
 * `has()`, patterns of `matches`, and which of CEL's functions our evaluator has.
 * Loaded only where rules are: nothing that a built-in rule needs at run time imports this file.
 */
import { TypeError as CelTypeError, ParseError } from "@marcbachmann/cel-js";
import { environmentWith, maximalDepth, maximalNodes, type Variables } from "./cel-environment.ts";
import { type CelNode, convert, Refusal } from "./convert-expression.ts";
import type { Expression } from "./expression.ts";
import type { FactRegistry } from "./fact.ts";
import { didYouMean, fieldMeant } from "./nearest.ts";

export interface ExpressionError {
  readonly message: string;
  /** Offsets into the expression's text. */
  readonly start: number;
  readonly end: number;
}

export type Compiled = { readonly expression: Expression } | { readonly error: ExpressionError };

/** What an expression must give: a type, or a set of types in words. */
export interface Expected {
  /** For people: "true or false". */
  readonly words: string;
  readonly accepts: (type: string) => boolean;
}

export function compileExpression(
  text: string,
  variables: Variables,
  expected: Expected,
  registry: FactRegistry,
): Compiled {
  try {
    const parsed = environmentWith(variables, registry).parse(text);
    const checked = parsed.check();
    if (!checked.valid) return { error: explain(checked.error, text, registry) };
    const node = parsed.ast as unknown as CelNode;
    const type = node.checkedType?.name ?? "dyn";
    if (!expected.accepts(type)) {
      return { error: { message: `this must be ${expected.words}, and is ${type}`, start: 0, end: text.length } };
    }
    return { expression: convert(node, registry) };
  } catch (error) {
    return { error: explain(error, text, registry) };
  }
}

function explain(error: unknown, text: string, registry: FactRegistry): ExpressionError {
  if (error instanceof Refusal) return { message: error.message, start: error.start, end: error.end };
  if (!(error instanceof ParseError || error instanceof CelTypeError)) throw error;
  const { start, end } = error.range ?? { start: 0, end: text.length };
  const node = error.node as CelNode | undefined;
  const [, limit] = /^Exceeded max\w+ \((\d+)\)/.exec(error.summary) ?? [];
  if (limit !== undefined) {
    const message = `the expression is too large: it may have ${maximalNodes} parts, and be ${maximalDepth} deep`;
    return { message, start: 0, end: text.length };
  }
  return { message: error.summary + suggestion(error.code, node, registry), start, end: Math.max(end, start + 1) };
}

/** The field or method that was probably meant. */
function suggestion(code: string, node: CelNode | undefined, registry: FactRegistry): string {
  if (!Array.isArray(node?.args)) return "";
  const [first, second] = node.args as readonly unknown[];
  if (code === "no_such_key" && typeof second === "string") {
    const type = (first as CelNode).checkedType?.name ?? "";
    const names = registry.lineage(type).flatMap(({ fields }) => Object.keys(fields));
    return ` (${type} has no such field).${fieldMeant(second, names)}`;
  }
  if (code === "no_matching_overload" && node.op === "rcall" && typeof first === "string") {
    const lineage = registry.lineage((second as CelNode).checkedType?.name ?? "");
    const methods = lineage.flatMap((type) => Object.entries(type.methods ?? {}));
    const known = methods.find(([name]) => name === first)?.[1];
    if (known !== undefined)
      return `. It takes (${known.parameters.map(({ name, type }) => `${name}: ${type}`).join(", ")})`;
    return `.${didYouMean(first, [...methods.map(([name]) => name), ...lineage.flatMap(({ fields }) => Object.keys(fields))])}`;
  }
  return "";
}
