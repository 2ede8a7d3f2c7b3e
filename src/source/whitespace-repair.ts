/**
 * Blanks that js-yaml misses, put into the text, and the way back to the file's offsets.
 *
 * js-yaml refuses two things in quoted and flow values that CloudFormation and other tools read: a further line that is
 * not indented deeper than its parent, and a tab after an indicator where the line's indentation is not deeper. Blanks
 * before such a line, and a blank for such a tab, change no value.
 */
import { trimmedEnd } from "./yaml-scan.ts";

const firstWidth = 32;
const maximalWidth = 4096;

/** Tabs and blanks that follow an indicator: they part tokens, and are no text. */
const separation = /(?<=[:,{}[\]?-])[ \t]*\t[ \t]*/g;

export class WhitespaceRepairs {
  /** By offset of a line in the file, ascending: the number of blanks before it. */
  #widths: readonly (readonly [offset: number, width: number])[] = [];
  /** Offsets of tabs that are read as blanks. */
  readonly #tabs = new Set<number>();
  #first = -1;

  get isEmpty(): boolean {
    return this.#first < 0;
  }

  /** How many lines and tabs were repaired. */
  get count(): number {
    return this.#widths.length + this.#tabs.size;
  }

  /** Where the file was repaired first. */
  get first(): number {
    return this.#first;
  }

  /**
   * Repairs what js-yaml refuses at `offset` as indented too little.
   *
   * @param text the file's text. @returns false where nothing is left to try.
   */
  repair(text: string, offset: number): boolean {
    const line = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
    const before = text.slice(line, offset);
    const isRepaired = trimmedEnd(text, line, offset) === line ? this.#widen(line) : this.#replaceTabs(before, line);
    if (isRepaired && (this.#first < 0 || offset < this.#first)) this.#first = offset;
    return isRepaired;
  }

  apply(text: string): string {
    let result = "";
    let from = 0;
    for (const [offset, width] of this.#widths) {
      result += this.#withoutTabs(text, from, offset) + " ".repeat(width);
      from = offset;
    }
    return result + this.#withoutTabs(text, from, text.length);
  }

  /** The offset in the file for one in the repaired text. */
  original(offset: number): number {
    let shift = 0;
    for (const [line, width] of this.#widths) {
      const start = line + shift;
      if (offset <= start) break;
      if (offset < start + width) return line;
      shift += width;
    }
    return offset - shift;
  }

  #widen(line: number): boolean {
    const width = this.#widths.find(([offset]) => offset === line)?.[1] ?? firstWidth / 2;
    if (width >= maximalWidth) return false;
    const others = this.#widths.filter(([offset]) => offset !== line);
    this.#widths = [...others, [line, width * 2] as const].sort(([a], [b]) => a - b);
    return true;
  }

  /** @param before the line up to the place; where it has quotes, only the tabs right before the place are surely no text. */
  #replaceTabs(before: string, line: number): boolean {
    const count = this.#tabs.size;
    const from = /["']/.test(before) ? trimmedEnd(before, 0, before.length) : 0;
    for (const { index, 0: run } of before.matchAll(separation)) {
      for (let i = index; i < index + run.length; i++)
        if (i >= from && before.charAt(i) === "\t") this.#tabs.add(line + i);
    }
    return this.#tabs.size > count;
  }

  #withoutTabs(text: string, from: number, to: number): string {
    let result = "";
    let done = from;
    for (const tab of [...this.#tabs].sort((a, b) => a - b)) {
      if (tab < done || tab >= to) continue;
      result += `${text.slice(done, tab)} `;
      done = tab + 1;
    }
    return result + text.slice(done, to);
  }
}
