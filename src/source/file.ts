import type { Span } from "./span.ts";

/**
 * One input file: its text, and the conversion of offsets to lines and columns.
 *
 * Positions are lazy: the table of lines is made on first use, when somebody asks for a span.
 */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  #lineStarts: number[] | null = null;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** @param start offset of the first character; @param end offset after the last one. */
  span(start: number, end: number): Span {
    return { file: this.path, start: this.#position(start), end: this.#position(Math.max(start, end)) };
  }

  #position(offset: number): { line: number; column: number } {
    const starts = (this.#lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) starts.push(i + 1);
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
  }
  return starts;
}
