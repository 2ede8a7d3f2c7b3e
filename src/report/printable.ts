/**
 * Text of a template -> text that a terminal shows and does not obey.
 *
 * Templates are hostile: an escape sequence could repaint the screen, a bidi mark could turn a message around, and a
 * line that begins with two colons is a command to GitHub's runner.
 */

// C0 and C1 controls, DEL, zero-width and bidi marks, line separators, the BOM, and halves of surrogate pairs.
const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line without control characters: white space becomes a blank, the rest is spelled out (`\x1b`). */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => (/\s/.test(character) ? " " : spelled(character)));
}

/** How a character is shown where every character counts, as in a frame of source code. */
export function printableCharacter(character: string): string {
  return character.replace(unprintable, spelled);
}

function spelled(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  return code < 0x100 ? `\\x${hex.padStart(2, "0")}` : `\\u${hex.padStart(4, "0")}`;
}

/**
 * Finished output in which no line is a workflow command. The runner reads `::name::` at the start of a line, blanks
 * aside, and `##[name]` anywhere in one.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommands(output: string): string {
  return output.replace(/^([ \t]*):(?=:)/gm, "$1: ").replaceAll("##[", "# #[");
}
