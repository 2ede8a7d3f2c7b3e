/**
 * Scanning on from a YAML token, for the positions that js-yaml does not give. Every function is linear and total.
 */
const newline = 0x0a;
const carriageReturn = 0x0d;

export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === newline || code === carriageReturn;
}

/** The offset of the next token: behind blanks, line breaks, and comments. */
export function afterTrivia(text: string, from: number): number {
  let i = from;
  for (;;) {
    const code = text.charCodeAt(i);
    if (isBlank(code)) i++;
    else if (code === 0x23 && (i === 0 || i === from || isBlank(text.charCodeAt(i - 1)))) i = lineEnd(text, i);
    else return i;
  }
}

function lineEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && text.charCodeAt(i) !== newline && text.charCodeAt(i) !== carriageReturn) i++;
  return i;
}

/** The offset behind the first of `wanted`, when only trivia and indicators stand before it; else -1. */
export function afterIndicator(text: string, from: number, wanted: string): number {
  let i = afterTrivia(text, from);
  while (i < text.length) {
    const character = text.charAt(i);
    if (wanted.includes(character)) return i + 1;
    if (!"-:?,".includes(character)) return -1;
    i = afterTrivia(text, i + 1);
  }
  return -1;
}

/** The offset behind the bracket that closes a flow collection whose last item ended at `from`. */
export function closingBracket(text: string, from: number): number {
  const position = afterIndicator(text, from, "]}");
  return position < 0 ? from : position;
}

/** `end` without the blanks and line breaks before it. */
export function trimmedEnd(text: string, from: number, end: number): number {
  let i = end;
  while (i > from && isBlank(text.charCodeAt(i - 1))) i--;
  return i;
}
