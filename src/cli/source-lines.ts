/**
 * The templates of a run -> their lines, for frames of source code.
 *
 * Invariant: secrets are hidden before a line leaves this file.
 */
import type { Discovery } from "../input/app.ts";
import { redact, secretsIn } from "../lint/secrets.ts";
import type { LineSource } from "../report/code-frame.ts";

export function sourceLines({ apps }: Discovery, parameters: ReadonlyMap<string, string>): LineSource {
  const stacks = apps.flatMap((app) => app.stacks);
  const files = new Map(stacks.map(({ template }) => [template.file.path, template.file]));
  const linesOfFiles = new Map<string, readonly string[]>();
  let secrets: ReadonlySet<string> | undefined;
  return (path, line) => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    const lines = linesOfFiles.get(path) ?? file.text.split(/\r\n|\r|\n/);
    linesOfFiles.set(path, lines);
    const text = lines[line - 1];
    if (text === undefined) return undefined;
    secrets ??= secretsIn(stacks, parameters);
    return redact(text, secrets);
  };
}
