/**
 * Scalars of a rule document -> expressions and messages, with errors at their column in the file.
 */
import type { ScalarNode } from "../source/node.ts";
import type { Variables } from "./cel-environment.ts";
import { compileExpression, type Expected } from "./compile-expression.ts";
import type { DocumentReader } from "./document-reader.ts";
import type { Expression } from "./expression.ts";
import type { FactRegistry } from "./fact.ts";
import { parseMessageTemplate } from "./message-template.ts";
import type { Message } from "./rule.ts";

const isList = (type: string): boolean => type.startsWith("list<") || type === "list";

/** What the parts of a rule must give. */
export const expectations = {
  condition: { words: "true or false", accepts: (type) => type === "bool" || type === "dyn" },
  place: { words: "a Location", accepts: (type) => type === "Location" },
  hops: { words: "a list of Hop", accepts: (type) => type === "list<Hop>" || type === "list<T>" },
  things: { words: "a list of things", accepts: isList },
  printable: { words: "something to print", accepts: () => true },
} satisfies Record<string, Expected>;

export interface ExpressionReader {
  /** Null where the text is no such expression; a diagnostic says why. */
  readonly expression: (node: ScalarNode, expected: keyof typeof expectations) => Expression | null;
  readonly message: (node: ScalarNode) => Message;
}

export function expressionReader(
  variables: Variables,
  reader: DocumentReader,
  registry: FactRegistry,
): ExpressionReader {
  const compile = (node: ScalarNode, text: string, offset: number, expected: Expected): Expression | null => {
    const compiled = compileExpression(text, variables, expected, registry);
    if ("expression" in compiled) return compiled.expression;
    const { message, start, end } = compiled.error;
    reader.errorWithin(node, message, offset + start, offset + end);
    return null;
  };
  return {
    expression: (node, expected) => compile(node, node.text, 0, expectations[expected]),
    message: (node) => {
      const { parts, error } = parseMessageTemplate(node.text.trim());
      const leading = node.text.length - node.text.trimStart().length;
      if (error !== undefined)
        reader.errorWithin(node, error.message, leading + error.offset, leading + error.offset + 1);
      return parts.flatMap((part): Message => {
        if (part.kind === "text") return [part.text];
        const expression = compile(node, part.text, leading + part.offset, expectations.printable);
        return expression === null ? [] : [expression];
      });
    },
  };
}
