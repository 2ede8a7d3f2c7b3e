/**
 * Text -> Template, in one step: CloudFormation's short tags are known here.
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { type ParsedSource, parseSource } from "../source/parse.ts";
import { readTemplate } from "./read-template.ts";
import { shortTags } from "./short-tags.ts";
import type { Template } from "./template.ts";

/** Reads text as CloudFormation writes it; whether it is a template is not asked. */
export function parseTemplateSource(path: string, text: string): ParsedSource {
  return parseSource(path, text, shortTags);
}

/** `template` is undefined where the text cannot be read; the diagnostics then say why. */
export function parseTemplate(
  path: string,
  text: string,
): { readonly template: Template | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { file, root, format, diagnostics } = parseTemplateSource(path, text);
  if (root === undefined) return { template: undefined, diagnostics };
  const read = readTemplate(root, file, format);
  return { template: read.template, diagnostics: [...diagnostics, ...read.diagnostics] };
}
