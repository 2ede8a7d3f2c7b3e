/**
 * A location and its line of source -> the line with what is meant underlined.
 *
 * Invariant: the underline stands under the characters that are meant, whatever is before them: tabs, wide characters,
 * or control characters that are spelled out. Not here: hiding secrets; the line comes without them.
 */
import type { Location } from "../lint/report.ts";
import { displayWidth } from "./display-width.ts";
import { printableCharacter } from "./printable.ts";
import { glyphsOf, type Ink, paint, type TextStyle } from "./text-style.ts";

/** A line of a file (1-based), without its line break; undefined where the file is not at hand. */
export type LineSource = (file: string, line: number) => string | undefined;

interface Cell {
  readonly text: string;
  readonly width: number;
  /** Column of the source, 1-based, in UTF-16 code units. */
  readonly column: number;
}

const tabWidth = 4;
/** A minified file is one line; only the part around the location is ever looked at. */
const furthest = 2_000;

export function codeFrame(location: Location, lineOf: LineSource, style: TextStyle, ink: Ink): readonly string[] {
  const line = lineOf(location.file, location.startLine);
  if (line === undefined) return [];
  const number = String(location.startLine);
  const { bar } = glyphsOf(style);
  const gutter = paint(style, `${" ".repeat(number.length)} ${bar}`, "blue");
  const numbered = paint(style, `${number} ${bar}`, "blue");
  const endColumn = location.endLine > location.startLine ? line.trimEnd().length + 1 : location.endColumn;
  const window = clip(line, location.startColumn, style.width - number.length - 4, glyphsOf(style).ellipsis);
  const { before, under } = underline(window.cells, location.startColumn, endColumn);
  const pad = " ".repeat(window.lead.length + before);
  return [
    gutter,
    `${numbered} ${window.lead}${window.cells.map((cell) => cell.text).join("")}${window.trail}`.trimEnd(),
    `${gutter} ${pad}${paint(style, "^".repeat(under), ink)}`,
  ];
}

/** The cells around `column` that fit into `width`, and the marks for what was left out. */
function clip(
  line: string,
  column: number,
  width: number,
  ellipsis: string,
): { cells: Cell[]; lead: string; trail: string } {
  const from = Math.max(0, column - 1 - furthest);
  const cells = cellsOf(line.slice(from, column - 1 + furthest), from);
  const fits = widthOf(cells) <= width && from === 0 && line.length <= column - 1 + furthest;
  if (fits) return { cells, lead: "", trail: "" };
  const room = Math.max(20, width) - 2 * ellipsis.length;
  const at = cells.findIndex((cell) => cell.column >= column);
  let first = at < 0 ? cells.length : at;
  // A quarter of the room shows what comes before, unless the line's end leaves more.
  let before = Math.max(room >> 2, room - widthOf(cells.slice(first)));
  for (let cell = cells[first - 1]; cell !== undefined && cell.width <= before; cell = cells[first - 1]) {
    before -= cell.width;
    first -= 1;
  }
  let last = first;
  let left = room;
  for (let cell = cells[last]; cell !== undefined && cell.width <= left; cell = cells[last]) {
    left -= cell.width;
    last += 1;
  }
  return {
    cells: cells.slice(first, last),
    lead: first > 0 || from > 0 ? ellipsis : "",
    trail: last < cells.length ? ellipsis : "",
  };
}

/** Characters that are shown as they are, in one column each. */
const plain = /^[ -~]*$/;

function cellsOf(text: string, offset: number): Cell[] {
  if (plain.test(text))
    return Array.from(text, (character, i) => ({ text: character, width: 1, column: offset + i + 1 }));
  const cells: Cell[] = [];
  let position = 0;
  let column = offset + 1;
  for (const character of text) {
    const shown = character === "\t" ? " ".repeat(tabWidth - (position % tabWidth)) : printableCharacter(character);
    const width = displayWidth(shown);
    cells.push({ text: shown, width, column });
    position += width;
    column += character.length;
  }
  return cells;
}

function underline(cells: readonly Cell[], start: number, end: number): { before: number; under: number } {
  const before = widthOf(cells.filter((cell) => cell.column < start));
  const under = widthOf(cells.filter((cell) => cell.column >= start && cell.column < end));
  return { before, under: Math.max(1, under) };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
