/**
 * A character of a scalar's value -> where it stands in the file, through quotes, escapes, folding and indentation.
 *
 * White space is what folding and indentation change, and nothing else: so the characters that are none are counted.
 */
import { type ScalarNode, spanOf } from "../source/node.ts";

/** Offset into the file's text. @param offset into the scalar's value. */
export function offsetInFile(scalar: ScalarNode, offset: number): number {
  // Locates the nodes of a JSON file.
  spanOf(scalar);
  const raw = scalar.file.text.slice(scalar.start, scalar.end);
  let left = countVisible(scalar.text.slice(0, offset));
  for (const { at, isVisible } of charactersOf(raw)) {
    if (!isVisible) continue;
    if (left === 0) return scalar.start + at;
    left--;
  }
  return scalar.end;
}

interface Character {
  readonly at: number;
  readonly isVisible: boolean;
}

function* charactersOf(raw: string): Iterable<Character> {
  switch (raw[0]) {
    case '"':
      yield* doubleQuoted(raw);
      break;
    case "'":
      for (let at = 1; at < raw.length - 1; at++) {
        yield { at, isVisible: isVisible(raw[at]) };
        if (raw[at] === "'") at++;
      }
      break;
    default: {
      const start = raw[0] === "|" || raw[0] === ">" ? raw.indexOf("\n") + 1 : 0;
      for (let at = start; at < raw.length; at++) yield { at, isVisible: isVisible(raw[at]) };
    }
  }
}

/** How many characters follow an escape's letter. */
const digits: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function* doubleQuoted(raw: string): Iterable<Character> {
  for (let at = 1; at < raw.length - 1; at++) {
    if (raw[at] !== "\\") {
      yield { at, isVisible: isVisible(raw[at]) };
      continue;
    }
    const letter = raw[at + 1] ?? "";
    yield { at, isVisible: !"ntrvf _LP\t\r\n".includes(letter) };
    at += 1 + (digits.get(letter) ?? 0);
  }
}

function countVisible(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) if (isVisible(text[at])) count++;
  return count;
}

function isVisible(character: string | undefined): boolean {
  return character !== undefined && !/\s/.test(character);
}
