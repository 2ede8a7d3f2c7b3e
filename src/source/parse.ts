/**
 * Text -> nodes with positions, whether it is YAML or JSON.
 *
 * Invariant: `root` is undefined exactly where the file is empty or an error among the diagnostics makes it unreadable;
 * nothing is thrown, and no node ends outside the text.
 * Not here: whether it is a template; see ../template/looks-like-template.ts.
 */
import { type Diagnostic, diagnosticAt } from "./diagnostic.ts";
import { SourceFile } from "./file.ts";
import { parseJson } from "./json.ts";
import type { SourceNode } from "./node.ts";
import { noTags, type TagForms } from "./tag-form.ts";
import { parseYaml } from "./yaml.ts";

export interface ParsedSource {
  readonly file: SourceFile;
  readonly root: SourceNode | undefined;
  readonly format: "yaml" | "json";
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a file's text.
 *
 * @param path the file's path as it was given, with forward slashes.
 * @param tags what YAML tags stand for; without it every tag of one's own is an error.
 */
export function parseSource(path: string, text: string, tags: TagForms = noTags): ParsedSource {
  const hasMark = text.charCodeAt(0) === 0xfeff;
  // Editors do not count a byte order mark as a column.
  const file = new SourceFile(path, hasMark ? text.slice(1) : text);
  const parsed = parseFile(file, tags);
  if (!hasMark) return parsed;
  const note = diagnosticAt(
    file,
    "info",
    "byte-order-mark",
    "the file begins with a byte order mark; save it as UTF-8 without one",
    0,
    0,
  );
  return { ...parsed, diagnostics: [note, ...parsed.diagnostics] };
}

function parseFile(file: SourceFile, tags: TagForms): ParsedSource {
  const refused = refusal(file);
  if (refused !== undefined) return { file, root: undefined, format: "yaml", diagnostics: [refused] };
  const first = file.text.charAt(firstToken(file.text));
  if (first === "{" || first === "[") return parseBracketed(file, tags);
  const { root, diagnostics } = parseYaml(file, tags);
  const isEmpty = root === undefined && diagnostics.length === 0;
  return { file, root, format: "yaml", diagnostics: isEmpty ? [emptyNote(file)] : diagnostics };
}

/** JSON; or YAML's flow style, which allows comments, trailing commas and bare keys. */
function parseBracketed(file: SourceFile, tags: TagForms): ParsedSource {
  const json = parseJson(file);
  if (json.error === undefined) return { file, root: json.root, format: "json", diagnostics: json.diagnostics };
  const yaml = parseYaml(file, tags);
  if (yaml.root !== undefined) {
    const diagnostics = [...notJson(file, json.error.diagnostic), ...yaml.diagnostics];
    return { file, root: yaml.root, format: "yaml", diagnostics };
  }
  // Neither: the parser that came further knows more about what the author meant.
  const isYaml = yaml.error !== undefined && yaml.error.offset > json.error.offset && !isNamedJson(file);
  return isYaml
    ? { file, root: undefined, format: "yaml", diagnostics: yaml.diagnostics }
    : { file, root: undefined, format: "json", diagnostics: json.diagnostics };
}

function notJson(file: SourceFile, error: Diagnostic): readonly Diagnostic[] {
  if (!isNamedJson(file)) return [];
  return [{ ...error, severity: "warning", message: `${error.message} (read as YAML, which allows it)` }];
}

function isNamedJson(file: SourceFile): boolean {
  return file.path.toLowerCase().endsWith(".json");
}

function refusal(file: SourceFile): Diagnostic | undefined {
  const nul = file.text.indexOf("\0");
  if (nul >= 0) return diagnosticAt(file, "error", "binary", "a NUL byte stands here; this is no text file", nul);
  return firstToken(file.text) === file.text.length ? emptyNote(file) : undefined;
}

function emptyNote(file: SourceFile): Diagnostic {
  return diagnosticAt(file, "error", "empty-file", "the file is empty", 0, 0);
}

function firstToken(text: string): number {
  let i = 0;
  while (i < text.length && " \t\r\n".includes(text.charAt(i))) i++;
  return i;
}
