/**
 * The templates of a run -> their lines, for frames of source code.
 *
 * Files are read again for it: a run does not hold all of them.
 * Invariant: secrets are hidden before a line leaves this file.
 */
import type { Host } from "../input/app.ts";
import { redact } from "../lint/secrets.ts";
import type { LineSource } from "../report/code-frame.ts";

/** @param secrets texts that must not be printed, of all templates in which something was found */
export function sourceLines(host: Host, secrets: ReadonlySet<string>): LineSource {
  const linesOfFiles = new Map<string, readonly string[]>();
  return (path, line) => {
    let lines = linesOfFiles.get(path);
    if (lines === undefined) {
      const content = host.readText(path);
      lines = "text" in content ? content.text.split(/\r\n|\r|\n/) : [];
      linesOfFiles.set(path, lines);
    }
    const text = lines[line - 1];
    return text === undefined ? undefined : redact(text, secrets);
  };
}
