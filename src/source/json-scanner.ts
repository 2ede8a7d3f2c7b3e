/**
 * The tokens of JSON text (RFC 8259), and what was expected where there is none.
 */
import type { Scalar } from "./node.ts";

/** Thrown inside this room only; ./json.ts turns it into a diagnostic. */
export class JsonError extends Error {
  readonly code: string;
  readonly offset: number;
  constructor(code: string, offset: number, message: string) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

const numberToken = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const wordToken = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const quote = 0x22;
const backslash = 0x5c;

export class JsonScanner {
  readonly text: string;
  offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Passes over white space; the offset of the next token. */
  toToken(): number {
    const { text } = this;
    let i = this.offset;
    for (;;) {
      const code = text.charCodeAt(i);
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) i++;
      else break;
    }
    this.offset = i;
    return i;
  }

  /** Reads the bracket that closes an empty collection, if it stands here. */
  takeClosing(isArray: boolean): boolean {
    if (this.text.charCodeAt(this.toToken()) !== (isArray ? 0x5d : 0x7d)) return false;
    this.offset += 1;
    return true;
  }

  /**
   * Reads what stands between two items (true) or ends the collection (false).
   * @param opened offset of the collection's opening bracket, for the message.
   */
  takeComma(isArray: boolean, opened: number): boolean {
    const code = this.text.charCodeAt(this.toToken());
    if (code === 0x2c) {
      this.offset += 1;
      const next = this.text.charCodeAt(this.toToken());
      if (next === 0x7d || next === 0x5d)
        this.#fail(this.offset, `a "," stands before this closing bracket; remove it`);
      return true;
    }
    if (code === (isArray ? 0x5d : 0x7d)) {
      this.offset += 1;
      return false;
    }
    const bracket = isArray ? "]" : "}";
    if (this.offset >= this.text.length)
      this.#failAtEnd(`the "${bracket}" for the bracket opened in line ${this.#lineOf(opened)} is missing`);
    return this.#fail(this.offset, `expected "," or "${bracket}" here`);
  }

  takeKey(): string {
    if (this.text.charCodeAt(this.toToken()) === quote) return this.takeString();
    if (this.offset >= this.text.length) this.#failAtEnd("a key or a closing bracket is missing");
    return this.#fail(this.offset, "expected a key in double quotes here");
  }

  takeColon(): void {
    if (this.text.charCodeAt(this.toToken()) !== 0x3a) {
      if (this.offset >= this.text.length) this.#failAtEnd('a ":" and a value are missing');
      this.#fail(this.offset, 'expected ":" behind the key');
    }
    this.offset += 1;
  }

  /** Reads the string whose opening quote stands at `offset`. */
  takeString(): string {
    const { text } = this;
    const start = this.offset;
    let escaped = false;
    for (let i = start + 1; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === quote) {
        this.offset = i + 1;
        return escaped ? this.#unescape(start, i + 1) : text.slice(start + 1, i);
      }
      if (code === backslash) {
        escaped = true;
        i++;
      } else if (code < 0x20) {
        this.#fail(
          i,
          code === 0x0a || code === 0x0d
            ? 'the line ends inside a text: a closing `"` is missing'
            : "a control character must be escaped inside a text",
        );
      }
    }
    return this.#failAtEnd(`the closing quote of the text that begins in line ${this.#lineOf(start)} is missing`);
  }

  takeLiteral(): Scalar {
    const { text, offset } = this;
    if (offset >= text.length) this.#failAtEnd("a value is missing");
    numberToken.lastIndex = offset;
    const number = numberToken.exec(text);
    if (number !== null) {
      this.offset = numberToken.lastIndex;
      return Number(number[0]);
    }
    wordToken.lastIndex = offset;
    const word = wordToken.exec(text)?.[0] ?? "";
    this.offset = offset + word.length;
    if (word === "true") return true;
    if (word === "false") return false;
    if (word === "null") return null;
    return this.#fail(offset, "expected a value here");
  }

  expectEnd(): void {
    if (this.toToken() < this.text.length)
      this.#fail(this.offset, "the template has ended before this; remove what follows");
  }

  #unescape(start: number, end: number): string {
    try {
      return JSON.parse(this.text.slice(start, end)) as string;
    } catch {
      return this.#fail(
        this.#badEscape(start, end),
        "this escape does not exist in JSON: write `\\\\` for a backslash",
      );
    }
  }

  #badEscape(start: number, end: number): number {
    for (let i = this.text.indexOf("\\", start); i >= 0 && i < end; i = this.text.indexOf("\\", i + 2)) {
      const kind = this.text.charAt(i + 1);
      if (kind === "u" ? !/^[0-9a-fA-F]{4}$/.test(this.text.slice(i + 2, i + 6)) : !'"\\/bfnrt'.includes(kind))
        return i;
    }
    return start;
  }

  #fail(offset: number, message: string): never {
    throw new JsonError("json-syntax", offset, `not valid JSON: ${message}`);
  }

  #failAtEnd(message: string): never {
    throw new JsonError("json-syntax", this.text.length, `not valid JSON: the file ends too early; ${message}`);
  }

  #lineOf(offset: number): number {
    let line = 1;
    for (let i = this.text.indexOf("\n"); i >= 0 && i < offset; i = this.text.indexOf("\n", i + 1)) line++;
    return line;
  }
}
