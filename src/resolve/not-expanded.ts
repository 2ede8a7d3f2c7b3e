/**
 * An expanded template -> a note for each macro, snippet and module that it still calls: what they make is not seen.
 *
 * Not here: loops, which say so themselves (./loops/expand-loops.ts).
 */
import type { Diagnostic, DiagnosticSeverity } from "../source/diagnostic.ts";
import { childOf, type SourceNode, spanOf } from "../source/node.ts";
import { isMacroKey } from "../template/intrinsic.ts";
import { isForeignMacro, isModuleType, mayCallMacros } from "../template/macro.ts";
import type { Template } from "../template/template.ts";
import { reasonOfKey } from "./openness.ts";

export function notExpanded(template: Template): readonly Diagnostic[] {
  const { root, file, included, transforms, resources } = template;
  const section = childOf(root, "Transform") ?? root;
  const notes = transforms
    .filter(isForeignMacro)
    .map((name) => note("macro-not-run", `the macro ${name} is not run; what it changes is not seen`, section));
  for (const { type, logicalId, key } of resources.values()) {
    if (isModuleType(type))
      notes.push(note("module-not-read", `what the module ${logicalId} contains is not seen`, key));
  }
  return mayCallMacros([file, ...included]) ? [...notes, ...macroCallsIn(root)] : notes;
}

function macroCallsIn(root: SourceNode): readonly Diagnostic[] {
  const notes: Diagnostic[] = [];
  const waiting = [root];
  const seen = new Set<SourceNode>();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "scalar" || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "sequence") {
      for (let i = node.items.length - 1; i >= 0; i--) waiting.push(node.items[i] as SourceNode);
      continue;
    }
    for (const entry of [...node.entries.values()].reverse()) {
      const reason = isMacroKey(entry.name) ? reasonOfKey(entry, "", new Map()) : undefined;
      if (reason === undefined) waiting.push(entry.value);
      else if (reason.kind === "include") {
        // A file that should be there and is not is the author's to mend; an upload is nobody's fault.
        notes.push(note("include-not-read", reason.message, entry.key, reason.settle === null ? "info" : "warning"));
      } else notes.push(note("macro-not-run", `${reason.message}; what it changes is not seen`, entry.key));
    }
  }
  return notes;
}

function note(code: string, message: string, at: SourceNode, severity: DiagnosticSeverity = "info"): Diagnostic {
  return { code, severity, message, location: spanOf(at) };
}
