/**
 * Wildcards in one segment of a path: `*`, `?`, `[a-z]`, `[!a]` and backslash escapes -> a matcher.
 *
 * The matcher goes back to the last `*` only, so that its cost is at most the product of both lengths: patterns come
 * out of repositories that are not trusted.
 */
interface CharacterSet {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [low: number, high: number])[];
}

/** A character code, any character, any run of characters, or one of a set. */
type Token = number | "any" | "run" | CharacterSet;

export type SegmentMatcher = (segment: string) => boolean;

export function compileWildcard(pattern: string): SegmentMatcher {
  const tokens = tokenize(pattern);
  if (tokens.every((token) => typeof token === "number")) {
    const literal = tokens.map((code) => String.fromCharCode(code as number)).join("");
    return (segment) => segment === literal;
  }
  return (segment) => matches(tokens, segment);
}

/** Whether the text holds anything that a matcher reads as more than itself. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

function tokenize(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  let i = 0;
  while (i < pattern.length) {
    const character = pattern.charAt(i);
    if (character === "*") {
      if (tokens.at(-1) !== "run") tokens.push("run");
      i++;
    } else if (character === "?") {
      tokens.push("any");
      i++;
    } else if (character === "[") {
      const end = setEnd(pattern, i);
      if (end < 0) {
        tokens.push(pattern.charCodeAt(i));
        i++;
      } else {
        tokens.push(readSet(pattern.slice(i + 1, end)));
        i = end + 1;
      }
    } else {
      if (character === "\\" && i + 1 < pattern.length) i++;
      tokens.push(pattern.charCodeAt(i));
      i++;
    }
  }
  return tokens;
}

/** Offset of the `]` that ends the set; a `]` that comes first belongs to the set. -1 where there is none. */
function setEnd(pattern: string, open: number): number {
  let i = open + 1;
  if (pattern.charAt(i) === "!" || pattern.charAt(i) === "^") i++;
  if (pattern.charAt(i) === "]") i++;
  while (i < pattern.length && pattern.charAt(i) !== "]") i += pattern.charAt(i) === "\\" ? 2 : 1;
  return i < pattern.length ? i : -1;
}

function readSet(body: string): CharacterSet {
  const negated = body.startsWith("!") || body.startsWith("^");
  const codes: { code: number; isDash: boolean }[] = [];
  for (let i = negated ? 1 : 0; i < body.length; i++) {
    const isEscape = body.charAt(i) === "\\" && i + 1 < body.length;
    if (isEscape) i++;
    codes.push({ code: body.charCodeAt(i), isDash: !isEscape && body.charAt(i) === "-" });
  }
  const ranges: [number, number][] = [];
  for (let i = 0; i < codes.length; i++) {
    const low = codes[i]?.code ?? 0;
    const high = codes[i + 2];
    if (codes[i + 1]?.isDash === true && high !== undefined) {
      ranges.push([low, high.code]);
      i += 2;
    } else {
      ranges.push([low, low]);
    }
  }
  return { negated, ranges };
}

function matches(tokens: readonly Token[], text: string): boolean {
  let token = 0;
  let position = 0;
  let runToken = -1;
  let runPosition = 0;
  while (position < text.length) {
    const current = tokens[token];
    if (current === "run") {
      runToken = token++;
      runPosition = position;
    } else if (current !== undefined && accepts(current, text.charCodeAt(position))) {
      token++;
      position++;
    } else if (runToken >= 0) {
      token = runToken + 1;
      position = ++runPosition;
    } else {
      return false;
    }
  }
  while (tokens[token] === "run") token++;
  return token === tokens.length;
}

function accepts(token: Exclude<Token, "run">, code: number): boolean {
  if (typeof token === "number") return token === code;
  if (token === "any") return true;
  return token.ranges.some(([low, high]) => code >= low && code <= high) !== token.negated;
}
