/**
 * YAML text -> nodes and diagnostics.
 *
 * Syntax errors become one diagnostic at the exact place, in words that help. Lines that only js-yaml finds indented too
 * little are repaired and parsed again, a bounded number of times (./indent-repair.ts).
 */
import { type Event, parseEvents, YAMLException } from "js-yaml";
import { type Diagnostic, diagnosticAt } from "./diagnostic.ts";
import type { SourceFile } from "./file.ts";
import { IndentRepairs } from "./indent-repair.ts";
import { maximalDepth, maximalIndentRepairs } from "./limits.ts";
import type { TagForms } from "./tag-form.ts";
import { type Composed, YamlComposer } from "./yaml-composer.ts";
import { explainYamlError } from "./yaml-error.ts";

/** Text that may be parsed again and again, in characters: repairs are for files that people write. */
const repairBudget = 20_000_000;

/** What is wrong with YAML text, and where. */
export interface YamlError {
  readonly offset: number;
  readonly diagnostic: Diagnostic;
}

export type ParsedYaml = Composed & { readonly error?: YamlError };

export function parseYaml(file: SourceFile, tags: TagForms): ParsedYaml {
  const repairs = new IndentRepairs();
  let input = file.text;
  let budget = repairBudget;
  for (let attempt = 0; ; attempt++) {
    try {
      const events: readonly Event[] = parseEvents(input, { maxDepth: maximalDepth });
      const composed = new YamlComposer(input, file, tags, repairs).compose(events);
      return repairs.isEmpty
        ? composed
        : { ...composed, diagnostics: [...composed.diagnostics, repairNote(file, repairs)] };
    } catch (thrown) {
      if (!(thrown instanceof YAMLException)) throw thrown;
      const offset = repairs.original(thrown.mark?.position ?? 0);
      budget -= file.text.length;
      if (thrown.reason === "deficient indentation" && attempt < maximalIndentRepairs && budget > 0) {
        repairs.widen(offset);
        input = repairs.apply(file.text);
        continue;
      }
      const { code, message } = explainYamlError(thrown.reason, file.text, offset);
      const diagnostic = diagnosticAt(file, "error", code, message, offset);
      return { root: undefined, diagnostics: [diagnostic], error: { offset, diagnostic } };
    }
  }
}

function repairNote(file: SourceFile, repairs: IndentRepairs): Diagnostic {
  const offsets = repairs.offsets;
  const more = offsets.length === 1 ? "" : ` (and ${offsets.length - 1} more below)`;
  const message = `this line${more} is indented less than the value that it continues; it is read, but indent it deeper: not every tool accepts it`;
  return diagnosticAt(file, "info", "deficient-indentation", message, offsets[0] ?? 0);
}
