/**
 * A paragraph -> lines that fit, broken between words; a word that is too long stays whole, so that paths and commands
 * can be copied.
 */
import { displayWidth } from "./display-width.ts";

const narrowest = 24;

/** @param width columns that a line may take */
export function wrap(text: string, width: number): readonly string[] {
  const limit = Math.max(narrowest, width);
  const lines: string[] = [];
  let line = "";
  let taken = 0;
  for (const word of text.split(" ")) {
    const needed = displayWidth(word);
    if (line !== "" && taken + 1 + needed > limit) {
      lines.push(line);
      line = word;
      taken = needed;
    } else {
      taken += line === "" ? needed : needed + 1;
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** The paragraph after a label, its further lines under its first. `label` has no colours. */
export function hanging(
  label: string,
  text: string,
  width: number,
  paintLabel = (bare: string): string => bare,
): string[] {
  const indent = " ".repeat(displayWidth(label));
  return wrap(text, width - indent.length).map((line, i) => (i === 0 ? paintLabel(label) : indent) + line);
}
