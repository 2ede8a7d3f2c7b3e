/**
 * YAML text -> nodes and diagnostics.
 *
 * Syntax errors become one diagnostic at the exact place, in words that help. White space that only js-yaml refuses
 * is repaired and parsed again, a bounded number of times (./whitespace-repair.ts).
 */
import { type Event, parseEvents, YAMLException } from "js-yaml";
import { type Diagnostic, diagnosticAt } from "./diagnostic.ts";
import type { SourceFile } from "./file.ts";
import { maximalDepth, maximalRepairs } from "./limits.ts";
import type { TagForms } from "./tag-form.ts";
import { WhitespaceRepairs } from "./whitespace-repair.ts";
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
  const repairs = new WhitespaceRepairs();
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
      const isLoose = thrown.reason === "deficient indentation";
      if (isLoose && attempt < maximalRepairs && budget > 0 && repairs.repair(file.text, offset)) {
        input = repairs.apply(file.text);
        continue;
      }
      const { code, message } = explainYamlError(thrown.reason, file.text, offset);
      const diagnostic = diagnosticAt(file, "error", code, message, offset);
      return { root: undefined, diagnostics: [diagnostic], error: { offset, diagnostic } };
    }
  }
}

function repairNote(file: SourceFile, repairs: WhitespaceRepairs): Diagnostic {
  const others = repairs.count === 1 ? "" : ` (and in ${repairs.count - 1} more places)`;
  const message = `the white space here${others} is read as it is meant, but not every tool accepts it: indent the lines of a value deeper than its key, and use no tabs`;
  return diagnosticAt(file, "info", "loose-white-space", message, repairs.first);
}
