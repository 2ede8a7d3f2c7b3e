/**
 * `"{trigger.source.id} notifies {trigger.target.id}"` -> texts and expressions, with where each expression begins.
 *
 * `{{` and `}}` stand for braces. Braces and quotes inside an expression are CEL's own.
 */

export type MessagePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly text: string; readonly offset: number };

export interface MessageTemplate {
  readonly parts: readonly MessagePart[];
  /** What is wrong with the braces, and where. */
  readonly error: { readonly message: string; readonly offset: number } | undefined;
}

export function parseMessageTemplate(message: string): MessageTemplate {
  const parts: MessagePart[] = [];
  let text = "";
  let at = 0;
  while (at < message.length) {
    const character = message[at];
    if ((character === "{" || character === "}") && message[at + 1] === character) {
      text += character;
      at += 2;
    } else if (character === "}") {
      return { parts, error: { message: "this brace closes nothing; write }} for a brace", offset: at } };
    } else if (character === "{") {
      const end = endOfExpression(message, at + 1);
      if (end === undefined) {
        return { parts, error: { message: "this brace is not closed; write {{ for a brace", offset: at } };
      }
      if (text !== "") parts.push({ kind: "text", text });
      parts.push({ kind: "expression", text: message.slice(at + 1, end), offset: at + 1 });
      text = "";
      at = end + 1;
    } else {
      text += character;
      at++;
    }
  }
  if (text !== "") parts.push({ kind: "text", text });
  return { parts, error: undefined };
}

/** Where the closing brace stands, past strings and braces of the expression's own. */
function endOfExpression(message: string, start: number): number | undefined {
  let depth = 0;
  let quote: string | undefined;
  for (let at = start; at < message.length; at++) {
    const character = message[at] ?? "";
    if (quote !== undefined) {
      if (character === "\\") at++;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "{") depth++;
    else if (character === "}" && depth-- === 0) return at;
  }
  return undefined;
}
