/**
 * Blanks that are put before lines which are indented too little for js-yaml, and the way back to the file's offsets.
 *
 * js-yaml refuses the second line of a quoted or flow value when it is not indented deeper than its parent; other tools,
 * CloudFormation among them, read it. Blanks there change no value.
 */
const firstWidth = 32;

export class IndentRepairs {
  /** Offsets in the file, ascending, each with the number of blanks before it. */
  readonly #inserted: { readonly offset: number; width: number }[] = [];

  get isEmpty(): boolean {
    return this.#inserted.length === 0;
  }

  /** Offsets in the file before which blanks are put. */
  get offsets(): readonly number[] {
    return this.#inserted.map((insertion) => insertion.offset);
  }

  /** Puts blanks before `offset`, or twice as many where there are some already. */
  widen(offset: number): void {
    const known = this.#inserted.find((insertion) => insertion.offset === offset);
    if (known !== undefined) {
      known.width *= 2;
      return;
    }
    this.#inserted.push({ offset, width: firstWidth });
    this.#inserted.sort((a, b) => a.offset - b.offset);
  }

  apply(text: string): string {
    let result = "";
    let from = 0;
    for (const { offset, width } of this.#inserted) {
      result += text.slice(from, offset) + " ".repeat(width);
      from = offset;
    }
    return result + text.slice(from);
  }

  /** The offset in the file for an offset in the repaired text. */
  original(offset: number): number {
    let shift = 0;
    for (const insertion of this.#inserted) {
      const start = insertion.offset + shift;
      if (offset <= start) break;
      if (offset < start + insertion.width) return insertion.offset;
      shift += insertion.width;
    }
    return offset - shift;
  }
}
